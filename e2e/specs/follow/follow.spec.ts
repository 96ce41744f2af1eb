import { expect, test } from '../../fixtures/meeting.ts';
import { bringPaper, longPdf } from '../../fixtures/papers.ts';
import { RoomPage } from '../../pages/room.ts';

test('the presenter leads, others follow, one leaves and comes back, one comes late', async ({ sample }) => {
  // Five windows on two processors.
  test.setTimeout(420_000);
  await bringPaper(sample, 'Báo cáo dài', await longPdf(12));
  const huong = new RoomPage(await sample.room('Hương'));
  const anh = new RoomPage(await sample.room('Ánh', { viewport: { width: 1024, height: 768 } }));
  const bich = new RoomPage(await sample.room('Bích', { viewport: { width: 1600, height: 900 } }));
  for (const { reader } of [huong, anh, bich]) await reader.shown(1).waitFor();

  await test.step('presenting takes everybody to the paper', async () => {
    await huong.openMeeting();
    await huong.openPaper('Báo cáo dài');
    await huong.reader.shown(1).waitFor();
    await huong.present();
    for (const { window, reader } of [anh, bich]) {
      await expect(window.getByText('Đang theo dõi Nguyễn Thị Thu Hương')).toBeVisible();
      await expect(reader.pages).toHaveAccessibleName('Các trang của Báo cáo dài');
    }
  });

  await test.step('pages turn with the presenter', async () => {
    await huong.reader.goTo(5);
    for (const { reader } of [anh, bich]) {
      await expect(reader.pageField).toHaveValue('5');
      await reader.shown(5).waitFor();
    }
  });

  await test.step('what the presenter sees by scrolling is on the others’ screens, whatever their size', async () => {
    const { x, y } = await huong.reader.pixel(5, { x: 0.5, y: 0.1 });
    await huong.window.mouse.move(x, y);
    await huong.window.mouse.wheel(0, 200);
    const top = await topOf(huong);
    expect(top).toBeGreaterThan(0.1);
    for (const room of [anh, bich]) {
      // The top of the presenter's screen is on theirs: not above it, and not below.
      await expect.poll(() => topOf(room)).toBeLessThanOrEqual(top + 0.01);
      await expect.poll(() => bottomOf(room)).toBeGreaterThanOrEqual((await bottomOf(huong)) - 0.01);
    }
  });

  await test.step('moving the page oneself leaves the presenter, one press comes back', async () => {
    await anh.reader.goTo(2);
    await expect(anh.returnToPresenter).toBeVisible();
    await huong.reader.goTo(8);
    await expect(bich.reader.pageField).toHaveValue('8');
    await expect(anh.reader.pageField).toHaveValue('2');
    await anh.returnToPresenter.click();
    await expect(anh.reader.pageField).toHaveValue('8');
    await huong.reader.goTo(9);
    await expect(anh.reader.pageField).toHaveValue('9');

    await bich.leavePresenter.click();
    await huong.reader.goTo(10);
    await expect(anh.reader.pageField).toHaveValue('10');
    await expect(bich.reader.pageField).toHaveValue('9');
    await bich.returnToPresenter.click();
    await expect(bich.reader.pageField).toHaveValue('10');
  });

  await test.step('whoever comes late lands on the page', async () => {
    const uoc = new RoomPage(await sample.room('Ước'));
    await uoc.reader.pages.waitFor();
    await expect(uoc.reader.pages).toHaveAccessibleName('Các trang của Báo cáo dài');
    await expect(uoc.reader.pageField).toHaveValue('10');
    await uoc.reader.shown(10).waitFor();
  });

  await test.step('another presenter takes over', async () => {
    const duc = new RoomPage(await sample.room('Đức'));
    await duc.reader.pages.waitFor();
    await expect(duc.reader.pageField).toHaveValue('10');
    await duc.window.getByRole('button', { name: 'Tôi trình bày' }).click();
    await expect(huong.window.getByText('Đang theo dõi Trần Minh Đức')).toBeVisible();
    await duc.reader.goTo(3);
    for (const { reader } of [huong, anh, bich]) await expect(reader.pageField).toHaveValue('3');
  });
});

/** The upper edge of the screen as a fraction of page 5. */
async function topOf(room: RoomPage): Promise<number> {
  const [page, screen] = [await room.reader.page(5).boundingBox(), await room.reader.pages.boundingBox()];
  if (page === null || screen === null) return Number.NaN;
  return (screen.y - page.y) / page.height;
}

/** The lower edge of the screen as a fraction of page 5. */
async function bottomOf(room: RoomPage): Promise<number> {
  const [page, screen] = [await room.reader.page(5).boundingBox(), await room.reader.pages.boundingBox()];
  if (page === null || screen === null) return Number.NaN;
  return (screen.y + screen.height - page.y) / page.height;
}
