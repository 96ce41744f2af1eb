import { readdir } from 'node:fs/promises';
import { filesHolding, prepareMeeting, signInOnDesktop } from '../../fixtures/desktop-meeting.ts';
import { expect, test, type Desktop } from '../../fixtures/desktop.ts';
import { TestServer } from '../../fixtures/server.ts';
import { OfflinePage } from '../../pages/offline.ts';
import { RoomPage } from '../../pages/room.ts';

const SAVED = 'Nét vẽ đã lưu';
const UNPROTECTED = /Máy này không có kho khóa của hệ điều hành/;
/** Stands in every PDF, and in the text of the pages that the paper was made of. */
const PDF_TEXT = '%PDF-';

let server: TestServer;
test.beforeEach(async () => {
  server = await TestServer.start();
  await prepareMeeting(server);
});
test.afterEach(() => server.close());

/** Chunks of papers on the disk. */
async function parts(desktop: Desktop): Promise<string[]> {
  return (await readdir(desktop.folder, { recursive: true })).filter((name) => name.endsWith('.part'));
}

/** The desktop app with its pack taken along. */
async function withPack(desktop: Desktop, env: Readonly<Record<string, string>>): Promise<void> {
  await desktop.launch({ rendererDir: '', env });
  await signInOnDesktop(desktop.page, server);
  await new OfflinePage(desktop.page).takeAlong();
}

test('a pack taken along survives the program and the server, encrypted, and what is written merges', async ({
  desktop,
}) => {
  test.setTimeout(420_000);
  const env = { STAND_IN_KEYRING: 'gnome_libsecret' };
  await withPack(desktop, env);
  await desktop.page.getByRole('button', { name: 'Đã có trên thiết bị' }).click();
  await expect(desktop.page.getByText('Bản lưu được mã hóa; khóa do hệ điều hành giữ.')).toBeVisible();
  await expect(desktop.page.getByText(UNPROTECTED)).toHaveCount(0);
  expect(await desktop.page.evaluate(() => navigator.serviceWorker.getRegistrations())).toEqual([]);
  await server.kill();
  await desktop.kill();
  for (const text of [PDF_TEXT, 'Dự thảo quy chế', 'Trần Thị Bình'])
    expect(await filesHolding(desktop.folder, text), text).toEqual([]);

  await desktop.launch({ rendererDir: '', env });
  const { page } = desktop;
  const offline = new OfflinePage(page);
  await expect(offline.copyNotice).toBeVisible();
  await offline.enter();
  const { reader } = new RoomPage(page);
  await reader.shown(1).waitFor();
  await reader.take('Bút');
  await reader.line(1, 0.15);
  await reader.goTo(2);
  await reader.shown(2).waitFor();
  await reader.line(2, 0.3);
  await expect(reader.saveState('Trên thiết bị này (2 chưa lưu)')).toBeVisible();
  await desktop.kill();

  await desktop.launch({ rendererDir: '', env });
  const again = new OfflinePage(desktop.page);
  await expect(desktop.page.getByText('Còn 2 ghi chú chỉ có trên thiết bị này')).toBeVisible();
  await again.enter();
  const { reader: later } = new RoomPage(desktop.page);
  await later.shown(2).waitFor();
  await expect.poll(() => later.hasLine(2, 0.3)).toBe(true);
  await server.restart();
  await expect(later.saveState(SAVED)).toBeVisible();
  await expect(again.copyNotice).toBeHidden();
});

test('without a keyring the app says that its copy is not protected, and keeps it all the same', async ({
  desktop,
}) => {
  await withPack(desktop, { STAND_IN_KEYRING: 'basic_text' });
  await expect(desktop.page.getByText(UNPROTECTED)).toBeVisible();
  await desktop.page.getByRole('button', { name: 'Đã có trên thiết bị' }).click();
  await expect(new OfflinePage(desktop.page).dialog.getByText(UNPROTECTED)).toBeVisible();
  await desktop.kill();
  expect(await filesHolding(desktop.folder, PDF_TEXT)).toEqual([]);
});

test('signing out leaves nothing on the device, and the next start needs the server', async ({ desktop }) => {
  await withPack(desktop, {});
  expect(await parts(desktop)).not.toEqual([]);
  const room = new RoomPage(desktop.page);
  await room.signOut();
  await expect(desktop.page.getByRole('button', { name: 'Đăng nhập' })).toBeVisible();
  await expect.poll(() => parts(desktop)).toEqual([]);
  await server.kill();
  await desktop.close();
  await desktop.launch({ rendererDir: '' });
  await expect(desktop.page.getByRole('heading', { name: 'Không kết nối được với máy chủ' })).toBeVisible();
});
