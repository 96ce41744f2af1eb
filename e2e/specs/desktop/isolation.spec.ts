import path from 'node:path';
import { expect, test } from '../../fixtures/desktop.ts';
import { refusal } from './bridge.ts';

const preload = path.resolve(import.meta.dirname, '../../../.build/electron/preload.cjs');

test('the page is ours, isolated, and has nothing of Node', async ({ desktop }) => {
  await desktop.launch();
  const facts = await desktop.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return window?.webContents.getURL();
  });
  expect(facts).toBe('app://bantron/');
  await expect(desktop.page.locator('#ready')).toHaveText('sẵn sàng');
  expect(
    await desktop.page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer'].filter((name) => name in window),
    ),
  ).toEqual([]);
  expect(
    await desktop.page.evaluate(() => ({
      secure: isSecureContext,
      frozen: Object.values(window.bantronDesktop).every((area) => Object.isFrozen(area)),
      replaceable: Reflect.defineProperty(window, 'bantronDesktop', { value: 1 }),
    })),
  ).toEqual({ secure: true, frozen: true, replaceable: false });
});

test('input that does not match the contract is refused', async ({ desktop }) => {
  await desktop.launch();
  const { page } = desktop;
  expect(await refusal(page, 'server', 'set', { address: 'https://a; script-src *' })).toContain('bad input');
  expect(await refusal(page, 'server', 'set', { address: 'https://a', more: 1 })).toContain('bad input');
  expect(await refusal(page, 'session', 'store', { server: 'https://a', token: 5 })).toContain('bad input');
  expect(await refusal(page, 'session', 'store', { server: 'https://a', token: 'x'.repeat(5000) })).toContain(
    'bad input',
  );
  expect(
    await refusal(page, 'offlineStore', 'append', {
      server: 'https://a',
      person: 'p',
      room: 'r',
      update: 'text',
    }),
  ).toContain('bad input');
  expect(await refusal(page, 'offlineStore', 'load', null)).toContain('bad input');
  expect(await refusal(page, 'session', 'load', { server: 'https://a' })).toBe('answered');
  expect(await page.evaluate(() => window.bantronDesktop.server.get())).toEqual({
    address: null,
    preset: false,
  });
});

test('another page gets no answer, even with our preload', async ({ desktop }) => {
  await desktop.launch();
  await desktop.page.evaluate(() =>
    window.bantronDesktop.session.store({ server: 'https://a', token: 'the-token-of-an' }),
  );
  const opened = desktop.app.waitForEvent('window');
  await desktop.app.evaluate(({ BrowserWindow }, file) => {
    const window = new BrowserWindow({
      show: false,
      webPreferences: { preload: file, sandbox: true, contextIsolation: true },
    });
    void window.loadURL('data:text/html,<title>stranger</title>');
  }, preload);
  const stranger = await opened;
  await stranger.waitForFunction(() => 'bantronDesktop' in window);
  expect(await refusal(stranger, 'session', 'load', { server: 'https://a' })).toContain('unknown sender');
  expect(await refusal(desktop.page, 'session', 'load', { server: 'https://a' })).toBe('answered');
});

test('camera and microphone are ours; the place, notifications and reading the clipboard are refused', async ({
  desktop,
}) => {
  await desktop.launch();
  expect(
    await desktop.page.evaluate(async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
      const kinds = stream.getTracks().map(({ kind }) => kind);
      for (const track of stream.getTracks()) track.stop();
      return kinds.toSorted();
    }),
  ).toEqual(['audio', 'video']);
  expect(await desktop.page.evaluate(() => Notification.requestPermission())).toBe('denied');
  expect(
    await desktop.page.evaluate(
      () =>
        new Promise((resolve) => {
          navigator.geolocation.getCurrentPosition(
            () => resolve('given'),
            ({ code }) => resolve(code),
          );
        }),
    ),
  ).toBe(1); // PERMISSION_DENIED
  expect(await desktop.page.evaluate(() => navigator.clipboard.readText().catch(({ name }) => name))).toBe(
    'NotAllowedError',
  );
});
