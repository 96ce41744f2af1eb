import { filesHolding, PASSWORD, prepareMeeting, signInOnDesktop } from '../../fixtures/desktop-meeting.ts';
import { expect, test } from '../../fixtures/desktop.ts';
import { TestServer } from '../../fixtures/server.ts';
import { RoomPage } from '../../pages/room.ts';

const SAVED = 'Nét vẽ đã lưu';
const NOTE = 'Đề nghị cân nhắc lại tiến độ';

test('a meeting in the desktop shell; what was drawn without the server is kept over a power cut', async ({
  desktop,
}) => {
  test.setTimeout(420_000);
  const server = await TestServer.start();
  try {
    await prepareMeeting(server);
    await desktop.launch({ rendererDir: '' });
    const { page } = desktop;

    await test.step('it asks for the server, and whose it is', async () => {
      await signInOnDesktop(page, server);
      await page.getByRole('link', { name: 'Vào phiên họp' }).click();
    });

    const { reader } = new RoomPage(page);
    await reader.shown(1).waitFor();
    await reader.take('Bút');
    await reader.line(1, 0.15);
    await expect.poll(() => reader.hasLine(1, 0.15)).toBe(true);
    await expect(reader.saveState(SAVED)).toBeVisible();

    await server.kill();
    await reader.take('Ghi chú chữ');
    await reader.note(1, { x: 0.2, y: 0.3 }, NOTE);
    await reader.take('Bút');
    await reader.line(1, 0.25);
    await expect(reader.saveState('Trên thiết bị này (2 chưa lưu)')).toBeVisible();
    await expect.poll(() => reader.hasLine(1, 0.25)).toBe(true);
    await desktop.kill();

    expect(await filesHolding(desktop.folder, NOTE)).toEqual([]);
    expect(await filesHolding(desktop.folder, PASSWORD)).toEqual([]);
    expect(await filesHolding(desktop.folder, server.url)).not.toEqual([]); // the search does find things

    await desktop.launch({ rendererDir: '' });
    const again = new RoomPage(desktop.page);
    await test.step('it remembers the server, and waits for it', async () => {
      await expect(
        desktop.page.getByRole('heading', { name: 'Không kết nối được với máy chủ' }),
      ).toBeVisible();
      await server.restart();
      await desktop.page.getByRole('link', { name: 'Vào phiên họp' }).click({ timeout: 30_000 });
    });
    await again.reader.shown(1).waitFor();
    for (const y of [0.15, 0.25]) await expect.poll(() => again.reader.hasLine(1, y)).toBe(true);
    await expect(again.reader.notePin('Trần Thị Bình', NOTE)).toBeVisible();
    await expect(again.reader.saveState(SAVED)).toBeVisible();
  } finally {
    await server.close();
  }
});
