import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/meeting.ts';
import { bringPaper, longPdf, squarePdf } from '../../fixtures/papers.ts';
import { colourAt } from '../../pages/picture.ts';
import { lineAt } from '../../pages/reader.ts';
import { RoomPage } from '../../pages/room.ts';

const PAGES = 300;

/** Statuses and bytes of the answers for the PDF itself. */
function countBytes(window: Page): { statuses: number[]; received: number } {
  const counted = { statuses: [] as number[], received: 0 };
  window.on('response', (response) => {
    if (!/\/api\/versions\/[^/]+\/bytes$/.test(new URL(response.url()).pathname)) return;
    counted.statuses.push(response.status());
    counted.received += Number(response.headers()['content-length']);
  });
  return counted;
}

test('a paper of 300 pages: pieces of it are fetched, only what is near is drawn, and the place is kept', async ({
  sample,
}) => {
  const bytes = await longPdf(PAGES);
  await bringPaper(sample, 'Báo cáo dài', bytes);
  const window = await sample.room('Ánh');
  const room = new RoomPage(window);
  const { reader } = room;
  await reader.shown(1).waitFor();

  const counted = countBytes(window);
  await room.openPaper('Báo cáo dài');
  await expect(window.getByText(`/ ${PAGES}`)).toBeVisible();
  await expect(reader.pages.getByText(/^Page 1\b/)).toBeAttached();
  await reader.shown(1).waitFor();
  expect(new Set(counted.statuses)).toEqual(new Set([206]));
  expect(counted.received).toBeLessThan(bytes.length / 4);

  await test.step('a jump draws the new pages and lets the old ones go', async () => {
    await reader.goTo(150);
    await reader.shown(150).waitFor();
    await expect(reader.pages.getByText(/^Page 150\b/)).toBeAttached();
    await expect(reader.page(1)).toHaveCount(0);
    // Two at most on screen, and one neighbour at each side.
    expect(await reader.pages.locator('[data-page]').count()).toBeLessThanOrEqual(4);
    // Of each a picture and its three layers of ink, which hold no pixels while they are empty.
    const large = await reader.pages
      .locator('canvas')
      .evaluateAll(
        (canvases) =>
          canvases.filter((canvas) => canvas instanceof HTMLCanvasElement && canvas.width > 1).length,
      );
    expect(large).toBeLessThanOrEqual(4);
    expect(counted.received).toBeLessThan(bytes.length / 3);
  });

  await test.step('the page is found again in another browser', async () => {
    const told = window.waitForResponse(
      (response) =>
        response.request().method() === 'PUT' && response.url().endsWith('/place') && response.ok(),
    );
    await reader.goTo(222);
    await told;
    const elsewhere = new RoomPage(await sample.room('Ánh'));
    await elsewhere.openPaper('Báo cáo dài');
    await expect(elsewhere.reader.pageField).toHaveValue('222');
    await elsewhere.reader.shown(222).waitFor();
  });

  await test.step('nobody else is taken there', async () => {
    const other = new RoomPage(await sample.room('Bích'));
    await other.openPaper('Báo cáo dài');
    await other.reader.shown(1).waitFor();
    await expect(other.reader.pageField).toHaveValue('1');
  });
});

test('zoom, fit width, fit page, pages by button and by key', async ({ sample }) => {
  const window = await sample.room('Bích');
  const { reader } = new RoomPage(window);
  await reader.shown(1).waitFor();
  const widthOf = async () => (await reader.page(1).boundingBox())?.width ?? 0;
  const room = await reader.pages.evaluate((element) => element.clientWidth);

  const fitted = await widthOf();
  expect(fitted).toBeGreaterThan(room * 0.9);
  expect(fitted).toBeLessThanOrEqual(room);

  await window.getByRole('button', { name: 'Phóng to' }).click();
  await expect.poll(widthOf).toBeGreaterThan(fitted * 1.05);
  await window.getByRole('button', { name: 'Thu nhỏ' }).click();
  await window.getByRole('button', { name: 'Thu nhỏ' }).click();
  await expect.poll(widthOf).toBeLessThan(fitted);
  await window.getByRole('button', { name: 'Vừa bề ngang' }).click();
  await expect.poll(widthOf).toBeCloseTo(fitted, 0);
  await window.getByRole('button', { name: 'Vừa cả trang' }).click();
  const whole = await reader.page(1).boundingBox();
  const screen = await reader.pages.boundingBox();
  expect(whole?.height).toBeLessThanOrEqual(screen?.height ?? 0);

  await window.getByRole('button', { name: 'Vừa bề ngang' }).click();
  await window.getByRole('button', { name: 'Trang sau' }).click();
  await expect(reader.pageField).toHaveValue('2');
  await reader.shown(2).waitFor();
  await reader.pages.press('Home');
  await expect(reader.pageField).toHaveValue('1');
  await reader.pages.press('End');
  await expect(reader.pageField).toHaveValue('2');
});

test('a page of 14,400 points opens, is seen whole, and takes ink', async ({ sample }) => {
  await bringPaper(sample, 'Bản đồ quy hoạch', await squarePdf(14_400, 14_400));
  const window = await sample.room('Ánh');
  const room = new RoomPage(window);
  const { reader } = room;
  await room.openPaper('Bản đồ quy hoạch');
  await reader.shown(1).waitFor();
  await window.getByRole('button', { name: 'Vừa cả trang' }).click();
  const middle = () => colourAt(reader.shown(1).locator('canvas').first(), 0.5, 0.5);
  await expect.poll(middle).toEqual([255, 0, 0, 255]);
  await reader.take('Bút');
  await reader.draw(1, lineAt(0.3));
  await expect(reader.undo).toBeEnabled();
  await expect(reader.saveState('Nét vẽ đã lưu')).toBeVisible();
});
