import type { Locator } from '@playwright/test';
import { expect, test, type SampleMeeting } from '../../fixtures/meeting.ts';
import { NotesPage, ThreadPart } from '../../pages/notes.ts';
import { RoomPage } from '../../pages/room.ts';

const SAVED = 'Nét vẽ đã lưu';
const ANH = 'Lê Quang Ánh';
const BICH = 'Phạm Thị Ngọc Bích';

interface Seat extends RoomPage {
  readonly notes: NotesPage;
}

async function enter(sample: SampleMeeting, ...names: string[]): Promise<Seat[]> {
  return Promise.all(
    names.map(async (name) => {
      const room = new RoomPage(await sample.room(name));
      await room.reader.shown(1).waitFor();
      await expect(room.reader.saveState(SAVED)).toBeVisible();
      return Object.assign(room, { notes: new NotesPage(room.window) });
    }),
  );
}

async function three(sample: SampleMeeting): Promise<[Seat, Seat, Seat]> {
  const [huong, anh, bich] = await enter(sample, 'Hương', 'Ánh', 'Bích');
  if (huong === undefined || anh === undefined || bich === undefined) throw new Error('somebody is missing');
  return [huong, anh, bich];
}

test('the chair locks the shared layer and hides a person’s marks; everybody is told', async ({ sample }) => {
  const [huong, anh, bich] = await three(sample);
  await anh.reader.take('Ghi chú chữ');
  await anh.reader.note(1, { x: 0.3, y: 0.3 }, 'Trước khi khóa');
  for (const seat of [huong, anh, bich]) {
    await expect(seat.reader.notePin(ANH, 'Trước khi khóa')).toBeVisible();
    await seat.notes.open();
  }

  await huong.notes.menu('Khóa lớp chung của tài liệu');
  for (const seat of [anh, bich])
    await expect(seat.notes.panel.getByText('Chủ trì đang khóa lớp chung của tài liệu này.')).toBeVisible();
  await bich.notes.row('Trước khi khóa').click();
  await expect(new ThreadPart(bich.notes.panel).field).toHaveCount(0);
  await bich.notes.back();
  await huong.notes.panel.getByRole('button', { name: 'Mở khóa' }).click();
  await expect(bich.notes.panel.getByText('Chủ trì đang khóa lớp chung')).toHaveCount(0);
  await bich.notes.row('Trước khi khóa').click();
  await new ThreadPart(bich.notes.panel).say('Sau khi mở khóa');
  await bich.notes.back();

  await huong.notes.row('Trước khi khóa').click();
  await new ThreadPart(huong.notes.panel).menu(`Ẩn ghi chú chung của ${ANH}`);
  await expect(bich.reader.notePin(ANH, 'Trước khi khóa')).toHaveCount(0);
  await expect(bich.notes.panel.getByText('Chủ trì đang ẩn ghi chú chung của 1 người.')).toBeVisible();
  await expect(anh.notes.panel.getByText('Chủ trì đang ẩn ghi chú chung của ông/bà.')).toBeVisible();
  await expect(anh.reader.notePin(ANH, 'Trước khi khóa')).toBeVisible();
  await huong.notes.back();
  await huong.notes.panel.getByRole('button', { name: 'Hiện lại' }).click();
  await expect(bich.reader.notePin(ANH, 'Trước khi khóa')).toBeVisible();
  await expect(anh.notes.panel.getByText('Chủ trì đang ẩn')).toHaveCount(0);

  await test.step('nobody but the chair is offered it', async () => {
    await anh.notes.panel.getByRole('button', { name: 'Thao tác khác' }).click();
    await expect(anh.window.getByRole('menuitem')).toHaveCount(1);
    await anh.window.keyboard.press('Escape');
  });
});

test('a private note becomes a shared comment or a question with one key, and one undo takes it back', async ({
  sample,
}) => {
  const [huong, anh, bich] = await three(sample);
  await anh.reader.writeOn('Riêng');
  await anh.reader.take('Ghi chú chữ');
  await anh.reader.note(1, { x: 0.3, y: 0.3 }, 'Cân nhắc thêm kinh phí');
  await anh.reader.take('Đọc');
  const own = anh.window.getByRole('button', { name: 'Ghi chú riêng: Cân nhắc thêm kinh phí' });
  await own.click();
  await new ThreadPart(anh.window.getByRole('dialog')).say('Tự nhắc');
  await anh.window.keyboard.press('Escape');
  /** How far down the page a pin is, whatever the page's size. */
  const heightOf = async (pin: Locator) => {
    const [page, box] = [await anh.reader.page(1).boundingBox(), await pin.boundingBox()];
    return page === null || box === null ? NaN : (box.y + box.height / 2 - page.y) / page.height;
  };
  const place = await heightOf(own);

  await anh.notes.open();
  await anh.notes.list.focus();
  await anh.window.keyboard.press('ArrowDown');
  await anh.window.keyboard.press('g');
  const shared = bich.reader.notePin(ANH, 'Cân nhắc thêm kinh phí');
  await expect(shared).toHaveAccessibleName(/1 góp ý/);
  await expect(own).toHaveCount(0);
  await expect.poll(() => heightOf(anh.reader.notePin(ANH, 'Cân nhắc thêm kinh phí'))).toBeCloseTo(place, 2);

  await anh.window.keyboard.press('Control+z');
  await expect(shared).toHaveCount(0);
  await expect(own).toHaveAccessibleName(/1 góp ý/);

  await own.click();
  await new ThreadPart(anh.window.getByRole('dialog')).menu('Chuyển thành câu hỏi');
  for (const seat of [huong, bich]) {
    await expect(
      seat.window.getByRole('button', { name: `Câu hỏi của ${ANH}: Cân nhắc thêm kinh phí` }),
    ).toBeVisible();
  }
});

