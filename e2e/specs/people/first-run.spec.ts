import { expect, test } from '../../fixtures/meeting.ts';
import { EntryPage } from '../../pages/entry.ts';

const ORGANISATION = {
  organisation: 'Bộ Nội vụ',
  name: 'Đặng Thị Ánh Tuyết',
  email: 'tuyet@noivu.example',
  password: 'mùa thu Hà Nội 1946',
};

test('the first run asks for the token, sets up an organisation once, and is closed afterwards', async ({
  server,
  page,
}) => {
  const entry = new EntryPage(page);
  await page.goto(server.url);
  await expect(page).toHaveURL(/\/setup$/);
  // Without a token nothing is set up.
  await entry.chooseOrganisation();
  await expect(page.getByText('Hãy nhập mã thiết lập.')).toBeVisible();
  await entry.typeSetupToken('doan-mo-thoi');
  await entry.chooseSample();
  await expect(page.getByText('Mã thiết lập không đúng.')).toBeVisible();

  await page.goto(server.setupPage);
  // The token leaves the address, so that nobody reads it over a shoulder or in the history.
  await expect(page).toHaveURL(`${server.url}/setup`);
  await expect(page.getByLabel('Mã thiết lập')).toHaveCount(0);
  await entry.chooseOrganisation();
  await entry.nameOrganisation({ ...ORGANISATION, password: 'ngắn' });
  await expect(page.getByText(/Còn thiếu \d+ ký tự/)).toBeVisible();
  await entry.nameOrganisation(ORGANISATION);
  await expect(entry.account(ORGANISATION.name)).toBeVisible();
  await expect(page.getByText('Quản trị viên quản lý tài khoản và không dự họp.')).toBeVisible();

  const other = await page.context().browser()?.newContext({ locale: 'vi-VN' });
  if (other === undefined) throw new Error('no browser');
  const second = new EntryPage(await other.newPage());
  await second.window.goto(server.setupPage);
  await expect(second.heading('Hệ thống đã được thiết lập')).toBeVisible();
  await expect(second.window.getByRole('button', { name: 'Bắt đầu' })).toHaveCount(0);
  await second.window.getByRole('link', { name: 'Đăng nhập' }).click();
  await second.signIn(ORGANISATION.email, 'không phải mật khẩu này');
  await expect(second.problem).toContainText('Thư điện tử hoặc mật khẩu chưa đúng.');
  await second.signIn(ORGANISATION.email, ORGANISATION.password);
  await expect(second.account(ORGANISATION.name)).toBeVisible();
  await other.close();
});

test('a wrong token is refused in words, and can be put right without typing the rest again', async ({
  server,
  page,
}) => {
  const entry = new EntryPage(page);
  await page.goto(`${server.url}/setup#sai-ma-thiet-lap`);
  await entry.chooseOrganisation();
  await entry.nameOrganisation(ORGANISATION);
  await expect(page.getByText('Mã thiết lập không đúng.')).toBeVisible();
  const state = await (await fetch(`${server.url}/api/server`)).text();
  expect(state).toContain('"setUp":false');
  // Nothing has to be typed again but the token.
  await entry.typeSetupToken(new URL(server.setupPage).hash.slice(1));
  await page.getByRole('button', { name: 'Tạo cơ quan' }).click();
  await expect(entry.account(ORGANISATION.name)).toBeVisible();
});

test('the sample opens as its chair; its link opens a second person in a second tab, once', async ({
  server,
  page,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const chair = new EntryPage(page);
  await page.goto(server.setupPage);
  await chair.chooseSample();
  await expect(chair.account('Nguyễn Thị Thu Hương')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Họp giao ban công tác chuyển đổi số' })).toBeVisible();

  await page.getByRole('button', { name: 'Mở thêm một người' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Vào với tư cách' }).fill('bich');
  await page.getByRole('option', { name: /Phạm Thị Ngọc Bích/ }).click();
  await dialog.getByRole('button', { name: 'Tạo liên kết' }).click();
  await dialog.getByRole('button', { name: 'Sao chép' }).click();
  await expect(dialog.getByRole('button', { name: 'Đã sao chép' })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain('/sample');

  // The same browser, so the same cookies: the tab must have a session of its own.
  const tab = await page.context().newPage();
  const delegate = new EntryPage(tab);
  await tab.goto(link);
  await expect(delegate.account('Phạm Thị Ngọc Bích')).toBeVisible();
  await page.reload();
  await expect(chair.account('Nguyễn Thị Thu Hương')).toBeVisible();
  await tab.reload();
  await expect(delegate.account('Phạm Thị Ngọc Bích')).toBeVisible();

  const third = await page.context().newPage();
  await third.goto(link);
  await expect(third.getByRole('heading', { name: 'Không mở được liên kết này' })).toBeVisible();
  await expect(third.getByRole('alert')).toContainText('đã được dùng hoặc đã hết hạn');

  // A folder with invented people must not become a ministry's.
  await third.goto(server.setupPage);
  await expect(third.getByRole('button', { name: 'Bắt đầu' })).toHaveCount(0);
  const answer = await fetch(`${server.url}/api/setup/organisation`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...ORGANISATION,
      setupToken: new URL(server.setupPage).hash.slice(1),
      holder: 'token',
    }),
  });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(await answer.text()).toContain('sampleFolder');
});
