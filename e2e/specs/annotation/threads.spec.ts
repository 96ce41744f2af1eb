import { expect, test, type SampleMeeting } from '../../fixtures/meeting.ts';
import { NotesPage, ThreadPart } from '../../pages/notes.ts';
import { RoomPage } from '../../pages/room.ts';

const SAVED = 'Nét vẽ đã lưu';
const HUONG = 'Nguyễn Thị Thu Hương';
const ANH = 'Lê Quang Ánh';
const BICH = 'Phạm Thị Ngọc Bích';

interface Seat extends RoomPage {
  readonly notes: NotesPage;
}

async function enter(sample: SampleMeeting, name: string): Promise<Seat> {
  const room = new RoomPage(await sample.room(name));
  await room.reader.shown(1).waitFor();
  await expect(room.reader.saveState(SAVED)).toBeVisible();
  return Object.assign(room, { notes: new NotesPage(room.window) });
}

test('a note is talked about by three people: replies, a mention, what is new, resolved and opened again', async ({
  sample,
}) => {
  const [huong, anh, bich] = await Promise.all(['Hương', 'Ánh', 'Bích'].map((name) => enter(sample, name)));
  if (huong === undefined || anh === undefined || bich === undefined) throw new Error('somebody is missing');
  const text = 'Đề nghị làm rõ số liệu';
  await anh.reader.take('Ghi chú chữ');
  await anh.reader.note(1, { x: 0.3, y: 0.3 }, text);
  await anh.reader.take('Đọc');

  await test.step('others see that there is something new, its author doesn’t', async () => {
    for (const seat of [huong, bich]) await expect.poll(() => seat.notes.unread()).toBe(1);
    expect(await anh.notes.unread()).toBe(0);
    await expect(bich.reader.notePin(ANH, text)).toHaveAccessibleName(/1 chưa xem/);
  });

  await test.step('Bích answers at the pin and calls upon the chair, found without diacritics', async () => {
    await bich.reader.notePin(ANH, text).click();
    const thread = new ThreadPart(bich.window.getByRole('dialog', { name: `Ghi chú của ${ANH}` }));
    await expect.poll(() => bich.notes.unread()).toBe(0);
    await thread.field.pressSequentially('Xin ý kiến @thu hu');
    await expect(thread.root.getByRole('option', { name: HUONG })).toBeVisible();
    await thread.field.press('Enter');
    await expect(thread.field).toHaveValue(`Xin ý kiến @${HUONG} `);
    await thread.field.pressSequentially('về mục 2');
    await thread.field.press('Control+Enter');
    await expect(thread.comments).toHaveCount(1);
    await expect(thread.field).toHaveValue('');
    await bich.window.keyboard.press('Escape');
  });

  await test.step('the chair is told at once, and finds it by “mentions me”', async () => {
    await expect(huong.window.getByText(`${BICH} nhắc đến ông/bà`)).toBeVisible();
    await expect(anh.window.getByText('nhắc đến ông/bà')).toHaveCount(0);
    await expect.poll(() => huong.notes.unread()).toBe(2);
    await huong.notes.open();
    await huong.notes.filter('Nhắc đến tôi');
    await expect(huong.notes.list.getByRole('option')).toHaveCount(1);
    await huong.notes.row(text).click();
    const thread = new ThreadPart(huong.notes.panel);
    await expect(thread.comments).toHaveCount(1);
    await expect.poll(() => huong.notes.unread()).toBe(0);
    await thread.say('Đồng ý, đưa vào phụ lục');
    await thread.root.getByRole('button', { name: 'Đánh dấu đã xử lý' }).click();
    await expect(thread.root.getByText(`${HUONG} đã đánh dấu xử lý xong`)).toBeVisible();
  });

  await test.step('what she has seen is seen on her other device too', async () => {
    await expect(huong.reader.saveState(SAVED)).toBeVisible();
    const tablet = await enter(sample, 'Hương');
    await expect(tablet.reader.notePin(ANH, text)).toHaveAccessibleName(/2 góp ý, Đã xử lý/);
    expect(await tablet.notes.unread()).toBe(0);
  });

  await test.step('what is resolved leaves the list, but not while it holds something new', async () => {
    await anh.notes.open();
    await expect.poll(() => anh.notes.unread()).toBe(2);
    await expect(anh.notes.row(text)).toHaveCount(1);
    await anh.notes.menu('Đánh dấu đã xem hết');
    await expect.poll(() => anh.notes.unread()).toBe(0);
    await expect(anh.notes.panel.getByText('Không có mục nào phù hợp')).toBeVisible();
    await anh.notes.filter('Hiện cả mục đã xử lý');
    await anh.notes.row(text).click();
    const thread = new ThreadPart(anh.notes.panel);
    await expect(thread.comments).toHaveCount(2);
    await thread.root.getByRole('button', { name: 'Mở lại' }).click();
    await expect(thread.root.getByText('đã đánh dấu xử lý xong')).toHaveCount(0);
  });

  await test.step('one changes and removes one’s own words only', async () => {
    const thread = new ThreadPart(huong.notes.panel);
    await expect(thread.comments).toHaveCount(2);
    await expect(thread.comments.first().getByRole('button', { name: 'Sửa góp ý' })).toHaveCount(0);
    await thread.comments.last().getByRole('button', { name: 'Sửa góp ý' }).click();
    await thread.comments.last().getByRole('textbox').fill('Đồng ý, đưa vào mục 3');
    await thread.comments.last().getByRole('button', { name: 'Lưu' }).click();
    const seen = new ThreadPart(anh.notes.panel);
    await expect(seen.comments.last()).toContainText('mục 3');
    await expect(seen.comments.last()).toContainText('đã sửa');
    await thread.comments.last().getByRole('button', { name: 'Xóa góp ý' }).click();
    await expect(seen.comments).toHaveCount(1);
  });

  await test.step('when the note goes, what others said stays', async () => {
    await anh.reader.notePin(ANH, text).click();
    await anh.window.getByRole('button', { name: 'Xóa', exact: true }).click();
    await bich.notes.open();
    await bich.notes.row('(ghi chú đã xóa)').click();
    await expect(new ThreadPart(bich.notes.panel).comments).toContainText('Xin ý kiến');
  });
});

