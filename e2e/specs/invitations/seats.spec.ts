import { TCVN3 } from '../../../collab-server/protocol/documents/text/tcvn3.ts';
import { expect, test } from '../../fixtures/meeting.ts';
import { InvitationsPage } from '../../pages/invitations.ts';
import { RoomPage } from '../../pages/room.ts';

test('seats are given by rank, swapped by dragging and by keyboard, and everyone finds their own', async ({
  sample,
}) => {
  const secretary = new InvitationsPage(await sample.window('Đức'));
  const { window } = secretary;
  await window.goto(`${sample.server.url}/meetings/${sample.meeting}/edit`);
  await window.getByRole('tab', { name: 'Sơ đồ chỗ ngồi' }).click();
  await window.getByRole('button', { name: 'Xếp chỗ' }).click();
  await expect(secretary.seat(/^Chỗ 1: Nguyễn Thị Thu Hương, chủ trì$/)).toBeVisible();
  await expect(secretary.seat(/^Chỗ 4: Phạm Thị Ngọc Bích$/)).toBeVisible();
  await secretary.seat(/Phạm Thị Ngọc Bích/).dragTo(secretary.seat(/Lê Quang Ánh/));
  await expect(secretary.seat(/^Chỗ 3: Phạm Thị Ngọc Bích$/)).toBeVisible();
  await expect(secretary.seat(/^Chỗ 4: Lê Quang Ánh$/)).toBeVisible();
  await secretary.seat(/^Chỗ 4/).focus();
  await window.keyboard.press('Enter');
  await secretary.seat(/^Chỗ 2/).focus();
  await window.keyboard.press('Enter');
  await expect(secretary.seat(/^Chỗ 2: Lê Quang Ánh$/)).toBeVisible();
  await expect(secretary.seat(/^Chỗ 4: Trần Minh Đức$/)).toBeVisible();

  const delegate = new RoomPage(await sample.room('Bích'));
  await delegate.menu('Sơ đồ chỗ ngồi');
  const dialog = delegate.window.getByRole('dialog');
  await expect(dialog).toContainText('Ông/Bà ngồi chỗ số 3.');
  await expect(dialog.getByRole('img', { name: 'Chỗ 3: Phạm Thị Ngọc Bích (tôi)' })).toBeVisible();
  await expect(dialog.getByRole('list').getByRole('button')).toHaveCount(0);
});

test('a roll call comes from an old office file: its letters are healed, its faults told by their line', async ({
  sample,
}) => {
  const window = await sample.window('Đức');
  await window.goto(`${sample.server.url}/meetings/${sample.meeting}/edit`);
  await window.getByRole('tab', { name: 'Giấy mời' }).click();
  await window.getByRole('button', { name: 'Điểm danh từ tệp CSV' }).click();
  const bytes = new Map([...TCVN3].map(([byte, letter]) => [letter, byte]));
  const sheet =
    'Họ và tên;Điểm danh;Lý do\nPhạm Thị Ngọc Bích;Có mặt;\nLê Quang ánh;Vắng;Đi công tác\nNgô Vô Danh;Có mặt;\n';
  await window.locator('input[type=file]').setInputFiles({
    name: 'diem-danh.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(sheet.split('').map((letter) => (bytes.get(letter) ?? letter).charCodeAt(0))),
  });
  const dialog = window.getByRole('dialog');
  await expect(dialog).toContainText('Tệp dùng mã TCVN3');
  await expect(dialog).toContainText('Dòng 4 · Họ và tên: không có trong thành phần tham dự (“Ngô Vô Danh”)');
  await dialog.getByRole('button', { name: 'Ghi nhận 2 người' }).click();
  await expect(dialog).toHaveCount(0);
  const [present, absent] = await Promise.all(['Bích', 'Ánh'].map((name) => sample.personId(name)));
  const { attendance } = await sample.state();
  expect(attendance.find(({ person }) => person === present)).toMatchObject({ is: 'inRoom' });
  expect(attendance.find(({ person }) => person === absent)).toMatchObject({
    is: 'absent',
    excused: true,
    reason: 'Đi công tác',
  });
});
