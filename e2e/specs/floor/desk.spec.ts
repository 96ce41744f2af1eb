import { expect, test } from '../../fixtures/meeting.ts';
import { RoomPage } from '../../pages/room.ts';

const HUONG = 'Nguyễn Thị Thu Hương';
const BICH = 'Phạm Thị Ngọc Bích';

test('a secretary takes the chair over while the chair is away, and whoever had it comes back without', async ({
  sample,
}) => {
  await sample.command({ type: 'meeting.open' });
  const secretary = new RoomPage(await sample.room('Đức'));
  const delegate = new RoomPage(await sample.room('Bích'));
  const away = `Chủ trì ${HUONG} không có mặt trong phiên họp.`;
  await expect(secretary.window.getByText(away)).toBeVisible();
  await expect(delegate.side).toBeVisible();
  await expect(delegate.window.getByText(away)).toHaveCount(0);
  await secretary.window.getByRole('button', { name: 'Tiếp quản quyền chủ trì' }).click();
  const question = secretary.window.getByRole('alertdialog');
  await question.getByRole('button', { name: 'Tiếp quản quyền chủ trì' }).click();
  await expect(secretary.window.getByText(away)).toBeHidden();
  const { fields, participants } = await sample.state();
  expect(fields.chair).toBe(await sample.personId('Đức'));
  expect(participants.filter(({ role }) => role === 'chair')).toHaveLength(1);

  const former = new RoomPage(await sample.room('Hương'));
  await former.tab('Thành phần');
  const row = former.side.getByRole('listitem').filter({ hasText: 'Trần Minh Đức' });
  await expect(row.getByText('Chủ trì', { exact: true })).toBeVisible();
  await expect(former.window.getByRole('button', { name: 'Tiếp quản quyền chủ trì' })).toHaveCount(0);
});

test('a guest waits in the lobby, is let in, and is sent out again', async ({ sample }) => {
  const guest = await sample.personId('Bích');
  await sample.command({ type: 'participant.invite', person: guest, role: 'guest' });
  await sample.command({ type: 'meeting.open' });
  const chair = new RoomPage(await sample.room('Hương'));
  await chair.side.getByText('Khách mời đợi ở phòng chờ').click();
  await expect.poll(async () => (await sample.state()).lobby.isOn).toBe(true);

  const bich = new RoomPage(await sample.room('Bích'));
  await expect(bich.window.getByRole('heading', { level: 1, name: 'Phòng chờ' })).toBeVisible();
  await expect(bich.window.getByText(/^Xin ông\/bà đợi trong giây lát/)).toBeVisible();
  await expect(bich.window.getByText(`Chủ trì: ${HUONG}`)).toBeVisible();
  await expect(bich.agenda).toHaveCount(0);

  await chair.side.getByRole('button', { name: `Mời ${BICH} vào` }).click();
  await expect(bich.agenda).toBeVisible();
  await expect(bich.window.getByText('Ông/Bà đã được mời vào phòng họp.')).toBeAttached();
  await chair.side.getByRole('button', { name: `Mời ${BICH} ra phòng chờ` }).click();
  await expect(bich.window.getByRole('heading', { level: 1, name: 'Phòng chờ' })).toBeVisible();
  await expect(bich.agenda).toHaveCount(0);
});