test('the list leads to a mark: found by its words, it is scrolled to and lights up', async ({ sample }) => {
  const anh = await enter(sample, 'Ánh');
  await anh.reader.take('Ghi chú chữ');
  await anh.reader.note(1, { x: 0.3, y: 0.2 }, 'Căn cứ pháp lý');
  await anh.reader.goTo(2);
  await anh.reader.shown(2).waitFor();
  await anh.reader.note(2, { x: 0.3, y: 0.3 }, 'Nguồn kinh phí');
  await anh.reader.take('Đọc');
  await anh.notes.open();
  await expect(anh.notes.list.getByRole('option')).toHaveCount(2);
  await anh.notes.panel.getByRole('searchbox').fill('can cu phap ly');
  await expect(anh.notes.list.getByRole('option')).toHaveCount(1);
  await anh.notes.list.focus();
  await anh.window.keyboard.press('ArrowDown');
  await anh.window.keyboard.press('Enter');
  await expect(anh.reader.pageField).toHaveValue('1');
  await expect(anh.reader.page(1).locator('[data-mark-pulse]')).toBeVisible();
  await expect(anh.reader.notePin(ANH, 'Căn cứ pháp lý')).toBeInViewport();
  await expect(anh.notes.panel.getByText('Căn cứ pháp lý')).toBeVisible();
  await anh.notes.back();
  await anh.window.keyboard.press('Escape');
});

test('a group’s layer is its unit’s alone', async ({ sample }) => {
  const [huong, anh, uoc, bich] = await Promise.all(
    ['Hương', 'Ánh', 'Ước', 'Bích'].map((name) => enter(sample, name)),
  );
  if (huong === undefined || anh === undefined || uoc === undefined || bich === undefined)
    throw new Error('somebody is missing');
  await anh.reader.layer.getByRole('radio', { name: 'Nhóm', exact: true }).click();
  await anh.reader.take('Ghi chú chữ');
  await anh.reader.note(1, { x: 0.3, y: 0.3 }, 'Trao đổi trong Vụ');
  const inGroup = (seat: Seat) => seat.window.getByRole('button', { name: `Ghi chú nhóm của ${ANH}` });
  await expect(inGroup(uoc)).toBeVisible();
  await inGroup(uoc).click();
  await new ThreadPart(uoc.window.getByRole('dialog')).say('Đã rõ');
  await expect(inGroup(anh)).toHaveAccessibleName(/1 góp ý/);

  // A shared note afterwards shows that the others' pages are up to date.
  await anh.reader.writeOn('Chung');
  await anh.reader.note(1, { x: 0.6, y: 0.3 }, 'Cho mọi người');
  for (const seat of [huong, bich]) {
    await expect(seat.reader.notePin(ANH, 'Cho mọi người')).toBeVisible();
    await expect(inGroup(seat)).toHaveCount(0);
    await seat.notes.open();
    await expect(seat.notes.list.getByRole('option')).toHaveCount(1);
  }

  await test.step('a layer is taken off the page and put back, by sign and name', async () => {
    await uoc.window.keyboard.press('Escape');
    await uoc.notes.open();
    const layers = uoc.notes.panel.getByRole('group', { name: 'Lớp hiện trên trang' });
    await layers.getByRole('button', { name: 'Nhóm' }).click();
    await expect(inGroup(uoc)).toHaveCount(0);
    await expect(uoc.notes.row('Trao đổi trong Vụ')).toHaveCount(1);
    await layers.getByRole('button', { name: 'Nhóm' }).click();
    await expect(inGroup(uoc)).toBeVisible();
  });
});
