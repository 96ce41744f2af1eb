import type { Page } from '@playwright/test';
import { expect, test } from '../../fixtures/meeting.ts';
import { RoomPage } from '../../pages/room.ts';

/** Everything that a page of this origin can find of an earlier person, as one text; `bantron.display` is the device's. */
function remains(window: Page): Promise<string> {
  return window.evaluate(async () => {
    const found: string[] = [];
    for (const [place, store] of Object.entries({ localStorage, sessionStorage })) {
      for (const [key, value] of Object.entries(store)) found.push(`${place} ${key}=${String(value)}`);
    }
    for (const { name = '', version = 1 } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name, version);
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(new Error(`cannot open ${name}`)));
      });
      for (const table of database.objectStoreNames) {
        const rows = await new Promise<number>((resolve) => {
          const request = database.transaction(table).objectStore(table).count();
          request.addEventListener('success', () => resolve(request.result));
        });
        if (rows > 0) found.push(`indexedDB ${name} ${table}: ${rows} rows`);
      }
      database.close();
    }
    return found.join('\n');
  });
}

test('the next person at a shared tablet finds nothing of the one before', async ({ sample }) => {
  const window = await sample.room('Ánh');
  const room = new RoomPage(window);
  const { reader } = room;
  const me = await sample.personId('Ánh');
  await reader.shown(1).waitFor();
  await reader.take('Bút');
  await reader.line(1, 0.2);
  await reader.goTo(2);
  await room.openPaper(/Phụ lục/);
  await reader.shown(1).waitFor();
  await expect(reader.saveState('Nét vẽ đã lưu')).toBeVisible();
  // The search does find things while the person is there.
  expect(await remains(window)).toContain(me);
  expect(await remains(window)).toMatch(/indexedDB .* rows/);

  await room.signOut();
  await expect(window.getByRole('textbox', { name: 'Mật khẩu' })).toBeVisible();
  await expect.poll(() => remains(window)).not.toMatch(/indexedDB/);
  const left = await remains(window);
  expect(left).not.toContain(me);
  expect(left).not.toContain('bantron.token');
  expect((await window.context().cookies()).filter(({ value }) => value !== '')).toEqual([]);

  await window.goBack();
  await expect(window.getByRole('textbox', { name: 'Mật khẩu' })).toBeVisible();
});

test('signing out asks before marks are lost that only this tablet has', async ({ sample, server }) => {
  const window = await sample.room('Ánh');
  const room = new RoomPage(window);
  await room.reader.shown(1).waitFor();
  await expect(room.reader.saveState('Nét vẽ đã lưu')).toBeVisible();
  await room.reader.take('Bút');
  await server.kill();
  await room.reader.line(1, 0.2);
  await expect(room.reader.saveState('Trên thiết bị này (1 chưa lưu)')).toBeVisible();

  await room.signOut();
  const question = window.getByRole('alertdialog', { name: 'Còn ghi chú chưa gửi' });
  await expect(question).toBeVisible();
  await question.getByRole('button', { name: 'Hủy' }).click();
  expect(await room.reader.hasLine(1, 0.2)).toBe(true);

  await server.restart();
  await expect(room.reader.saveState('Nét vẽ đã lưu')).toBeVisible({ timeout: 30_000 });
  await room.signOut();
  await expect(window.getByRole('textbox', { name: 'Mật khẩu' })).toBeVisible();
  const other = new RoomPage(await sample.room('Bích'));
  await other.reader.shown(1).waitFor();
  await expect.poll(() => other.reader.hasLine(1, 0.2)).toBe(true);
});
