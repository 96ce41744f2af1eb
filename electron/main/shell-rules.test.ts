import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseLink } from '#ipc/links';
import { serverAddress } from '#ipc/server-address';
import { answerFromBundle, fileForAddress } from './bundle-files.ts';
import { readConfig } from './config.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { externalLink } from './external-link.ts';
import { menuWords } from './menu-words.ts';
import { isOwnPage } from './origin.ts';
import { permissionGranted } from './permissions.ts';
import { isTrustedSender } from './sender.ts';
import { placeOnScreens } from './window-bounds.ts';

const page = 'app://bantron/index.html';

test('only the main frame of our own page is a trusted sender', () => {
  expect(isTrustedSender({ senderFrame: { url: page, parent: null } })).toBe(true);
  expect(isTrustedSender({ senderFrame: null })).toBe(false);
  expect(isTrustedSender({ senderFrame: { url: page, parent: {} } })).toBe(false);
  for (const url of [
    'app://bantron.evil/index.html',
    'app://evil/index.html',
    'app://bantron:99/x',
    'app://user@bantron/x',
    'https://bantron/index.html',
    'file:///index.html',
    'about:blank',
    'data:text/html,x',
    '',
  ])
    expect(isTrustedSender({ senderFrame: { url, parent: null } }), url).toBe(false);
});

test('our page has its own address only', () => {
  expect(isOwnPage('app://bantron/meeting/1?a=b#c')).toBe(true);
  expect(isOwnPage('http://bantron/')).toBe(false);
});

test('an address never leads out of the folder', () => {
  const folder = path.resolve('/srv/page');
  expect(fileForAddress('app://bantron/assets/a.js', folder)).toBe(path.join(folder, 'assets/a.js'));
  expect(fileForAddress('app://bantron/', folder)).toBe(path.join(folder, 'index.html'));
  expect(fileForAddress('app://bantron/meeting/42', folder)).toBe(path.join(folder, 'index.html'));
  for (const attack of [
    'app://bantron/..%2f..%2fetc/passwd.txt',
    'app://bantron/%2e%2e/%2e%2e/secret.txt',
    'app://bantron/..%5c..%5csecret.txt',
    'app://bantron/a%00.html',
    'app://bantron/%.html',
    'app://other/index.html',
    'file:///etc/passwd.txt',
    'app://bantron//etc/passwd.txt',
  ]) {
    const file = fileForAddress(attack, folder);
    expect(file === null || file.startsWith(folder + path.sep), `${attack} → ${file}`).toBe(true);
  }
  for (const climb of ['..%2f..%2fetc/passwd.txt', '..%5c..%5csecret.txt'])
    expect(fileForAddress(`app://bantron/${climb}`, folder), climb).toBeNull();
});

