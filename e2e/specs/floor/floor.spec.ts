import { expect, test, type SampleMeeting } from '../../fixtures/meeting.ts';
import { FloorPage } from '../../pages/floor.ts';
import { MediaBar } from '../../pages/media.ts';
import { RoomPage } from '../../pages/room.ts';

const ANH = 'Lê Quang Ánh';
const BICH = 'Phạm Thị Ngọc Bích';

/** The chair with the floor before them, and two delegates, in a meeting that is in session. */
async function three(sample: SampleMeeting): Promise<[FloorPage, FloorPage, FloorPage]> {
  await sample.command({ type: 'meeting.open' });
  const windows = await Promise.all(['Hương', 'Ánh', 'Bích'].map((name) => sample.room(name)));
  const [chair, anh, bich] = windows.map((window) => new FloorPage(window));
  if (chair === undefined || anh === undefined || bich === undefined) throw new Error('three were opened');
  await chair.open();
  await anh.open();
  await bich.open();
  return [chair, anh, bich];
}

test('people ask, are called in their order, are given more time, and finish', async ({ sample }) => {
  const [chair, anh, bich] = await three(sample);

  await anh.ask();
  await expect(anh.panel.getByText('Ông/Bà đứng thứ 1 trong danh sách')).toBeVisible();
  await bich.askOtherwise('Ý kiến về thủ tục');
  // A point of order comes first.
  await expect(anh.panel.getByText('Ông/Bà đứng thứ 2 trong danh sách')).toBeVisible();
  await expect.poll(() => chair.order()).toEqual([BICH, ANH]);

  await test.step('the point of order is heard, given more time and stopped', async () => {
    await chair.callNext(BICH);
    await expect(bich.mine).toBeVisible();
    await expect(anh.speaker).toContainText(BICH);
    await expect(anh.speaker).toContainText('Ý kiến về thủ tục');
    await expect(anh.speaker.getByRole('timer')).toHaveText(/^còn [45]:\d\d$/);
    await chair.speaker.getByRole('button', { name: '+2 phút' }).click();
    await expect(bich.speaker).toContainText('Thời gian: 7 phút');
    await chair.speaker.getByRole('button', { name: 'Dừng', exact: true }).click();
    await expect(bich.mine).toBeHidden();
  });

  await test.step('an intervention interrupts a speech, which goes on afterwards', async () => {
    await chair.act(ANH, 'Mời phát biểu, 3 phút');
    await expect(anh.mine).toBeVisible();
    await bich.askOtherwise('Trao đổi lại');
    await chair.callNext(BICH);
    await expect(anh.window.getByText(`${BICH} đang có ý kiến`)).toBeVisible();
    await expect(chair.speaker).toContainText(`${ANH} tạm dừng`);
    await bich.finish();
    await expect(anh.mine).toBeVisible();
    await expect(anh.speaker.getByRole('timer')).toHaveText(/^còn [23]:\d\d$/);
    await anh.finish();
    await expect(anh.mine).toBeHidden();
  });

  const { floor } = await sample.state();
  expect(floor.spoken.map(({ turns }) => turns).toSorted((a, b) => a - b)).toEqual([1, 2]);
  await expect(chair.panel.getByRole('region', { name: 'Thời gian đã phát biểu' })).toContainText('2 lần');
  await expect(anh.panel.getByRole('region', { name: 'Thời gian đã phát biểu' })).toHaveCount(0);
});

test('the chair puts the list in order from the keyboard, closes it, and ties the microphones to the floor', async ({
  sample,
}) => {
  const [chair, anh, bich] = await three(sample);
  await anh.ask();
  await expect.poll(() => chair.order()).toEqual([ANH]);
  await bich.ask();
  await expect.poll(() => chair.order()).toEqual([ANH, BICH]);

  await chair.requests.getByRole('row', { name: BICH }).focus();
  await chair.window.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => chair.order()).toEqual([BICH, ANH]);
  await chair.act(BICH, 'Chuyển xuống');
  await expect.poll(() => chair.order()).toEqual([ANH, BICH]);

  await anh.panel.getByRole('button', { name: 'Rút đăng ký', exact: true }).click();
  await expect.poll(() => chair.order()).toEqual([BICH]);

  await chair.window.getByRole('button', { name: 'Quy tắc phát biểu' }).click();
  const rules = chair.window.getByRole('dialog', { name: 'Quy tắc phát biểu' });
  await rules.getByText('Micrô theo quyền phát biểu').click();
  const bar = new MediaBar(anh.window);
  await expect(bar.status).toHaveText('Micrô theo quyền phát biểu; xin đăng ký phát biểu');
  await expect(new MediaBar(bich.window).status).toHaveText(/đã đăng ký, xin đợi đến lượt$/);
  await rules.getByText('Nhận đăng ký phát biểu').click();
  await expect(anh.panel.getByText('Danh sách đăng ký đã đóng.')).toBeVisible();
  await expect(anh.panel.getByRole('button', { name: 'Đăng ký phát biểu', exact: true })).toBeDisabled();
  await rules.getByText('Nhận đăng ký phát biểu').click();
  await bar.region.getByRole('button', { name: 'Đăng ký phát biểu' }).click();
  await expect(bar.status).toHaveText(/đã đăng ký, xin đợi đến lượt$/);
  await expect.poll(async () => (await sample.state()).floor.requests.length).toBe(2);
});

test('whoever loses the connection while they have the floor has it when they are back, and their clock went on', async ({
  sample,
  server,
}) => {
  const [chair, anh, bich] = await three(sample);
  await anh.ask();
  await chair.callNext(ANH);
  await expect(anh.mine).toBeVisible();
  await bich.ask();
  await expect(bich.panel.getByText('Ông/Bà đứng thứ 1 trong danh sách')).toBeVisible();
  const { floor } = await sample.state();

  await anh.window.context().setOffline(true);
  await server.kill();
  await expect(new RoomPage(anh.window).status.filter({ hasText: 'Mất kết nối' })).toBeVisible();
  await expect(anh.mine).toBeVisible();
  await server.restart();
  await anh.window.context().setOffline(false);
  await expect(new RoomPage(anh.window).status.filter({ hasText: 'Đã kết nối' })).toBeAttached();
  await expect(anh.mine).toBeVisible();
  await expect(bich.panel.getByText('Ông/Bà đứng thứ 1 trong danh sách')).toBeVisible();
  const after = await sample.state();
  expect(after.floor.speech).toEqual(floor.speech);
  expect(after.floor.requests).toEqual(floor.requests);
  await anh.finish();
  await expect(anh.mine).toBeHidden();
  await expect.poll(async () => (await sample.state()).floor.spoken.length).toBe(1);
});
