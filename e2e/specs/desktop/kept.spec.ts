import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '../../fixtures/desktop.ts';
import './bridge.ts';

const server = 'https://hop.example.gov.vn';

/** The files under a folder that hold a text as it is. Sockets and locks are passed over. */
async function filesHolding(folder: string, text: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir(folder, { recursive: true })) {
    const file = path.join(folder, name);
    const info = await stat(file).catch(() => null);
    if (info?.isFile() && (await readFile(file)).includes(text)) found.push(name);
  }
  return found;
}

test('a token survives a relaunch and is nowhere on the disk as it is', async ({ desktop }) => {
  await desktop.launch();
  const token = 'a-bearer-token-that-would-be-found';
  const stored = await desktop.page.evaluate((input) => window.bantronDesktop.session.store(input), {
    server,
    token,
  });
  // Playwright starts Electron without a keyring, and the shell has to say so.
  if (process.platform === 'linux') expect(stored).toEqual({ protected: false });
  await desktop.close();
  expect(await filesHolding(desktop.folder, token)).toEqual([]);
  expect(await filesHolding(desktop.folder, '"tokens"')).toEqual(['sessions.json']); // the search does find things

  await desktop.launch();
  const load = () =>
    desktop.page.evaluate((address) => window.bantronDesktop.session.load({ server: address }), server);
  expect((await load()).token).toBe(token);
  await desktop.page.evaluate((address) => window.bantronDesktop.session.clear({ server: address }), server);
  expect((await load()).token).toBeNull();
});

test('the server is remembered; one that is preset is not', async ({ desktop }) => {
  const get = () => desktop.page.evaluate(() => window.bantronDesktop.server.get());
  await desktop.launch();
  await desktop.page.evaluate((address) => window.bantronDesktop.server.set({ address }), server);
  await desktop.close();
  await desktop.launch({ env: { BANTRON_DESKTOP_SERVER: 'http://127.0.0.1:4180' } });
  expect(await get()).toEqual({ address: 'http://127.0.0.1:4180', preset: true });
  await desktop.close();
  await desktop.launch();
  expect(await get()).toEqual({ address: server, preset: false });
});

test('what the offline store acknowledged survives a kill', async ({ desktop }) => {
  const room = { server, person: 'an', room: 'annotation/v1' };
  await desktop.launch();
  const answers = await desktop.page.evaluate(async (input) => {
    const { offlineStore } = window.bantronDesktop;
    const updates = ['nét một', 'nét hai', 'nét ba'].map((text) => new TextEncoder().encode(text));
    return Promise.all(updates.map((update) => offlineStore.append({ ...input, update })));
  }, room);
  expect(answers).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
  await desktop.kill();
  expect(await filesHolding(desktop.folder, 'nét hai')).toEqual([]);

  await desktop.launch();
  const load = () =>
    desktop.page.evaluate(async (input) => {
      const loaded = await window.bantronDesktop.offlineStore.load(input);
      if (!loaded.ok) return loaded.code;
      return {
        damaged: loaded.damaged,
        texts: loaded.updates.map((update) => new TextDecoder().decode(update)),
      };
    }, room);
  expect(await load()).toEqual({ damaged: false, texts: ['nét một', 'nét hai', 'nét ba'] });

  await desktop.page.evaluate(
    ({ room: _room, ...space }) => window.bantronDesktop.offlineStore.clearAll(space),
    room,
  );
  expect(await load()).toEqual({ damaged: false, texts: [] });
});

test('the window comes back where it was', async ({ desktop }) => {
  await desktop.launch();
  const bounds = { x: 40, y: 30, width: 1100, height: 700 };
  await desktop.app.evaluate(({ BrowserWindow }, place) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(place);
  }, bounds);
  await desktop.close();
  await desktop.launch();
  const found = await desktop.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getBounds(),
  );
  expect(found).toMatchObject({ width: bounds.width, height: bounds.height });
});

test('a first run opens on the page it was told', async ({ desktop }) => {
  await desktop.launch({ env: { BANTRON_DESKTOP_PAGE: '/setup?token=abc' } });
  expect(
    await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL()),
  ).toBe('app://bantron/setup?token=abc');
  expect(await desktop.page.evaluate(() => location.search)).toBe('?token=abc');
});
