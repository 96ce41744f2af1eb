import type { Page } from '@playwright/test';
import { expect, test, type SampleMeeting } from '../../fixtures/meeting.ts';
import { bringPaper, longPdf } from '../../fixtures/papers.ts';
import { OfflinePage } from '../../pages/offline.ts';
import { RoomPage } from '../../pages/room.ts';

const SAVED = 'Nét vẽ đã lưu';
const NOTE = 'Đề nghị làm rõ số liệu';

/** A window of somebody who has taken the meeting's pack along. */
async function withPack(sample: SampleMeeting, name: string): Promise<{ page: Page; offline: OfflinePage }> {
  const page = await sample.window(name);
  const offline = new OfflinePage(page);
  await offline.takeAlong();
  await offline.startsWithoutServer();
  return { page, offline };
}

/** How much of papers a window's browser keeps. */
function keptBytes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let bytes = 0;
    for (const { name = '' } of await indexedDB.databases()) {
      if (!name.startsWith('bantron-papers')) continue;
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(new Error(name)));
      });
      const chunks = await new Promise<Uint8Array[]>((resolve) => {
        const request = db.transaction('chunks').objectStore('chunks').getAll();
        request.addEventListener('success', () => resolve(request.result));
      });
      for (const chunk of chunks) bytes += chunk.length;
      db.close();
    }
    return bytes;
  });
}

test('a pack taken along is read and written on without the server, over reloads, and merges', async ({
  sample,
  server,
}) => {
  const { page, offline } = await withPack(sample, 'Hương');
  await server.kill();

  await test.step('the home page comes from the device and says so', async () => {
    await page.reload();
    await expect(offline.copyNotice).toBeVisible();
    await expect(page.getByRole('button', { name: 'Đã có trên thiết bị', exact: true })).toBeVisible();
  });

  const { reader, agenda } = new RoomPage(page);
  await test.step('the room opens with its papers, and can be written in', async () => {
    await offline.enter();
    await reader.shown(1).waitFor();
    await expect(offline.copyNotice).toBeVisible();
    await expect(agenda.getByRole('button').first()).toBeVisible();
    await reader.take('Bút');
    await reader.line(1, 0.15);
    await expect.poll(() => reader.hasLine(1, 0.15)).toBe(true);
    await expect(reader.saveState('Trên thiết bị này (1 chưa lưu)')).toBeVisible();
    await reader.take('Ghi chú chữ');
    await reader.note(1, { x: 0.2, y: 0.3 }, NOTE);
    await expect(reader.saveState('Trên thiết bị này (2 chưa lưu)')).toBeVisible();
    await reader.take('Bút');
    await reader.writeOn('Riêng');
    await reader.line(1, 0.2);
    await expect(reader.saveState('Trên thiết bị này (3 chưa lưu)')).toBeVisible();
  });

  await test.step('a command says that it needs the server', async () => {
    await page.getByRole('button', { name: 'Khai mạc' }).click();
    await expect(page.getByText('Việc này cần kết nối với máy chủ.')).toBeVisible();
  });

  await test.step('after another reload everything is there, and still said to be unsaved', async () => {
    page.on('dialog', (dialog) => void dialog.accept()); // it asks before it goes with unsaved marks
    await page.reload();
    await reader.shown(1).waitFor();
    for (const y of [0.15, 0.2]) await expect.poll(() => reader.hasLine(1, y)).toBe(true);
    await expect(reader.notePin('Nguyễn Thị Thu Hương', NOTE)).toBeVisible();
    await expect(reader.saveState('Trên thiết bị này (3 chưa lưu)')).toBeVisible();
    await page.goto(`${server.url}/`);
    await expect(page.getByText('Còn 3 ghi chú chỉ có trên thiết bị này')).toBeVisible();
  });

  await test.step('with the server back it is saved, and others see what is shared', async () => {
    await server.restart();
    await expect(page.getByText('Còn 3 ghi chú chỉ có trên thiết bị này')).toBeHidden();
    await expect(offline.copyNotice).toBeHidden();
    const other = new RoomPage(await sample.room('Đức'));
    await other.reader.shown(1).waitFor();
    await expect.poll(() => other.reader.hasLine(1, 0.15)).toBe(true);
    await expect(other.reader.notePin('Nguyễn Thị Thu Hương', NOTE)).toBeVisible();
    expect(await other.reader.hasLine(1, 0.2)).toBe(false);
    await expect(other.reader.saveState(SAVED)).toBeVisible();
  });
});

