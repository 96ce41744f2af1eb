import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/meeting.ts';
import { bringPaper, squarePdf } from '../../fixtures/papers.ts';
import { FIRST_LINE, LETTER_SIZE, LINE_HEIGHT, wordsPdf } from '../../fixtures/word-papers.ts';
import { RoomPage } from '../../pages/room.ts';

const LINES = [
  'Cộng hòa xã hội chủ nghĩa Việt Nam',
  'Độc lập - Tự do - Hạnh phúc',
  'Nghị quyết về phát triển đường sắt, những nhiệm vụ trọng tâm',
];

/** Where a word of a page's layer is, in points of the page as it is shown, from its upper left corner. */
async function placeOf(window: Page, page: number, word: string) {
  return window.locator(`[data-page="${page - 1}"]`).evaluate((element, text) => {
    const whole = element.getBoundingClientRect();
    for (const span of element.querySelectorAll('.bt-text span')) {
      const at = span.textContent?.indexOf(text) ?? -1;
      const node = span.firstChild;
      if (at < 0 || node === null) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + text.length);
      const box = range.getBoundingClientRect();
      const across = (length: number) => length / whole.width;
      const down = (length: number) => length / whole.height;
      return {
        left: across(box.left - whole.left),
        top: down(box.top - whole.top),
        right: across(box.right - whole.left),
        bottom: down(box.bottom - whole.top),
      };
    }
    return null;
  }, word);
}

/** What Ctrl+C takes. */
async function copied(window: Page): Promise<string> {
  await window.keyboard.press('ControlOrMeta+c');
  return window.evaluate(() => navigator.clipboard.readText());
}

test('text of an old font is Unicode for reading aloud, selecting and copying, in its place', async ({
  sample,
}) => {
  await bringPaper(sample, 'Văn bản cũ', await wordsPdf([LINES, LINES], { fontName: '.VnTime' }));
  const window = await sample.room('Ánh');
  const room = new RoomPage(window);
  const { reader } = room;
  await reader.shown(1).waitFor();
  await room.openPaper('Văn bản cũ');
  await reader.shown(1).waitFor();
  for (const line of LINES) await expect(reader.page(1).getByText(line)).toBeAttached();

  const checkPlace = async () => {
    const place = await placeOf(window, 1, 'xã hội');
    // "Cộng hòa " and "xã hội" in Times, in thousandths of the letter size.
    const start = FIRST_LINE.x + (4.415 * LETTER_SIZE * 1000) / 1000;
    expect(place?.left).toBeCloseTo(start / 595, 1);
    expect(place?.bottom ?? 0).toBeGreaterThan((842 - FIRST_LINE.y) / 842);
    expect(place?.top ?? 1).toBeLessThan((842 - FIRST_LINE.y - LETTER_SIZE / 2) / 842);
    expect(((place?.bottom ?? 0) - (place?.top ?? 0)) * 842).toBeLessThan(LETTER_SIZE * 1.4);
  };
  await checkPlace();
  await test.step('also after zooming', async () => {
    await window.getByRole('button', { name: 'Phóng to' }).click();
    await window.getByRole('button', { name: 'Phóng to' }).click();
    await reader.shown(1).waitFor();
    await checkPlace();
    await window.getByRole('button', { name: 'Vừa bề ngang' }).click();
  });

  await test.step('dragging beside the lines takes what lies between, and no more', async () => {
    const line = (index: number) => (842 - FIRST_LINE.y + index * LINE_HEIGHT - 4) / 842;
    const from = await reader.pixel(1, { x: 0.02, y: line(0) });
    const to = await reader.pixel(1, { x: 0.97, y: line(1) });
    const start = await reader.pixel(1, { x: 0.125, y: line(0) });
    await window.mouse.move(start.x, start.y);
    await window.mouse.down();
    await window.mouse.move(from.x, from.y, { steps: 3 });
    await window.mouse.move(to.x, to.y, { steps: 6 });
    await window.mouse.up();
    expect(await copied(window)).toBe(`${LINES[0]}\n${LINES[1]}`);
  });

  await test.step('three clicks take a line', async () => {
    // Away from the words, so that what is offered for the selection is gone.
    const away = await reader.pixel(1, { x: 0.6, y: 0.35 });
    await window.mouse.click(away.x, away.y);
    await expect.poll(() => window.evaluate(() => getSelection()?.isCollapsed)).toBe(true);
    const at = await reader.pixel(1, { x: 0.2, y: (842 - FIRST_LINE.y + 2 * LINE_HEIGHT - 4) / 842 });
    await window.mouse.click(at.x, at.y, { clickCount: 3 });
    expect(await copied(window)).toBe(LINES[2]);
  });
});

