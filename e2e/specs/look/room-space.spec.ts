import { expect, test } from '../../fixtures/meeting.ts';
import { RoomPage } from '../../pages/room.ts';

test('at 1024 × 768 a page can be read with both panels open', async ({ sample }) => {
  const room = new RoomPage(await sample.room('Hương', { viewport: { width: 1024, height: 768 } }));
  await expect(room.agenda).toBeVisible();
  await expect(room.side).toBeVisible();
  const page = room.window.getByRole('group', { name: 'Trang 1' }).first();
  await expect(page).toBeVisible();
  await expect.poll(async () => (await page.boundingBox())?.width ?? 0).toBeGreaterThanOrEqual(480);
});

test('the language changes at once and is kept', async ({ sample }) => {
  const window = await sample.window('Ánh');
  await expect(window.getByRole('heading', { level: 1, name: 'Phiên họp' })).toBeVisible();
  await window.getByRole('button', { name: 'Hiển thị' }).click();
  await window.getByText('English', { exact: true }).click();
  await window.keyboard.press('Escape');
  await expect(window.getByRole('heading', { level: 1, name: 'Meetings' })).toBeVisible();
  await window.reload();
  await expect(window.getByRole('heading', { level: 1, name: 'Meetings' })).toBeVisible();
});
