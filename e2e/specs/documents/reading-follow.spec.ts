import { expect, test } from '../../fixtures/meeting.ts';
import { bringPaper, longPdf } from '../../fixtures/papers.ts';
import { RoomPage } from '../../pages/room.ts';

test('whatever way the presenter reads, followers see all of it, and get their own way back', async ({
  sample,
}) => {
  test.setTimeout(420_000);
  await bringPaper(sample, 'Báo cáo dài', await longPdf(12));
  const huong = new RoomPage(await sample.room('Hương'));
  const anh = new RoomPage(await sample.room('Ánh', { viewport: { width: 1024, height: 768 } }));
  for (const { reader } of [huong, anh]) await reader.shown(1).waitFor();
  await anh.openPaper('Báo cáo dài');
  await anh.reader.shown(1).waitFor();
  await anh.reader.view('Hai trang cạnh nhau');
  await anh.reader.pages.press('9');
  await anh.reader.goTo(2);
  await expect(anh.reader.pageField).toHaveValue('2–3');

  await huong.openMeeting();
  await huong.openPaper('Báo cáo dài');
  await huong.reader.shown(1).waitFor();
  await huong.present();
  await expect(anh.window.getByText('Đang theo dõi Nguyễn Thị Thu Hương')).toBeVisible();

  await test.step('one page at a time', async () => {
    await huong.reader.view('Từng trang một');
    await huong.reader.pages.press('9');
    await huong.reader.goTo(7);
    await expect(anh.reader.pageField).toHaveValue('7');
    await anh.reader.shown(7).waitFor();
    await expect.poll(() => seen(anh, 7)).toEqual([0, 0, 1, 1]);
  });

  await test.step('two pages: both are on the follower’s screen', async () => {
    await huong.reader.view('Hai trang cạnh nhau');
    await huong.reader.goTo(8);
    await expect(anh.reader.pageField).toHaveValue('8–9');
    for (const page of [8, 9]) {
      await anh.reader.shown(page).waitFor();
      const [from, to] = [await seen(huong, page), () => seen(anh, page)];
      await expect
        .poll(async () => {
          const there = await to();
          return (
            there[0] <= from[0] + 0.02 &&
            there[1] <= from[1] + 0.02 &&
            there[2] >= from[2] - 0.02 &&
            there[3] >= from[3] - 0.02
          );
        })
        .toBe(true);
    }
  });

  await test.step('turned, and zoomed in', async () => {
    await huong.reader.pages.press('.');
    await expect
      .poll(async () => {
        const box = await anh.reader.page(8).boundingBox();
        return (box?.width ?? 0) > (box?.height ?? 1);
      })
      .toBe(true);
    await huong.reader.pages.press(',');
    await huong.reader.view('Cuộn liên tục');
    await huong.reader.goTo(5);
    for (let n = 0; n < 5; n++) await huong.reader.pages.press('+');
    await expect(anh.reader.pageField).toHaveValue('5');
    const from = await seen(huong, 5);
    await expect
      .poll(async () => {
        const there = await seen(anh, 5);
        return (
          there[0] <= from[0] + 0.02 &&
          there[1] <= from[1] + 0.02 &&
          there[2] >= from[2] - 0.02 &&
          there[3] >= from[3] - 0.02
        );
      })
      .toBe(true);
  });

  await test.step('leaving gives two whole pages again, on the page that was presented, and a way back to one’s own', async () => {
    await anh.leavePresenter.click();
    await expect(anh.reader.pageField).toHaveValue('4–5');
    const [left, right] = [await anh.reader.page(4).boundingBox(), await anh.reader.page(5).boundingBox()];
    expect(right?.x).toBeCloseTo((left?.x ?? 0) + (left?.width ?? 0), 0);
    await anh.window.getByRole('button', { name: 'Quay lại trang 2', exact: true }).click();
    await expect(anh.reader.pageField).toHaveValue('2–3');
  });
});

/** What of a page is on the screen: left, top, right and lower edge as shares of its width and height. */
async function seen(room: RoomPage, number: number): Promise<readonly [number, number, number, number]> {
  const [page, screen] = [
    await room.reader.page(number).boundingBox(),
    await room.reader.pages.boundingBox(),
  ];
  if (page === null || screen === null) return [Number.NaN, Number.NaN, Number.NaN, Number.NaN];
  const share = (pixels: number, whole: number) =>
    Math.min(1, Math.max(0, Math.round((pixels / whole) * 100) / 100));
  return [
    share(screen.x - page.x, page.width),
    share(screen.y - page.y, page.height),
    share(screen.x + screen.width - page.x, page.width),
    share(screen.y + screen.height - page.y, page.height),
  ];
}
