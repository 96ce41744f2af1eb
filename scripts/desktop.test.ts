import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findElectron } from './desktop.ts';

let root = '';
let said: string[] = [];
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'desktop-'));
  said = [];
  await mkdir(path.join(root, 'node_modules/electron'), { recursive: true });
  await writeFile(path.join(root, 'node_modules/electron/install.js'), '');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const installed = () => path.join(root, 'node_modules/electron/dist/electron');
async function install(): Promise<null> {
  await mkdir(path.dirname(installed()), { recursive: true });
  await writeFile(installed(), '');
  return null;
}
const failing = () => Promise.resolve('no route to host');
const overridden = (folder: string) => ({ DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: folder });
const neverDownload = () => Promise.reject(new Error('must not download'));
const base = () => ({
  root,
  platform: 'linux' as const,
  env: { DISPLAY: ':0' },
  say: (line: string) => said.push(line),
});

test('uses what is installed, without a word', async () => {
  await install();
  expect(await findElectron({ ...base(), download: neverDownload })).toEqual({ path: installed() });
  expect(said).toEqual([]);
});

test('downloads it, and says so', async () => {
  expect(await findElectron({ ...base(), download: install })).toEqual({ path: installed() });
  expect(said).toHaveLength(1);
});

test('a failed download is not repeated for a day', async () => {
  const now = Date.UTC(2026, 10, 23);
  expect(await findElectron({ ...base(), now: () => now, download: failing })).toEqual({
    missing: expect.stringContaining('no route to host'),
  });
  const later = { ...base(), now: () => now + 23 * 3600_000 };
  expect(await findElectron({ ...later, download: neverDownload })).toEqual({
    missing: expect.stringContaining('install-electron'),
  });
  const nextDay = { ...base(), now: () => now + 25 * 3600_000 };
  expect(await findElectron({ ...nextDay, download: install })).toEqual({ path: installed() });
});

test('without a display nothing is downloaded', async () => {
  expect(await findElectron({ ...base(), env: {}, download: neverDownload })).toEqual({
    missing: 'there is no display',
  });
});

test('the override is honoured, also when it points at nothing', async () => {
  await install();
  const there = path.dirname(installed());
  expect(await findElectron({ ...base(), env: overridden(there) })).toEqual({ path: installed() });
  expect(await findElectron({ ...base(), env: overridden(root), download: neverDownload })).toEqual({
    missing: 'ELECTRON_OVERRIDE_DIST_PATH has no electron',
  });
});