test('a request to speak leads to its page, says nothing of a private note, and is taken back', async ({
  sample,
}) => {
  const [huong, anh, bich] = await three(sample);
  const floor = (seat: Seat) => seat.side.getByRole('region', { name: 'Đăng ký phát biểu' });
  await expect(floor(anh)).toHaveCount(0);
  await huong.openMeeting();
  await huong.tab('Phát biểu');
  await anh.reader.goTo(2);
  await anh.reader.shown(2).waitFor();
  await anh.reader.writeOn('Riêng');
  await anh.reader.take('Ghi chú chữ');
  await anh.reader.note(2, { x: 0.3, y: 0.4 }, 'Chỉ tôi biết điều này');
  await anh.reader.take('Đọc');
  await anh.window.getByRole('button', { name: 'Ghi chú riêng: Chỉ tôi biết điều này' }).click();
  await new ThreadPart(anh.window.getByRole('dialog')).menu('Đăng ký phát biểu từ ghi chú này');
  await anh.window.keyboard.press('Escape');

  await bich.openPaper(/Báo cáo kết quả/);
  await bich.reader.shown(1).waitFor();
  const request = floor(bich).getByRole('listitem').filter({ hasText: ANH });
  await expect(request).toBeVisible();
  const state = await sample.state();
  expect(state.floor.requests).toMatchObject([{ about: { page: 1, mark: null } }]);
  expect(JSON.stringify(state)).not.toContain('Chỉ tôi biết');
  await request.getByRole('button', { name: /trang 2 – Tờ trình/ }).click();
  await expect(bich.reader.pageField).toHaveValue('2');
  await expect(bich.paper(/Tờ trình/)).toHaveAttribute('aria-current', 'true');

  await test.step('from a shared mark the mark itself lights up', async () => {
    await anh.reader.writeOn('Chung');
    await anh.reader.take('Ghi chú chữ');
    await anh.reader.note(2, { x: 0.7, y: 0.25 }, 'Điểm cần nói');
    await anh.reader.notePin(ANH, 'Điểm cần nói').click();
    await new ThreadPart(anh.window.getByRole('dialog')).menu('Đăng ký phát biểu từ ghi chú này');
    await anh.window.keyboard.press('Escape');
    await expect(floor(huong).getByRole('row')).toHaveCount(2);
    await floor(huong)
      .getByRole('row')
      .last()
      .getByRole('button', { name: /trang 2/ })
      .click();
    await expect(huong.reader.page(2).locator('[data-mark-pulse]')).toBeVisible();
  });

  await test.step('one takes back one’s own, the chair anybody’s', async () => {
    await bich.side.getByRole('button', { name: 'Đăng ký phát biểu', exact: true }).click();
    await expect(floor(anh).getByRole('listitem')).toHaveCount(3);
    const menu = `Thao tác với đăng ký của ${ANH}`;
    await expect(floor(bich).getByRole('button', { name: menu })).toHaveCount(0);
    await floor(anh).getByRole('button', { name: 'Rút đăng ký phát biểu' }).first().click();
    await expect(floor(bich).getByRole('listitem')).toHaveCount(2);
    await floor(huong)
      .getByRole('button', { name: `Thao tác với đăng ký của ${BICH}` })
      .click();
    await huong.window.getByRole('menuitem', { name: 'Bỏ khỏi danh sách' }).click();
    await expect(floor(bich).getByRole('listitem')).toHaveCount(1);
  });
});

test('the presenter points out a note: those who follow see the page and the frame around it', async ({
  sample,
}) => {
  const [huong, anh, bich] = await three(sample);
  await huong.openMeeting();
  await anh.reader.goTo(2);
  await anh.reader.shown(2).waitFor();
  await anh.reader.take('Ghi chú chữ');
  await anh.reader.note(2, { x: 0.3, y: 0.4 }, 'Mọi người xem chỗ này');
  await huong.window.getByRole('button', { name: 'Trình bày', exact: true }).click();
  await expect(bich.window.getByText(/Đang theo/)).toBeVisible();
  await huong.notes.open();
  await huong.notes.row('Mọi người xem chỗ này').click();
  await new ThreadPart(huong.notes.panel).menu('Trình chiếu ghi chú này');
  await expect(bich.reader.page(2).locator('[data-mark-pointed]')).toBeVisible();
  await expect(bich.reader.notePin(ANH, 'Mọi người xem chỗ này')).toBeInViewport();
  await new ThreadPart(huong.notes.panel).menu('Thôi trình chiếu ghi chú này');
  await expect(bich.window.locator('[data-mark-pointed]')).toHaveCount(0);
});