test('the desk runs the agenda, tells everyone something, and hears who calls for service', async ({
  sample,
}) => {
  const { fields, agenda } = await sample.state();
  await sample.command({
    type: 'meeting.change',
    fields: { ...fields, quorum: { percent: 60, base: 'entitled' } },
  });
  await sample.command({ type: 'meeting.open' });
  const chair = new RoomPage(await sample.room('Hương'));
  const delegate = new RoomPage(await sample.room('Ánh'));
  const desk = chair.side;
  const item = desk.getByRole('region', { name: 'Nội dung', exact: true });
  const quorum = desk.getByRole('region', { name: 'Túc số' });
  await expect(quorum).toContainText('2/3 đại biểu có quyền, cần ít nhất 60% (2 người)');
  await expect(quorum).toContainText('Đủ');

  await item.getByRole('button', { name: /^Bắt đầu 1\. / }).click();
  await expect(item.getByText(agenda[0]?.title ?? '?')).toBeVisible();
  const current = delegate.agenda.locator('[aria-current=step]');
  await expect(current).toContainText('Đang họp');
  await item.getByRole('button', { name: 'Tạm dừng' }).click();
  await expect(current).toContainText('Tạm dừng');
  await item.getByRole('button', { name: 'Tiếp tục' }).click();
  await expect(current).toContainText('Đang họp');
  await item.getByRole('button', { name: 'Kết thúc' }).click();
  await expect(current).toHaveCount(0);
  await expect(delegate.agenda.getByRole('listitem').first()).toContainText('Đã họp');
  await chair.agenda.getByRole('button', { name: 'Điều hành nội dung 1', exact: true }).click();
  await chair.window.getByRole('menuitem', { name: 'Mở lại' }).click();
  await expect(current).toContainText('Đang họp');

  await desk.getByRole('textbox', { name: 'Nội dung thông báo' }).fill('Nghỉ giải lao 15 phút.');
  await desk.getByRole('button', { name: 'Thông báo đến mọi người' }).click();
  const line = delegate.window.getByRole('region', { name: 'Thông báo' });
  await expect(line).toContainText('Nghỉ giải lao 15 phút.');
  await expect(line.getByRole('button')).toHaveCount(0);
  await desk.getByRole('button', { name: 'Gỡ thông báo' }).click();
  await expect(line).toHaveCount(0);

  await delegate.menu('Gọi phục vụ…');
  const dialog = delegate.window.getByRole('dialog');
  await dialog.getByText('Kỹ thuật').click();
  await dialog.getByLabel('Ghi thêm').fill('Micrô rè');
  await dialog.getByRole('button', { name: 'Gọi phục vụ' }).click();
  const calls = desk.getByRole('region', { name: 'Gọi phục vụ' });
  await expect(calls).toContainText('Kỹ thuật: Micrô rè');
  await calls.getByRole('button', { name: 'Đã phục vụ Lê Quang Ánh' }).click();
  await expect(calls).toHaveCount(0);
});

test('the roll is called for many at once, and one checks in oneself', async ({ sample }) => {
  await sample.command({ type: 'meeting.open' });
  const secretary = new RoomPage(await sample.room('Đức'));
  const delegate = new RoomPage(await sample.room('Ánh'));
  await delegate.tab('Thành phần');
  await delegate.side.getByRole('button', { name: 'Tôi có mặt tại phòng họp' }).click();
  await expect(delegate.side.getByText('Ông/Bà có mặt tại phòng họp')).toBeVisible();

  await secretary.tab('Thành phần');
  await secretary.side.getByRole('button', { name: 'Điểm danh' }).click();
  const dialog = secretary.window.getByRole('dialog', { name: 'Điểm danh' });
  await dialog.getByRole('button', { name: 'Tình trạng' }).click();
  await secretary.window.getByRole('option', { name: 'Chưa điểm danh' }).click();
  const roll = dialog.getByRole('list', { name: 'Danh sách điểm danh' });
  await expect(roll.getByRole('listitem')).toHaveCount(3);
  await dialog.getByText('Chọn cả 3 người').click();
  await dialog.getByRole('textbox', { name: /^Lý do/ }).fill('đi công tác');
  await dialog.getByRole('button', { name: 'Vắng có lý do' }).click();
  await expect(roll.getByRole('listitem')).toHaveCount(0);
  const { attendance } = await sample.state();
  expect(attendance.filter(({ excused, reason }) => excused && reason === 'đi công tác')).toHaveLength(3);
  expect(attendance.find(({ is }) => is === 'inRoom')?.person).toBe(await sample.personId('Ánh'));
  await secretary.window.keyboard.press('Escape');
  const row = delegate.side.getByRole('listitem').filter({ hasText: BICH });
  await expect(row).toContainText('Vắng có lý do: đi công tác');
});
