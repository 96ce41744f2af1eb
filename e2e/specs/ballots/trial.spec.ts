import { meetingApi } from '../../../collab-server/protocol/meeting/api.ts';
import { expect, test } from '../../fixtures/meeting.ts';
import { RoomPage } from '../../pages/room.ts';

test('[VOTE-21] a vote is tried out on everybody’s device, and the meeting’s log knows nothing of it', async ({
  sample,
}) => {
  await sample.command({ type: 'meeting.open' });
  const chair = new RoomPage(await sample.room('Hương'));
  const delegate = new RoomPage(
    await sample.room('Ánh', { viewport: { width: 390, height: 844 }, touch: true }),
  );
  await chair.tab('Điều hành');
  await chair.side.getByRole('button', { name: 'Biểu quyết thử' }).click();
  const cards = [chair, delegate].map(({ window }) => window.getByRole('region', { name: 'Biểu quyết thử' }));
  const [ofChair, ofDelegate] = cards;
  if (ofChair === undefined || ofDelegate === undefined) throw new Error('no card');
  await expect(ofDelegate.getByText('0/3 người đã bấm thử')).toBeVisible();
  await ofDelegate.getByRole('button', { name: 'Không đồng ý' }).click();
  await expect(ofDelegate.getByText('Đã nhận. Thiết bị của ông/bà đã sẵn sàng.')).toBeVisible();
  await expect(ofChair.getByText('1/3 người đã bấm thử')).toBeVisible();
  await ofChair.getByRole('button', { name: 'Phiếu trắng' }).click();
  await expect(ofDelegate.getByText('2/3 người đã bấm thử')).toBeVisible();
  // Whoever comes back still has it.
  await delegate.window.reload();
  await expect(ofDelegate.getByText('2/3 người đã bấm thử')).toBeVisible();
  await ofChair.getByRole('button', { name: 'Kết thúc thử' }).click();
  for (const card of cards) await expect(card).toHaveCount(0);
  const path = `/api/meetings/${sample.meeting}/log`;
  const { events } = meetingApi.log.response.parse(await sample.asChair('GET', path));
  const types = events.flatMap((event) => ('type' in event ? [event.type] : []));
  expect(types).toContain('meeting.opened');
  expect(types.filter((type) => type.startsWith('vote.'))).toEqual([]);
});
