import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { SampleMeeting } from '../fixtures/meeting.ts';
import { TestServer } from '../fixtures/server.ts';
import { MediaBar } from '../pages/media.ts';
import { RoomPage } from '../pages/room.ts';

// Takes the README's picture of the room from the running product: node e2e/pictures/room.ts

const PICTURE = path.resolve(import.meta.dirname, '../../assets/pictures/room.png');
const DEBIAN_CHROMIUM = '/usr/bin/chromium';

const server = await TestServer.start();
const browser = await chromium.launch({
  ...(existsSync(DEBIAN_CHROMIUM) ? { executablePath: DEBIAN_CHROMIUM } : {}),
  args: [
    '--no-sandbox',
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    '--allow-loopback-in-peer-connection',
    '--disable-background-networking',
  ],
});
try {
  const sample = await SampleMeeting.open(server, browser);
  const viewport = { width: 1440, height: 900 };
  const chair = new RoomPage(await sample.room('Hương', { viewport }));
  const delegate = new RoomPage(await sample.room('Ánh', { viewport }));
  const province = new RoomPage(await sample.room('Bích', { viewport }));
  await chair.openMeeting();
  await chair.agenda.getByRole('button', { name: 'Bắt đầu nội dung 2', exact: true }).click();
  await chair.present();
  await delegate.reader.shown(1).waitFor();
  await new MediaBar(delegate.window).microphone.click();
  await new MediaBar(province.window).microphone.click();

  await delegate.reader.take('Bút tô');
  await delegate.reader.draw(1, [
    { x: 0.15, y: 0.458 },
    { x: 0.86, y: 0.458 },
  ]);
  await delegate.reader.take('Ghi chú chữ');
  await delegate.reader.note(1, { x: 0.91, y: 0.452 }, 'Cần thống nhất cách tính số trang.');
  await chair.reader.take('Bút');
  await chair.reader.draw(1, [
    { x: 0.3, y: 0.2852 },
    { x: 0.36, y: 0.2862 },
    { x: 0.45, y: 0.2852 },
    { x: 0.55, y: 0.2866 },
    { x: 0.7, y: 0.2856 },
  ]);
  await chair.reader.take('Đọc');
  await province.reader.notePin('Lê Quang Ánh', 'Cần thống nhất cách tính số trang.').waitFor();
  await province.window
    .getByText('Đang nói')
    .first()
    .waitFor({ timeout: 5000 })
    .catch(() => undefined);
  await province.window.mouse.move(720, 30);
  await province.window.screenshot({ path: PICTURE });
  await sample.close();
} finally {
  await browser.close();
  await server.close();
}
