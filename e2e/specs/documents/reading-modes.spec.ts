import type { Locator } from '@playwright/test';
import { expect, test } from '../../fixtures/meeting.ts';
import { bringPaper, longPdf } from '../../fixtures/papers.ts';
import { lineAt } from '../../pages/reader.ts';
import { RoomPage } from '../../pages/room.ts';

test('page by page, two pages, turned: the way of reading is kept, the paper and its marks stay as they are', async ({
  sample,
}) => {
  await bringPaper(sample, 'Báo cáo dài', await longPdf(12));
  const window = await sample.room('Ánh');
  const room = new RoomPage(window);
  const { reader } = room;
  await room.openPaper('Báo cáo dài');
  await reader.shown(1).waitFor();
  const pagesThere = () => reader.pages.locator('[data-page]').count();

  await test.step('one page at a time: keys and the wheel turn it', async () => {
    await reader.view('Từng trang một');
    await reader.pages.press('9');
    await expect.poll(pagesThere).toBe(1);
    await reader.pages.press('PageDown');
    await expect(reader.pageField).toHaveValue('2');
    await reader.pages.press('ArrowRight');
    await expect(reader.pageField).toHaveValue('3');
    await reader.pages.press('Shift+Space');
    await expect(reader.pageField).toHaveValue('2');
    const middle = await reader.pixel(2, { x: 0.5, y: 0.3 });
    await window.mouse.move(middle.x, middle.y);
    await window.mouse.wheel(0, 120);
    await expect(reader.pageField).toHaveValue('3');
    await reader.shown(3).waitFor();
    await expect.poll(pagesThere).toBe(1);
  });

  await test.step('two pages: the first alone, the others in pairs', async () => {
    await reader.view('Hai trang cạnh nhau');
    await reader.pages.press('Home');
    await expect(reader.pageField).toHaveValue('1');
    await window.getByRole('button', { name: 'Trang sau' }).click();
    await expect(reader.pageField).toHaveValue('2–3');
    const [left, right] = [await reader.page(2).boundingBox(), await reader.page(3).boundingBox()];
    expect(right?.x).toBeCloseTo((left?.x ?? 0) + (left?.width ?? 0), 0);
    expect(right?.y).toBeCloseTo(left?.y ?? 0, 0);
    await reader.goTo(6);
    await expect(reader.pageField).toHaveValue('6–7');
  });

  await test.step('it is remembered on this device, with the place', async () => {
    await window.reload();
    await expect(reader.pages).toHaveAccessibleName('Các trang của Báo cáo dài');
    await expect(reader.pageField).toHaveValue('6–7');
    await reader.view('Cuộn liên tục');
    await expect(reader.pageField).toHaveValue('6');
  });

  await test.step('ink stands where it was drawn when the view is turned', async () => {
    await reader.shown(6).waitFor();
    await reader.pages.press('9');
    await reader.take('Bút');
    await reader.draw(6, lineAt(0.25));
    await expect.poll(() => reader.hasLine(6, 0.25)).toBe(true);
    await window.keyboard.press('Escape');
    await reader.pages.press('.');
    const box = await reader.page(6).boundingBox();
    expect(box?.width).toBeGreaterThan(box?.height ?? 0);
    // A quarter to the right: what was near the top is near the right edge.
    await expect.poll(() => reader.hasInk(6, { x: 0.75, y: 0.5 })).toBe(true);
    expect(await reader.hasInk(6, { x: 0.25, y: 0.5 })).toBe(false);
    await reader.pages.press(',');
    await expect.poll(() => reader.hasLine(6, 0.25)).toBe(true);
  });

  await test.step('a turned view belongs to its paper', async () => {
    await reader.pages.press('.');
    await room.openPaper(/^Tờ trình/);
    await reader.shown(1).waitFor();
    const other = await reader.page(1).boundingBox();
    expect(other?.height).toBeGreaterThan(other?.width ?? 0);
    await room.openPaper('Báo cáo dài');
    await reader.shown(6).waitFor();
    const again = await reader.page(6).boundingBox();
    expect(again?.width).toBeGreaterThan(again?.height ?? 0);
  });
});

test('slides: one page on the whole screen, by keys and presses, and back to where one was', async ({
  sample,
}) => {
  await bringPaper(sample, 'Báo cáo dài', await longPdf(5));
  const window = await sample.room('Ánh');
  const room = new RoomPage(window);
  const { reader } = room;
  await room.openPaper('Báo cáo dài');
  await reader.goTo(2);
  await reader.shown(2).waitFor();
  const slide = window.getByText(/^Trang \d+ \/ 5$/);

  await reader.view('Trình chiếu toàn màn hình');
  await expect(slide).toHaveText('Trang 2 / 5');
  await expect.poll(() => window.evaluate(() => document.fullscreenElement !== null)).toBe(true);
  await expect.poll(() => isCovered(room.agenda)).toBe(true);
  const dark = window.locator('[data-slides]');
  expect(await dark.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(0, 0, 0)');
  await expect
    .poll(async () => {
      const [page, size] = [await reader.page(2).boundingBox(), await window.evaluate(() => innerHeight)];
      return page !== null && page.height <= size && page.height > size * 0.9;
    })
    .toBe(true);

  await window.keyboard.press('ArrowRight');
  await expect(slide).toHaveText('Trang 3 / 5');
  await window.keyboard.press('Space');
  await expect(slide).toHaveText('Trang 4 / 5');
  await window.keyboard.press('ArrowLeft');
  await expect(slide).toHaveText('Trang 3 / 5');
  await reader.shown(3).waitFor();
  await reader.tap(3, { x: 0.5, y: 0.1 });
  await expect(slide).toHaveText('Trang 4 / 5');

  await window.evaluate(() => document.exitFullscreen());
  await expect(slide).toHaveCount(0);
  await expect(reader.pageField).toHaveValue('4');
  expect(await isCovered(room.agenda)).toBe(false);

  await test.step('the same where the whole screen cannot be had', async () => {
    await window.evaluate(() => {
      document.documentElement.requestFullscreen = () => Promise.reject(new Error('not here'));
    });
    await reader.pages.press('5');
    await expect(slide).toHaveText('Trang 4 / 5');
    const box = await reader.pages.boundingBox();
    expect(box?.height).toBe(await window.evaluate(() => innerHeight));
    await window.keyboard.press('Escape');
    await expect(slide).toHaveCount(0);
    await expect(reader.pageField).toHaveValue('4');
  });
});

/** Whether something else lies over the middle of an element. */
function isCovered(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return !element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
  });
}
