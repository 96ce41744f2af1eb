import { expect, test } from '../../fixtures/meeting.ts';
import { EntryPage } from '../../pages/entry.ts';
import { PeoplePage } from '../../pages/people.ts';

const PASSWORD = 'đường về quê rợp bóng tre';

test('an administrator adds somebody, who chooses a password with a link that works once', async ({
  sample,
  browser,
}) => {
  const admin = new PeoplePage(await sample.window('Yến'));
  await admin.open();
  await admin.add({
    name: 'Vũ Hoàng Ân',
    email: 'an@vidu.invalid',
    title: 'Phó Vụ trưởng',
    unit: 'Vụ Kế hoạch',
    rank: 3,
    role: 'Chuyên viên',
  });
  const link = await admin.link();
  await admin.done();
  await expect(admin.row('Vũ Hoàng Ân')).toContainText('Chưa đặt mật khẩu');
  // By rank, then by the given name in Vietnamese order: Ân comes after Ánh, both of rank 3.
  expect(await admin.names()).toEqual([
    'Nguyễn Thị Thu Hương',
    'Trần Minh Đức',
    'Lê Quang Ánh',
    'Vũ Hoàng Ân',
    'Phạm Thị Ngọc Bích',
    'Đỗ Văn Ước',
    'Hoàng Thùy Yến (tôi)',
  ]);

  const context = await browser.newContext({ locale: 'vi-VN' });
  const person = new EntryPage(await context.newPage());
  await person.window.goto(link);
  await expect(person.window.getByText('Xin chào Vũ Hoàng Ân.')).toBeVisible();
  await person.choosePassword(PASSWORD);
  await expect(person.account('Vũ Hoàng Ân')).toBeVisible();
  await expect(person.window.getByText('Khi thư ký mời ông/bà dự họp')).toBeVisible();

  const again = new EntryPage(await context.newPage());
  await again.window.goto(link);
  await expect(again.problem).toContainText('đã được dùng hoặc đã hết hạn');
  await context.close();
});

test('a new link lets choose another password; the old one no longer opens the door', async ({
  sample,
  browser,
}) => {
  const admin = new PeoplePage(await sample.window('Yến'));
  await admin.open();
  await admin.add({ name: 'Tô Kỳ', email: 'ky@vidu.invalid' });
  const first = await admin.link();
  await admin.done();
  const context = await browser.newContext({ locale: 'vi-VN' });
  const person = new EntryPage(await context.newPage());
  await person.window.goto(first);
  await person.choosePassword(PASSWORD);
  await expect(person.account('Tô Kỳ')).toBeVisible();

  await admin.window.reload();
  await expect(admin.row('Tô Kỳ')).toContainText('Đang dùng');
  await admin.act('Tô Kỳ', 'Cấp liên kết đặt mật khẩu');
  await admin.question.getByRole('button', { name: 'Cấp liên kết' }).click();
  const second = await admin.link();
  expect(second).not.toBe(first);
  const elsewhere = await browser.newContext({ locale: 'vi-VN' });
  const other = new EntryPage(await elsewhere.newPage());
  await other.window.goto(second);
  await other.choosePassword(`${PASSWORD} xanh`);
  await expect(other.account('Tô Kỳ')).toBeVisible();

  const late = await browser.newContext({ locale: 'vi-VN' });
  const entry = new EntryPage(await late.newPage());
  await entry.window.goto(`${sample.server.url}/signin`);
  await entry.signIn('ky@vidu.invalid', PASSWORD);
  await expect(entry.problem).toContainText('chưa đúng');
  await entry.signIn('ky@vidu.invalid', `${PASSWORD} xanh`);
  await expect(entry.account('Tô Kỳ')).toBeVisible();
  for (const opened of [context, elsewhere, late]) await opened.close();
});

