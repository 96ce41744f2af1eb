import { expect, test } from '../../fixtures/meeting.ts';
import { bringPaper } from '../../fixtures/papers.ts';
import { FIRST_LINE, LINE_HEIGHT, wordsPdf } from '../../fixtures/word-papers.ts';
import { NotesPage, ThreadPart } from '../../pages/notes.ts';
import type { Spot } from '../../pages/reader.ts';
import { RoomPage } from '../../pages/room.ts';

const SAVED = 'Nét vẽ đã lưu';
const TITLE = 'Dự thảo nghị quyết';
const LINES = [
  'Điều 1. Giao Sở Tài chính xây dựng dự toán năm 2027',
  'và trình Ủy ban nhân dân tỉnh trước ngày 30 tháng 6.',
  'Điều 2. Sở Nội vụ sắp xếp tổ chức bộ máy các đơn vị',
  'sự nghiệp công lập theo lộ trình đã được phê duyệt.',
  'Điều 3. Các xã vùng cao rà soát đường giao thông sạt lở',
  'sau mưa bão và đề xuất phương án khắc phục kịp thời.',
  'Điều 4. Trường nội trú bổ sung phòng ở cho học sinh',
  'lớp mười hai trước khi bắt đầu năm học mới.',
  'Điều 5. Thư viện tỉnh số hóa sách Hán Nôm quý hiếm',
  'và mở cửa phục vụ bạn đọc vào ngày nghỉ cuối tuần.',
];
/** Two lines more at the top, a word changed in the third article, the fourth gone. */
const REVISED = [
  'Căn cứ Luật Tổ chức chính quyền địa phương số 65;',
  'xét đề nghị của Ban Pháp chế tại kỳ họp thứ mười,',
  ...LINES.slice(0, 4),
  'Điều 3. Các xã vùng cao rà soát đường liên thôn sạt lở',
  ...LINES.slice(5, 6),
  ...LINES.slice(8),
];

/** Where a line stands, at this share of the page's width; `under` points below its foot. */
const lineSpot = (line: number, x: number, under = 2): Spot => ({
  x,
  y: (842 - (FIRST_LINE.y - line * LINE_HEIGHT - under)) / 842,
});

