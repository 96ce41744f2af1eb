import { expect, test, type Desktop } from '../../fixtures/desktop.ts';
import './bridge.ts';

/** Records what is handed to the system's browser instead of opening it. */
async function recordOpened(desktop: Desktop): Promise<() => Promise<string[]>> {
  await desktop.app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = (url: string) => {
      opened.push(url);
      return Promise.resolve();
    };
  });
  return () => desktop.app.evaluate(() => Reflect.get(globalThis, 'opened'));
}

/** Records where the page tried to go, and whether the shell prevented it. */
async function recordNavigations(desktop: Desktop): Promise<() => Promise<[string, boolean][]>> {
  await desktop.app.evaluate(({ BrowserWindow }) => {
    const navigations: [string, boolean][] = [];
    Object.assign(globalThis, { navigations });
    BrowserWindow.getAllWindows()[0]?.webContents.on('will-frame-navigate', (event) => {
      navigations.push([event.url, event.defaultPrevented]);
    });
  });
  return () => desktop.app.evaluate(() => Reflect.get(globalThis, 'navigations'));
}

test('a link to a new window opens none, and goes to the browser', async ({ desktop }) => {
  await desktop.launch();
  const opened = await recordOpened(desktop);
  await desktop.page.click('#outside');
  await expect.poll(opened).toEqual(['https://example.org/x']);
  await expect.poll(() => desktop.app.windows().length).toBe(1);
});

test('the page stays, wherever it is sent', async ({ desktop }) => {
  await desktop.launch();
  const opened = await recordOpened(desktop);
  const navigations = await recordNavigations(desktop);
  await desktop.page.click('#away');
  await expect.poll(opened).toEqual(['https://example.org/y']);
  await desktop.page.evaluate(() => {
    location.href = 'http://127.0.0.1:9/';
  });
  await expect.poll(navigations).toEqual([
    ['https://example.org/y', true],
    ['http://127.0.0.1:9/', true],
  ]);
  expect(await opened()).toEqual(['https://example.org/y']);
  expect(
    await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL()),
  ).toBe('app://bantron/');
  await expect(desktop.page.locator('#ready')).toHaveText('sẵn sàng');
});

test('the page may ask for https to be opened, and for nothing else', async ({ desktop }) => {
  await desktop.launch();
  const opened = await recordOpened(desktop);
  const answers = await desktop.page.evaluate(() =>
    Promise.all(
      [
        'https://chinhphu.vn/',
        'http://chinhphu.vn/',
        'file:///etc/passwd',
        'smb://host/x',
        'https://u:p@host/',
      ].map(async (url) => (await window.bantronDesktop.window.openExternal({ url })).opened),
    ),
  );
  expect(answers).toEqual([true, false, false, false, false]);
  expect(await opened()).toEqual(['https://chinhphu.vn/']);
});
