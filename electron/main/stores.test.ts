import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ServerMemory } from './server-memory.ts';
import { SessionStore } from './session-store.ts';
import { memorySecretBox } from './testing/memory-secret-box.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stores-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

test('keeps a token for each server, sealed', async () => {
  const box = memorySecretBox();
  const store = new SessionStore(folder, box);
  await Promise.all([store.store('https://a', 'token-a'), store.store('https://b', 'token-b')]);
  expect(await readFile(path.join(folder, 'sessions.json'), 'utf8')).not.toContain('token-');
  const again = new SessionStore(folder, box);
  expect([await again.load('https://a'), await again.load('https://b')]).toEqual(['token-a', 'token-b']);
  await again.clear('https://a');
  expect([await again.load('https://a'), await again.load('https://b')]).toEqual([null, 'token-b']);
});

test('a token that the keyring cannot open means signing in again', async () => {
  await new SessionStore(folder, memorySecretBox()).store('https://a', 'token-a');
  vi.spyOn(console, 'warn').mockReturnValue();
  expect(await new SessionStore(folder, memorySecretBox()).load('https://a')).toBeNull();
});

test('remembers the server; a preset one wins and is not written down', async () => {
  const first = await ServerMemory.open(folder, null);
  expect(first.address).toBeNull();
  await first.set('https://hop.example');
  const preset = await ServerMemory.open(folder, 'http://127.0.0.1:4180');
  expect([preset.address, preset.isPreset]).toEqual(['http://127.0.0.1:4180', true]);
  const second = await ServerMemory.open(folder, null);
  expect([second.address, second.isPreset]).toEqual(['https://hop.example', false]);
  await second.clear();
  expect((await ServerMemory.open(folder, null)).address).toBeNull();
});

test('a settings file that is cut off or holds something else counts as none', async () => {
  for (const content of ['', '{"address":', '{"address":"https://a; script-src *"}', '[]']) {
    await writeFile(path.join(folder, 'server.json'), content);
    expect((await ServerMemory.open(folder, null)).address, content).toBeNull();
  }
});