test('suspending signs the person out at once and keeps them out until restored', async ({ sample }) => {
  const admin = new PeoplePage(await sample.window('Yến'));
  await admin.open();
  const person = await sample.room('Bích');
  const asked = person.waitForRequest('**/api/me');
  await person.reload();
  const session = (await (await asked).allHeaders())['authorization'] ?? '';
  expect(session).not.toBe('');
  await expect(person.getByRole('complementary', { name: 'Chương trình' })).toBeVisible();
  await admin.act('Phạm Thị Ngọc Bích', 'Tạm khóa tài khoản');
  await admin.question.getByRole('button', { name: 'Tạm khóa' }).click();
  await expect(admin.row('Phạm Thị Ngọc Bích')).toContainText('Tạm khóa');
  // Without a click in the other window; well before its next question to the server.
  await expect(person.getByLabel('Mật khẩu', { exact: true })).toBeVisible();
  const kept = await fetch(`${sample.server.url}/api/me`, { headers: { authorization: session } });
  expect(kept.status).toBe(401);

  await admin.act('Phạm Thị Ngọc Bích', 'Mở khóa tài khoản');
  await expect(admin.row('Phạm Thị Ngọc Bích')).not.toContainText('Tạm khóa');
});

test('ending sessions signs out every window of a person', async ({ sample }) => {
  const admin = new PeoplePage(await sample.window('Yến'));
  await admin.open();
  const windows = [await sample.room('Ước'), await sample.room('Ước')];
  for (const window of windows) {
    await expect(window.getByRole('complementary', { name: 'Chương trình' })).toBeVisible();
  }
  await admin.act('Đỗ Văn Ước', 'Đăng xuất khỏi mọi máy');
  await admin.question.getByRole('button', { name: 'Đăng xuất khỏi mọi máy' }).click();
  await expect(admin.window.getByText(/Đã kết thúc \d+ phiên đăng nhập của Đỗ Văn Ước/)).toBeVisible();
  for (const window of windows) {
    await expect(window.getByLabel('Mật khẩu', { exact: true })).toBeVisible();
  }
});

test('a CSV shows what will be added and what is wrong on which line, before anything happens', async ({
  sample,
}) => {
  const admin = new PeoplePage(await sample.window('Yến'));
  await admin.open();
  await admin.window.getByRole('button', { name: 'Nhập từ CSV' }).click();
  const rows = [
    'Họ và tên;Chức vụ;Đơn vị;Thứ tự;Vai trò;Email',
    'Nguyễn Thị Hải;Vụ trưởng;Vụ Pháp chế;20;Đại biểu;hai@vidu.invalid',
    ';Chuyên viên;Vụ Pháp chế;21;Chuyên viên;khong-dia-chi',
    'Trần Văn Đạt;Chuyên viên;Vụ Pháp chế;21;Chuyên viên;dat@vidu.invalid',
    'Lý Thị Én;Chuyên viên;Vụ Pháp chế;21;Thợ lặn;en@vidu.invalid',
    'Người Trùng;;;;Chuyên viên;huong@vidu.invalid',
  ];
  await admin.window.locator('input[type=file]').setInputFiles({
    name: 'danh-sach.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`\ufeff${rows.join('\r\n')}\r\n`),
  });
  const problems = admin.dialog.getByRole('listitem');
  await expect(admin.dialog.getByText('3 dòng có lỗi, sẽ không được nhập')).toBeVisible();
  await expect(problems).toHaveText([
    'Dòng 3 · Họ và tên: thiếu',
    'Dòng 3 · Email: không hợp lệ',
    'Dòng 5 · Vai trò: không hợp lệ',
    'Dòng 6 · Email: đã có người dùng',
  ]);
  await expect(admin.dialog.getByRole('table', { name: 'Xem trước' }).getByRole('rowheader')).toHaveText([
    /Nguyễn Thị Hải/,
    /Trần Văn Đạt/,
  ]);
  await expect(admin.row('Nguyễn Thị Hải')).toHaveCount(0);
  await admin.dialog.getByRole('button', { name: 'Nhập 2 người' }).click();
  await expect(admin.row('Nguyễn Thị Hải')).toContainText('Chưa đặt mật khẩu');
  await expect(admin.row('Trần Văn Đạt')).toBeVisible();
  expect((await admin.names()).slice(-2)).toEqual(['Nguyễn Thị Hải', 'Trần Văn Đạt']);

  await admin.window.getByRole('button', { name: 'Nhập từ CSV' }).click();
  await admin.window.locator('input[type=file]').setInputFiles({
    name: 'anh.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from([0x48, 0xe0, 0xff, 0xfe, 0x0a]),
  });
  await expect(admin.dialog.getByRole('alert')).toContainText('Không đọc được tệp này');
});