test('text of a turned page is in its place and selectable', async ({ sample }) => {
  await bringPaper(sample, 'Trang xoay', await wordsPdf([LINES], { rotation: 90 }));
  const window = await sample.room('Ánh');
  const room = new RoomPage(window);
  await room.reader.shown(1).waitFor();
  await room.openPaper('Trang xoay');
  await room.reader.shown(1).waitFor();
  await expect(room.reader.page(1).getByText(LINES[0] ?? '')).toBeAttached();
  const place = await placeOf(window, 1, 'Cộng');
  // Turned clockwise: what was at the top is at the right, what was at the left is at the top.
  expect(place?.top).toBeCloseTo(FIRST_LINE.x / 595, 2);
  expect(place?.left ?? 0).toBeLessThan(FIRST_LINE.y / 842);
  expect(place?.right ?? 0).toBeGreaterThan((FIRST_LINE.y + LETTER_SIZE / 2) / 842);
});

test('search: with and without diacritics, from place to place, and on into other papers of the pack', async ({
  sample,
}) => {
  const other = Array.from({ length: 60 }, (_, page) => [`Trang số ${page + 1}`, 'Tuyến đường sắt cao tốc']);
  await bringPaper(
    sample,
    'Văn bản cũ',
    await wordsPdf([LINES, [...LINES, 'NGHI THỨC, nghĩ, đường'], LINES]),
  );
  await bringPaper(sample, 'Phụ lục dài', await wordsPdf(other));
  const window = await sample.room('Ánh');
  const room = new RoomPage(window);
  const { reader } = room;
  await reader.shown(1).waitFor();
  await room.openPaper('Văn bản cũ');
  await reader.shown(1).waitFor();

  await window.keyboard.press('ControlOrMeta+f');
  const panel = window.getByRole('tabpanel', { name: 'Tìm kiếm' });
  const field = panel.getByRole('searchbox', { name: 'Tìm trong tài liệu' });
  await expect(field).toBeFocused();
  await field.fill('nghi');
  await expect(panel.getByText('Tìm thấy 8 chỗ.')).toBeVisible();
  // Faint marks on the page on screen: "nghĩa" and "Nghị".
  await expect(reader.page(1).locator('[data-found="other"]')).toHaveCount(2);

  await test.step('with the diacritics that were asked for', async () => {
    await field.fill('nghị');
    await expect(panel.getByRole('heading', { name: 'Khác dấu' })).toBeVisible();
    await panel.getByText('Phân biệt dấu').click();
    await expect(panel.getByText('Tìm thấy 3 chỗ.')).toBeVisible();
    await panel.getByText('Phân biệt dấu').click();
  });

  await test.step('Enter and F3 go on, with Shift back', async () => {
    await field.fill('duong sat');
    await expect(panel.getByText('Tìm thấy 3 chỗ.')).toBeVisible();
    await field.press('Enter');
    await expect(panel.getByText('Chỗ 1 trên 3.')).toBeVisible();
    await expect(reader.page(1).locator('[data-found="current"]')).toHaveCount(1);
    await window.keyboard.press('F3');
    await window.keyboard.press('F3');
    await expect(panel.getByText('Chỗ 3 trên 3.')).toBeVisible();
    await expect(reader.page(3).locator('[data-found="current"]')).toBeInViewport();
    await window.keyboard.press('Shift+F3');
    await expect(reader.page(2).locator('[data-found="current"]')).toBeInViewport();
  });

  await test.step('in the whole pack', async () => {
    await panel.getByRole('radio', { name: 'Cả bộ tài liệu' }).click();
    await expect(panel.getByText('Tìm thấy 63 chỗ.')).toBeVisible();
    await expect(panel.getByRole('heading', { name: 'Phụ lục dài' })).toBeVisible();
    await panel.getByRole('button', { name: /Phụ lục dài, trang 31: / }).click();
    await expect(reader.page(31).locator('[data-found="current"]')).toBeInViewport();
    await expect(panel.getByText('Chỗ 34 trên 63.')).toBeVisible();
    await expect(panel.getByRole('button', { name: 'Chỗ tiếp theo' })).toBeEnabled();
    await window.keyboard.press('F3');
    await expect(reader.page(32).locator('[data-found="current"]')).toBeInViewport();
  });
});

test('a page that is a scan says that it has no words, and a blank one says nothing', async ({ sample }) => {
  await bringPaper(sample, 'Bản quét', await squarePdf(595, 842));
  await bringPaper(sample, 'Trang trắng', await wordsPdf([[]]));
  const window = await sample.room('Ánh');
  const room = new RoomPage(window);
  await room.reader.shown(1).waitFor();
  await room.openPaper('Bản quét');
  const notice = window.getByRole('note').filter({ hasText: 'Trang này là ảnh quét' });
  await expect(notice).toBeVisible();
  await room.openPaper('Trang trắng');
  await expect(notice).toHaveCount(0);
});
