import { expect, test } from '../../fixtures/meeting.ts';
import { MeetingId } from '../../../collab-server/protocol/wire/ids.ts';
import { MeetingEditPage } from '../../pages/meeting-edit.ts';

test('a secretary creates a meeting, writes a nested agenda, orders it by keyboard and invites', async ({
  sample,
}) => {
  const window = await sample.window('Đức');
  const edit = new MeetingEditPage(window);
  await window.getByRole('link', { name: 'Tạo phiên họp' }).click();
  await window.getByRole('button', { name: 'Tạo và tiếp tục' }).click();
  await expect(window.getByText('Hãy ghi tên phiên họp.')).toBeVisible();
  await expect(window.getByText('Hãy chọn người chủ trì.')).toBeVisible();
  await window.getByLabel('Tên phiên họp').fill('Họp Ban cán sự tháng 12');
  await edit.pick('Chủ trì', 'huong', /Nguyễn Thị Thu Hương/);
  await window.getByText('Trực tuyến', { exact: true }).click();
  await window.getByRole('button', { name: 'Tạo và tiếp tục' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Họp Ban cán sự tháng 12' })).toBeVisible();

  await expect(window.getByText('Chương trình họp còn trống')).toBeVisible();
  for (const title of ['Khai mạc', 'Báo cáo quý', 'Số liệu thu chi', 'Kết luận']) await edit.addItem(title);
  const row = edit.row('Số liệu thu chi');
  await row.focus();
  await row.press('Alt+ArrowRight');
  await expect
    .poll(() => edit.outline())
    .toEqual(['1 Khai mạc', '2 Báo cáo quý', '2.1 Số liệu thu chi', '3 Kết luận']);
  const last = edit.row('Kết luận');
  await last.focus();
  await last.press('Alt+ArrowUp');
  await expect
    .poll(() => edit.outline())
    .toEqual(['1 Khai mạc', '2 Kết luận', '3 Báo cáo quý', '3.1 Số liệu thu chi']);
  await window.getByRole('button', { name: /^Hoàn tác: chuyển nội dung/ }).click();
  await expect
    .poll(() => edit.outline())
    .toEqual(['1 Khai mạc', '2 Báo cáo quý', '2.1 Số liệu thu chi', '3 Kết luận']);

  await edit.itemMenu('2', 'Sửa nội dung');
  await edit.dialog.getByRole('combobox', { name: 'Người trình bày' }).fill('anh');
  await window.getByRole('option', { name: /Lê Quang Ánh/ }).click();
  await edit.dialog.getByRole('textbox', { name: 'Thời lượng dự kiến' }).fill('25');
  await edit.dialog.getByRole('button', { name: 'Lưu' }).click();
  await expect(edit.row('Báo cáo quý')).toContainText('Trình bày: Lê Quang Ánh');
  await expect(edit.row('Báo cáo quý')).toContainText('25 phút');
  await expect(window.getByText('Tổng thời lượng dự kiến: 25 phút')).toBeVisible();

  await edit.tab('Thành phần tham dự');
  await window.getByLabel('Tìm người').fill('bich');
  await window.getByRole('button', { name: 'Mời Phạm Thị Ngọc Bích' }).click();
  const invited = window.getByRole('table', { name: 'Thành phần tham dự' });
  await expect(invited.getByRole('row').filter({ hasText: 'Phạm Thị Ngọc Bích' })).toContainText('Đại biểu');
  await edit.saved();

  const guest = await sample.window('Bích');
  await expect(guest.getByRole('heading', { name: 'Họp giao ban công tác chuyển đổi số' })).toBeVisible();
  await expect(guest.getByText('Họp Ban cán sự tháng 12')).toHaveCount(0);
  const meeting = MeetingId.parse(new URL(window.url()).pathname.split('/')[2]);
  await sample.command({ type: 'meeting.approve' }, meeting);
  await sample.command({ type: 'meeting.send' }, meeting);
  await guest.reload();
  await expect(guest.getByRole('link', { name: /Họp Ban cán sự tháng 12/ })).toBeVisible();
  const outsider = await sample.window('Ánh');
  await expect(outsider.getByRole('heading', { name: 'Họp giao ban công tác chuyển đổi số' })).toBeVisible();
  await expect(outsider.getByText('Họp Ban cán sự tháng 12')).toHaveCount(0);
});

test('home shows the nearest meeting first, and to each role what it can do when there is none', async ({
  sample,
}) => {
  const window = await sample.window('Đức');
  await window.getByRole('link', { name: 'Tạo phiên họp' }).click();
  const edit = new MeetingEditPage(window);
  await window.getByLabel('Tên phiên họp').fill('Họp tổng kết năm sau');
  await edit.pick('Chủ trì', 'huong', /Nguyễn Thị Thu Hương/);
  await window.getByText('Trực tuyến', { exact: true }).click();
  await window.getByRole('button', { name: 'Tạo và tiếp tục' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Họp tổng kết năm sau' })).toBeVisible();
  await window.goto(sample.server.url);
  await expect(window.getByRole('main').getByRole('heading', { level: 2 })).toHaveText([
    'Họp giao ban công tác chuyển đổi số',
    'Sắp tới',
  ]);
  await expect(window.getByText('Phòng họp số 2, tầng 3')).toBeVisible();
  const coming = window.getByRole('region', { name: 'Sắp tới' });
  await expect(coming.getByRole('listitem')).toHaveText([/Họp tổng kết năm sau/]);

  const admin = await sample.window('Yến');
  await expect(admin.getByText('Quản trị viên quản lý tài khoản và không dự họp.')).toBeVisible();
  await expect(admin.getByRole('link', { name: 'Tạo phiên họp' })).toHaveCount(0);
});