test('a revised paper brings its marks along: what is clear, what is likely, and what has no place', async ({
  sample,
}) => {
  const paper = await bringPaper(sample, TITLE, await wordsPdf([LINES]));
  const open = async (name: string) => {
    const room = new RoomPage(await sample.room(name));
    await room.openPaper(TITLE);
    await room.reader.shown(1).waitFor();
    await expect(room.reader.saveState(SAVED)).toBeVisible();
    return room;
  };
  const before = await open('Ánh');
  await before.reader.take('Bút');
  for (const line of [2, 4, 6]) await before.reader.draw(1, [lineSpot(line, 0.2), lineSpot(line, 0.5)]);
  await before.reader.take('Ghi chú chữ');
  await before.reader.note(1, lineSpot(8, 0.06, -4), 'Ai mở cửa ngày nghỉ?');
  await expect(before.reader.saveState(SAVED)).toBeVisible();
  const asked = await open('Bích');
  await asked.reader.notePin('Lê Quang Ánh', 'Ai mở cửa ngày nghỉ?').click();
  await new ThreadPart(asked.window.getByRole('dialog')).say('Thư viện bố trí trực');
  await asked.window.keyboard.press('Escape');
  await expect(asked.reader.saveState(SAVED)).toBeVisible();
  await before.window.close();
  await asked.window.close();
  await bringPaper(sample, TITLE, await wordsPdf([REVISED]), paper);

  const { window, reader } = await open('Ánh');
  const marked = (line: number) => reader.hasInk(1, lineSpot(line, 0.35));
  const unsure = window.locator('[data-carry-unsure]');
  const bar = window.getByRole('status').filter({ hasText: 'ghi chú từ bản trước' });

  await test.step('ink and notes stand where their words are now', async () => {
    await expect.poll(() => marked(4)).toBe(true);
    await expect.poll(() => marked(6)).toBe(true);
    expect(await marked(2)).toBe(false);
    const pin = await reader.notePin('Lê Quang Ánh', 'Ai mở cửa ngày nghỉ?').boundingBox();
    const at = await reader.pixel(1, lineSpot(8, 0.06, -4));
    expect(Math.abs((pin?.y ?? 0) + (pin?.height ?? 0) / 2 - at.y)).toBeLessThan(24);
    await expect(reader.saveState(SAVED)).toBeVisible();
  });

  await test.step('what may stand wrong has a dashed line, and is confirmed where it stands', async () => {
    await expect(unsure).toHaveCount(1);
    await window.getByRole('button', { name: /^Có thể không đúng chỗ \(độ tin cậy \d+%\)$/ }).click();
    const ask = window.getByRole('dialog', { name: 'Có thể không đúng chỗ' });
    await ask.getByRole('button', { name: 'Xác nhận' }).click();
    await expect(unsure).toHaveCount(0);
    expect(await marked(6)).toBe(true);
  });

  const panel = window.getByRole('tabpanel', { name: /Ghi chú từ bản trước/ });
  await test.step('what has no place is listed beside a picture of the old one, and placed by a press', async () => {
    await expect(bar).toContainText('1 ghi chú');
    await bar.getByRole('button', { name: 'Xem', exact: true }).click();
    const orphan = panel.getByRole('listitem');
    await expect(orphan).toHaveCount(1);
    await expect(
      orphan.getByRole('img', { name: 'Chỗ cũ, trang 1 của bản trước' }).locator('canvas'),
    ).toBeVisible();
    await orphan.getByRole('button', { name: 'Đặt lên trang' }).click();
    await expect(window.getByText('Chạm vào chỗ mới của ghi chú trên trang.')).toBeVisible();
    await reader.tap(1, lineSpot(14, 0.35));
    await expect.poll(() => marked(14)).toBe(true);
    await expect(panel.getByText('Ghi chú của bản trước đã có chỗ')).toBeVisible();
  });

  await test.step('undo takes the placing back; left in the old version, it is not listed again', async () => {
    await reader.pages.press('Control+z');
    await expect.poll(() => marked(14)).toBe(false);
    await panel.getByRole('button', { name: 'Để lại ở bản cũ' }).click();
    await expect(panel.getByRole('listitem')).toHaveCount(0);
    await expect(reader.saveState(SAVED)).toBeVisible();
  });

  await test.step('another device carries nothing twice, and asks nothing that was answered', async () => {
    const second = await open('Ánh');
    await expect.poll(() => second.reader.hasInk(1, lineSpot(4, 0.35))).toBe(true);
    await expect(second.reader.notePin('Lê Quang Ánh', 'Ai mở cửa ngày nghỉ?')).toHaveCount(1);
    await expect(second.window.locator('[data-carry-unsure]')).toHaveCount(0);
    const notes = new NotesPage(second.window);
    await notes.open();
    await expect(notes.list.getByRole('option')).toHaveCount(3);
    await expect(second.window.getByRole('tab', { name: 'Ghi chú từ bản trước' })).toHaveCount(0);
  });

  await test.step('others see the marks and what was said about them; the old version is as it was', async () => {
    const other = await open('Bích');
    await expect.poll(() => other.reader.hasInk(1, lineSpot(4, 0.35))).toBe(true);
    await other.reader.notePin('Lê Quang Ánh', 'Ai mở cửa ngày nghỉ?').click();
    const thread = new ThreadPart(other.window.getByRole('dialog'));
    await expect(thread.comments).toContainText(['Thư viện bố trí trực']);
    await other.window.keyboard.press('Escape');
    await other.window.getByRole('button', { name: 'Bản 2', exact: true }).click();
    await other.window.getByRole('menuitemradio', { name: /^Bản 1/ }).click();
    await other.window.keyboard.press('Escape');
    for (const line of [2, 4, 6]) {
      await expect.poll(() => other.reader.hasInk(1, lineSpot(line, 0.35))).toBe(true);
    }
  });
});
