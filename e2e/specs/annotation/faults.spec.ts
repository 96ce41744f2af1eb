import { expect, test, type SampleMeeting } from '../../fixtures/meeting.ts';
import { RoomPage } from '../../pages/room.ts';

const SAVED = 'Nét vẽ đã lưu';

async function enter(sample: SampleMeeting, name: string): Promise<RoomPage> {
  const room = new RoomPage(await sample.room(name));
  await room.reader.shown(1).waitFor();
  await expect(room.reader.saveState(SAVED)).toBeVisible();
  return room;
}

test('without a network marks are kept, shown as not saved, and merged when it is back', async ({
  sample,
}) => {
  const anh = await enter(sample, 'Ánh');
  const bich = await enter(sample, 'Bích');
  await anh.reader.take('Bút');
  await bich.reader.take('Bút');
  await anh.window.context().setOffline(true);
  await anh.reader.line(1, 0.15);
  await anh.reader.line(1, 0.2);
  await expect(anh.reader.saveState('Trên thiết bị này (2 chưa lưu)')).toBeVisible();
  await bich.reader.line(1, 0.25);
  await expect(bich.reader.saveState(SAVED)).toBeVisible();
  expect(await bich.reader.hasLine(1, 0.15)).toBe(false);

  await anh.window.context().setOffline(false);
  await expect(anh.reader.saveState(SAVED)).toBeVisible();
  await expect(anh.status.filter({ hasText: 'Đã kết nối' })).toBeVisible();
  for (const { reader } of [anh, bich]) {
    for (const y of [0.15, 0.2, 0.25]) await expect.poll(() => reader.hasLine(1, y)).toBe(true);
  }
});

test('marks drawn without a network survive the window being closed and opened again', async ({
  sample,
  server,
}) => {
  const anh = await enter(sample, 'Ánh');
  await anh.reader.take('Bút');
  await server.kill();
  await anh.reader.line(1, 0.2);
  await expect(anh.reader.saveState('Trên thiết bị này (1 chưa lưu)')).toBeVisible();
  const again = await anh.window.context().newPage();
  // The tab's own session goes with the tab; this one is the same person's.
  const token = await anh.window.evaluate(() => sessionStorage.getItem('bantron.token'));
  const address = anh.window.url();
  await anh.window.close();
  await server.restart();
  await again.addInitScript((kept) => {
    if (kept !== null) sessionStorage.setItem('bantron.token', kept);
  }, token);
  await again.goto(address);
  const back = new RoomPage(again);
  await expect.poll(() => back.reader.hasLine(1, 0.2)).toBe(true);
  await expect(back.reader.saveState(SAVED)).toBeVisible();
  const bich = await enter(sample, 'Bích');
  await expect.poll(() => bich.reader.hasLine(1, 0.2)).toBe(true);
});

test('killed in the middle of drawing and started again, the server has all that was said to be saved', async ({
  sample,
  server,
}) => {
  // The waits for a connection that comes back by itself add up.
  test.setTimeout(420_000);
  const anh = await enter(sample, 'Ánh');
  const bich = await enter(sample, 'Bích');
  await anh.reader.take('Bút');
  await bich.reader.take('Bút');
  const saved: number[] = [];
  for (const y of [0.1, 0.14, 0.18]) {
    await anh.reader.line(1, y);
    await expect(anh.reader.saveState(SAVED)).toBeVisible();
    saved.push(y);
  }
  const end = await bich.reader.pixel(1, { x: 0.7, y: 0.24 });
  await bich.reader.startStroke(1, [
    { x: 0.3, y: 0.24 },
    { x: 0.5, y: 0.24 },
  ]);
  await expect.poll(() => anh.reader.hasInk(1, { x: 0.4, y: 0.24 }, 'motion')).toBe(true);
  await server.kill();
  await expect(bich.status.filter({ hasText: 'Mất kết nối' })).toBeVisible();
  // The page has moved down under the notice by now; the stroke goes on straight all the same.
  await bich.window.mouse.move(end.x, end.y, { steps: 5 });
  await bich.reader.endStroke();
  await expect(bich.reader.saveState('Trên thiết bị này (1 chưa lưu)')).toBeVisible();
  // What another person's pen had begun doesn't stand there for ever.
  await expect.poll(() => anh.reader.hasInk(1, { x: 0.4, y: 0.24 }, 'motion')).toBe(false);
  await server.restart();

  await test.step('everything comes back by itself', async () => {
    for (const room of [anh, bich]) {
      await expect(room.status.filter({ hasText: 'Đã kết nối' })).toBeVisible({ timeout: 40_000 });
      await expect(room.reader.saveState(SAVED)).toBeVisible({ timeout: 40_000 });
      const media = room.window.getByRole('region', { name: 'Âm thanh và hình ảnh' });
      await expect(media.getByRole('status')).toHaveText('Đang nghe', { timeout: 40_000 });
    }
  });

  await test.step('nothing is missing in a fresh browser', async () => {
    const uoc = await enter(sample, 'Ước');
    for (const y of saved) await expect.poll(() => uoc.reader.hasLine(1, y)).toBe(true);
    for (const x of [0.4, 0.66]) await expect.poll(() => uoc.reader.hasInk(1, { x, y: 0.24 })).toBe(true);
  });
});

