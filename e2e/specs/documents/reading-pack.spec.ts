import { expect, test } from '../../fixtures/meeting.ts';
import { bringPaper, longPdf } from '../../fixtures/papers.ts';
import { RoomPage } from '../../pages/room.ts';
import { wordPdf } from './made-papers.ts';

test('the pack: reading on from paper to paper, with some resistance, and the place on every device', async ({
  sample,
}) => {
  await bringPaper(sample, 'Báo cáo dài', await longPdf(3));
  await bringPaper(sample, 'Phụ lục cuối', await wordPdf(2, 'Phu luc'));
  const window = await sample.room('Ánh');
  const room = new RoomPage(window);
  const { reader } = room;
  await room.openPaper('Báo cáo dài');
  await reader.shown(1).waitFor();
  const isIn = (title: string) => expect(reader.pages).toHaveAccessibleName(`Các trang của ${title}`);
  const card = window.getByText('Tài liệu tiếp theo:');

  await test.step('the end says what comes next; a little scrolling on stays there', async () => {
    await expect(card).toHaveCount(0);
    await reader.pages.press('End');
    await reader.shown(3).waitFor();
    await expect(card).toBeVisible();
    const { x, y } = await reader.pixel(3, { x: 0.5, y: 0.8 });
    await window.mouse.move(x, y);
    await window.mouse.wheel(0, 150);
    await expect(reader.pulledToNext).toBeVisible();
    await isIn('Báo cáo dài');
    // It is let go again when nothing follows.
    await expect(reader.pulledToNext).toHaveCount(0);
    await expect(card).toBeVisible();
  });

  await test.step('scrolling on from there goes to its first page, and back to the end', async () => {
    // One swing of the wheel. On a slow machine a single turn after each look would be let go again every time.
    await expect(async () => {
      for (let turn = 0; turn < 3; turn += 1) await window.mouse.wheel(0, 150);
      await expect(reader.pages).toHaveAccessibleName('Các trang của Phụ lục cuối', { timeout: 5000 });
    }).toPass();
    await expect(reader.pageField).toHaveValue('1');
    // The rest of the swing may have gone on a little; from there a page back is the top of this paper.
    await reader.pages.press('Home');
    await expect.poll(() => reader.pages.evaluate((pages) => pages.scrollTop)).toBe(0);
    await reader.pages.press('PageUp');
    await isIn('Báo cáo dài');
    await expect(reader.pageField).toHaveValue('3');
    await expect(card).toBeVisible();
  });

  await test.step('by key and by button too', async () => {
    await reader.pages.press('PageDown');
    await isIn('Phụ lục cuối');
    await expect(reader.pageField).toHaveValue('1');
    await reader.shown(1).waitFor();
    await reader.pages.press('End');
    await expect(card).toHaveCount(0);
    await reader.pages.press('PageDown');
    await isIn('Phụ lục cuối');
    await window.getByRole('button', { name: 'Trang trước' }).click();
    await window.getByRole('button', { name: 'Trang trước' }).click();
    await isIn('Báo cáo dài');
    await expect(reader.pageField).toHaveValue('3');
    await window.getByRole('button', { name: 'Mở', exact: true }).click();
    await isIn('Phụ lục cuối');
  });

  await test.step('the panel lists the papers by the agenda, with page numbers once the meeting has opened', async () => {
    await sample.command({ type: 'meeting.open' });
    await bringPaper(sample, 'Tài liệu phát sinh', await wordPdf(1, 'Bo sung'));
    await window.getByRole('button', { name: 'Mở bảng bên' }).click();
    await window.getByRole('tab', { name: 'Tập tài liệu họp' }).click();
    const panel = window.getByRole('tabpanel', { name: 'Tập tài liệu họp' });
    await expect(
      panel.getByRole('button', { name: /Phụ lục cuối tr\. \d+–\d+ · đang ở trang 1\/2/ }),
    ).toHaveAttribute('aria-current', 'true');
    await expect(panel.getByRole('button', { name: /^Tờ trình .* tr\. 1–2( ·|$)/ })).toBeVisible();
    await expect(panel.getByText('Phát bản giấy')).toBeVisible();
    const late = panel.getByRole('button', { name: /^Tài liệu phát sinh BS1 · 1 trang/ });
    await expect(late).toContainText('Bổ sung');
    await expect(late).toContainText('Mới');
    await expect(room.paper('Tài liệu phát sinh')).toContainText('Mới');
    await late.click();
    await isIn('Tài liệu phát sinh');
    await expect(late).not.toContainText('Mới');
  });

  await test.step('another device opens the paper in which one was', async () => {
    const device = await sample.room('Ánh');
    const elsewhere = new RoomPage(device);
    await expect(elsewhere.reader.pages).toHaveAccessibleName('Các trang của Tài liệu phát sinh');
    // The server knows where one is once one has been still for a moment.
    const kept = device.waitForResponse(
      (response) =>
        response.request().method() === 'PUT' &&
        response.url().endsWith('/place') &&
        response.request().postDataJSON()?.page === 2,
    );
    await elsewhere.openPaper('Báo cáo dài');
    await elsewhere.reader.shown(3).waitFor();
    await kept;
    await window.reload();
    await isIn('Báo cáo dài');
  });
});

test('a finger pulls the next paper up, and lets it go again', async ({ sample }) => {
  await bringPaper(sample, 'Báo cáo dài', await longPdf(2));
  await bringPaper(sample, 'Phụ lục cuối', await wordPdf(1, 'Phu luc'));
  const window = await sample.room('Ánh', { touch: true, viewport: { width: 1024, height: 768 } });
  const room = new RoomPage(window);
  const { reader } = room;
  await room.openPaper('Báo cáo dài');
  await reader.shown(1).waitFor();
  await reader.pages.press('End');
  await reader.shown(2).waitFor();
  const session = await window.context().newCDPSession(window);
  const box = await reader.pages.boundingBox();
  const at = { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) * 0.6 };
  const swipe = async (up: number) => {
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: y === undefined ? [] : [{ x: at.x, y }],
      });
    await touch('touchStart', at.y);
    for (let moved = 10; moved <= up; moved += 10) await touch('touchMove', at.y - moved);
    await touch('touchEnd');
  };
  await swipe(60);
  await expect(window.getByText('Tài liệu tiếp theo:')).toBeVisible();
  await expect(reader.pages).toHaveAccessibleName('Các trang của Báo cáo dài');
  await swipe(200);
  await expect(reader.pages).toHaveAccessibleName('Các trang của Phụ lục cuối');
  await expect(reader.pageField).toHaveValue('1');
});
