import { createPublicKey, verify } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SigningKeys } from './signing-keys.ts';
import { memorySecretBox } from './testing/memory-secret-box.ts';

const STATEMENT = '{"meeting":"m","what":"bantron minutes signature v1"}';
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'signing-keys-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

test('[MIN-62] a key for each person and server, sealed, that signs statements about minutes only', async () => {
  const box = memorySecretBox();
  const keys = new SigningKeys(folder, box);
  const [own, same, other, elsewhere] = await Promise.all([
    keys.publicKey('https://a', 'p'),
    keys.publicKey('https://a', 'p'),
    keys.publicKey('https://a', 'q'),
    keys.publicKey('https://b', 'p'),
  ]);
  expect(same).toBe(own);
  expect(new Set([own, other, elsewhere]).size).toBe(3);
  const again = new SigningKeys(folder, box);
  expect(await again.publicKey('https://a', 'p')).toBe(own);
  const signature = (await again.sign('https://a', 'p', STATEMENT)) ?? '';
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: own ?? '' }, format: 'jwk' });
  expect(verify(null, Buffer.from(STATEMENT), key, Buffer.from(signature, 'base64url'))).toBe(true);
  for (const text of ['', 'x', '{}', '{"what":"another"}', '"bantron minutes signature v1"'])
    expect(await again.sign('https://a', 'p', text)).toBeNull();
  expect(await again.sign('https://a', 'nobody', STATEMENT)).toBeNull();
  const file = await readFile(path.join(folder, 'signing-keys.json'), 'utf8');
  // How DER of such a key begins.
  expect(Buffer.from(file).includes('MC4CAQAwBQYDK2Vw')).toBe(false);
});

test('[MIN-62] no key where the keyring protects nothing; another one where it is gone', async () => {
  const weak = { ...memorySecretBox(), isProtected: () => false };
  expect(await new SigningKeys(folder, weak).publicKey('https://a', 'p')).toBeNull();
  const first = await new SigningKeys(folder, memorySecretBox()).publicKey('https://a', 'p');
  vi.spyOn(console, 'warn').mockReturnValue();
  const second = await new SigningKeys(folder, memorySecretBox()).publicKey('https://a', 'p');
  expect(second).not.toBeNull();
  expect(second).not.toBe(first);
});