test('whoever was drawing when the meeting closed finds the marks in the private layer, and is told', async ({
  sample,
}) => {
  await sample.command({ type: 'meeting.open' });
  const anh = await enter(sample, 'Ánh');
  const bich = await enter(sample, 'Bích');
  await anh.reader.take('Bút');
  await anh.reader.line(1, 0.1);
  await expect.poll(() => bich.reader.hasLine(1, 0.1)).toBe(true);
  await anh.window.context().setOffline(true);
  await anh.reader.line(1, 0.15);
  await anh.reader.line(1, 0.2);
  await expect(anh.reader.saveState('Trên thiết bị này (2 chưa lưu)')).toBeVisible();
  await sample.command({ type: 'meeting.close' });
  await anh.window.context().setOffline(false);

  await expect(
    anh.window.getByText('2 nét không ghi được vào lớp chung và đã được giữ ở lớp riêng'),
  ).toBeVisible({ timeout: 30_000 });
  await expect(anh.reader.saveState(SAVED)).toBeVisible();
  for (const y of [0.1, 0.15, 0.2]) await expect.poll(() => anh.reader.hasLine(1, y)).toBe(true);
  expect(await bich.reader.hasLine(1, 0.15)).toBe(false);

  await test.step('they are the person’s own, also in another browser', async () => {
    const tablet = await enter(sample, 'Ánh');
    for (const y of [0.1, 0.15, 0.2]) await expect.poll(() => tablet.reader.hasLine(1, y)).toBe(true);
    const at = await tablet.reader.pixel(1, { x: 0.5, y: 0.2 });
    await tablet.window.mouse.move(at.x, at.y);
    await expect(tablet.reader.page(1).getByText('Lê Quang Ánh').first()).toBeVisible();
    const late = await enter(sample, 'Ước');
    await expect.poll(() => late.reader.hasLine(1, 0.1)).toBe(true);
    expect(await late.reader.hasLine(1, 0.2)).toBe(false);
  });
});

test('whoever became a guest while away keeps the marks in the private layer', async ({ sample }) => {
  const uoc = await enter(sample, 'Ước');
  // A guest reads the papers of their own items.
  await uoc.openPaper('Phụ lục');
  await expect(uoc.reader.pages).toHaveAccessibleName(/Phụ lục/);
  await uoc.reader.shown(1).waitFor();
  await expect(uoc.reader.saveState(SAVED)).toBeVisible();
  await uoc.reader.take('Bút');
  await uoc.window.context().setOffline(true);
  await uoc.reader.line(1, 0.2);
  await expect(uoc.reader.saveState('Trên thiết bị này (1 chưa lưu)')).toBeVisible();
  await sample.command({
    type: 'participant.invite',
    person: await sample.personId('Ước'),
    role: 'guest',
  });
  await uoc.window.context().setOffline(false);
  await expect(uoc.window.getByText('1 nét không ghi được vào lớp chung')).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => uoc.reader.hasLine(1, 0.2)).toBe(true);
  await expect(uoc.reader.saveState(SAVED)).toBeVisible();
  await expect(uoc.window.getByRole('radio', { name: 'Bút', exact: true })).toBeDisabled();
  await uoc.reader.writeOn('Riêng');
  await uoc.reader.take('Bút');
  await uoc.reader.line(1, 0.25);
  await expect.poll(() => uoc.reader.hasLine(1, 0.25)).toBe(true);
});