test('every answer has the policy, also a refusal', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'bundle-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(path.join(folder, 'assets'));
  await writeFile(path.join(folder, 'index.html'), '<p>');
  await writeFile(path.join(folder, 'assets/a.wasm'), 'x');
  const ask = (url: string, method = 'GET') =>
    answerFromBundle({ url, method }, folder, "default-src 'self'");
  const answers = await Promise.all([
    ask('app://bantron/meeting/1'),
    ask('app://bantron/assets/a.wasm'),
    ask('app://bantron/none.js'),
    ask('app://bantron/index.html', 'POST'),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 405]);
  for (const { headers } of answers) {
    expect(headers.get('content-security-policy')).toBe("default-src 'self'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
  expect(answers[0]?.headers.get('content-type')).toMatch(/^text\/html/);
  expect(answers[1]?.headers.get('content-type')).toBe('application/wasm');
});

test('a known server is the only one the page may talk to', () => {
  expect(contentSecurityPolicy(null)).toContain("connect-src 'self' http: https: ws: wss:;");
  expect(contentSecurityPolicy('https://hop.example:4180')).toContain(
    "connect-src 'self' https://hop.example:4180 wss://hop.example:4180;",
  );
  expect(contentSecurityPolicy('http://10.0.0.5:4180')).toContain('ws://10.0.0.5:4180;');
  expect(contentSecurityPolicy(null)).not.toContain("'unsafe-eval'");
});

test('a server address can carry nothing into the policy', () => {
  for (const good of ['http://127.0.0.1:4180', 'https://hop.bo.gov.vn', 'http://[::1]:4180', 'https://a'])
    expect(serverAddress.safeParse(good).success, good).toBe(true);
  for (const bad of [
    'https://a; script-src *',
    'https://a b',
    'https://a/',
    'https://a/path',
    'https://u:p@a',
    'https://A.example',
    'ftp://a',
    'https://a:0',
    'https://*',
    'https://',
    "https://a'",
    'https://a\n',
  ])
    expect(serverAddress.safeParse(bad).success, bad).toBe(false);
});

test('only https leaves for the browser', () => {
  expect(externalLink('https://chinhphu.vn/a?b=c#d')).toBe('https://chinhphu.vn/a?b=c#d');
  for (const bad of [
    'http://chinhphu.vn',
    'file:///etc/passwd',
    'smb://host/share',
    'javascript:alert(1)',
    'https://user:pass@host/',
    'bantron://meeting/1',
    'ms-settings:',
    `https://a/${'x'.repeat(2048)}`,
    'nonsense',
  ])
    expect(externalLink(bad), bad).toBeNull();
});

test('a link names a meeting and nothing else', () => {
  expect(parseLink('bantron://meeting/M-1_x')).toEqual({ kind: 'meeting', meetingId: 'M-1_x' });
  for (const bad of [
    'bantron://meeting/',
    'bantron://meeting/a/b',
    'bantron://meeting/../x',
    'bantron://meeting/a?server=https://evil',
    'bantron://server/a',
    `bantron://meeting/${'x'.repeat(65)}`,
    'https://meeting/a',
    'bantron://meeting/a\n',
  ])
    expect(parseLink(bad), bad).toBeNull();
});

test('permissions go to our own main frame', () => {
  expect(permissionGranted('media', page, true)).toBe(true);
  expect(permissionGranted('media', page, false)).toBe(false);
  expect(permissionGranted('media', 'https://evil.example/', true)).toBe(false);
  for (const refused of [
    'geolocation',
    'notifications',
    'clipboard-read',
    'midi',
    'usb',
    'openExternal',
    'display-capture',
  ])
    expect(permissionGranted(refused, page, true), refused).toBe(false);
});

test('the environment presets a server and, unless packaged, the page', () => {
  const app = { isPackaged: false, bundleDir: path.resolve('/app/.build/electron') };
  expect(readConfig({}, app)).toEqual({
    presetServer: null,
    startPage: '/',
    rendererDir: path.resolve('/app/.build/renderer'),
  });
  const env = {
    BANTRON_DESKTOP_SERVER: 'http://127.0.0.1:4180',
    BANTRON_RENDERER_DIR: '/other',
    BANTRON_DESKTOP_PAGE: '/setup?token=x',
  };
  expect(readConfig(env, app)).toEqual({
    presetServer: 'http://127.0.0.1:4180',
    startPage: '/setup?token=x',
    rendererDir: path.resolve('/other'),
  });
  expect(readConfig(env, { ...app, isPackaged: true }).rendererDir).toBe(
    path.resolve('/app/.build/renderer'),
  );
  for (const bad of ['setup', '.evil/', '@evil/', ':99/', 'https://evil/'])
    expect(() => readConfig({ BANTRON_DESKTOP_PAGE: bad }, app), bad).toThrow(
      /BANTRON_DESKTOP_PAGE should be/,
    );
  expect(() => readConfig({ BANTRON_DESKTOP_SERVER: 'hop.example' }, app)).toThrow(
    /BANTRON_DESKTOP_SERVER should be/,
  );
});

test('the window opens where it can be seen', () => {
  const laptop = { x: 0, y: 0, width: 1280, height: 800 };
  const projector = { x: 1280, y: 0, width: 1920, height: 1080 };
  const there = { x: 1400, y: 50, width: 1000, height: 700 };
  expect(placeOnScreens(there, [laptop, projector])).toEqual(there);
  expect(placeOnScreens(there, [laptop])).toEqual({ x: 0, y: 0, width: 1280, height: 800 });
  expect(placeOnScreens(null, [projector])).toEqual({ x: 1520, y: 90, width: 1440, height: 900 });
});

test('the menu is in Vietnamese unless the system prefers English to it', () => {
  expect(menuWords(['vi-VN', 'en-US']).quit).toBe('Thoát Bàn Tròn');
  expect(menuWords(['fr-FR', 'en-GB', 'vi']).quit).toBe('Quit Bàn Tròn');
  expect(menuWords(['fr-FR']).quit).toBe('Thoát Bàn Tròn');
  expect(menuWords([]).quit).toBe('Thoát Bàn Tròn');
});