test('what two people wrote apart from each other and from the server merges without losers', async ({
  sample,
  server,
}) => {
  const [one, two] = [await withPack(sample, 'Hương'), await withPack(sample, 'Đức')];
  await server.kill();
  const rooms = [new RoomPage(one.page), new RoomPage(two.page)] as const;
  for (const [n, at] of [one, two].entries()) {
    await at.page.reload();
    await at.offline.enter();
    const reader = rooms[n]?.reader;
    if (reader === undefined) throw new Error('two rooms');
    await reader.shown(1).waitFor();
    await reader.take('Bút');
    await reader.line(1, 0.15 + n * 0.1);
    await expect(reader.saveState('Trên thiết bị này (1 chưa lưu)')).toBeVisible();
  }
  await server.restart();
  for (const { reader } of rooms) {
    await expect(reader.saveState(SAVED)).toBeVisible();
    for (const y of [0.15, 0.25]) await expect.poll(() => reader.hasLine(1, y)).toBe(true);
  }
});

test('taking along goes on where it was interrupted, keeps up with new papers, and can be undone', async ({
  sample,
}) => {
  await bringPaper(sample, 'Báo cáo dài', await longPdf(160));
  const page = await sample.window('Hương');
  const offline = new OfflinePage(page);
  const asked: string[] = [];
  let isBroken = true;
  await page.route('**/api/versions/*/bytes', async (route) => {
    const range = route.request().headers()['range'] ?? '';
    asked.push(range);
    if (isBroken && range.startsWith('bytes=1048576-')) await route.abort();
    else await route.continue();
  });
  await offline.open();
  await offline.dialog.getByRole('button', { name: 'Mang theo tập tài liệu' }).click();
  await expect(offline.dialog.getByText('Đang chờ máy chủ để tải tiếp')).toBeVisible();
  await expect(offline.dialog.getByText('Một phần')).toBeVisible();
  const before = await keptBytes(page);
  expect(before).toBeGreaterThanOrEqual(1024 * 1024);
  asked.length = 0;
  isBroken = false;
  await offline.isWhole();
  expect(asked.filter((range) => range.startsWith('bytes=0-'))).toEqual([]);
  expect(await keptBytes(page)).toBeGreaterThan(before);

  await test.step('a paper that is brought later comes along by itself', async () => {
    const papers = offline.dialog.getByRole('listitem');
    const count = await papers.count();
    await bringPaper(sample, 'Tài liệu bổ sung', await longPdf(2));
    await page.reload();
    await offline.open();
    await expect(papers).toHaveCount(count + 1);
    await offline.isWhole();
  });

  await test.step('it is taken off the device', async () => {
    await offline.dialog.getByRole('button', { name: 'Bỏ khỏi thiết bị' }).click();
    await offline.dialog.getByRole('button', { name: 'Xác nhận bỏ khỏi thiết bị' }).click();
    await expect(offline.dialog.getByRole('button', { name: 'Mang theo tập tài liệu' })).toBeVisible();
    await expect.poll(() => keptBytes(page)).toBe(0);
  });
});

test('a person whose session was ended loses the copy at the next contact', async ({ sample, server }) => {
  const { page, offline } = await withPack(sample, 'Đức');
  const person = await sample.personId('Đức');
  expect(await keptBytes(page)).toBeGreaterThan(0);
  await server.kill();
  await page.reload();
  await expect(offline.copyNotice).toBeVisible();
  await server.restart();
  const admin = await sample.window('Yến');
  const ended = await admin.evaluate(async (id) => {
    const authorization = `Bearer ${sessionStorage.getItem('bantron.token')}`;
    const answer = await fetch(`/api/people/${id}/sessions`, {
      method: 'DELETE',
      headers: { authorization },
    });
    return answer.status;
  }, person);
  expect(ended).toBe(200);
  await expect(page.getByRole('dialog', { name: 'Đăng nhập lại để tiếp tục' })).toBeVisible();
  await expect.poll(() => keptBytes(page)).toBe(0);
  await server.kill();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Không kết nối được với máy chủ' })).toBeVisible();
});
