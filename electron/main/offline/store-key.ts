import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { replaceFile } from '../replace-file.ts';
import type { SecretBox } from '../secret-box.ts';

/** The keyring no longer opens the key of the store. Nothing is removed: the keyring may come back. */
export class KeyUnavailable extends Error {
  constructor(cause: unknown) {
    super('the key of the offline store cannot be opened', { cause });
  }
}

/**
 * The 256-bit key of the offline store, sealed in a file beside it; made at first use.
 *
 * @throws KeyUnavailable when there is a key that the keyring can't open.
 */
export async function openStoreKey(file: string, box: SecretBox): Promise<Buffer> {
  let sealed: Buffer;
  try {
    sealed = await readFile(file);
  } catch (error) {
    if (!isMissing(error)) throw error;
    const key = randomBytes(32);
    await replaceFile(file, await box.seal(key.toString('base64')));
    return key;
  }
  const key = await box.open(sealed).then(
    (text) => Buffer.from(text, 'base64'),
    (error: unknown) => {
      throw new KeyUnavailable(error);
    },
  );
  if (key.length !== 32) throw new KeyUnavailable('wrong length');
  return key;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
