import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { JsonFile } from './json-file.ts';
import type { SecretBox } from './secret-box.ts';

const content = z.strictObject({ keys: z.record(z.string(), z.base64()) });
/** All that these keys ever sign begins with what it is: they are no use to a page for anything else. */
const Statement = z.object({ what: z.literal('bantron minutes signature v1') });

/** The keys with which people sign minutes on this computer, one for each server and person, sealed in `<folder>/signing-keys.json`. */
export class SigningKeys {
  readonly #file: JsonFile<z.infer<typeof content>>;
  readonly #box: SecretBox;
  #last: Promise<unknown> = Promise.resolve();

  constructor(folder: string, box: SecretBox) {
    this.#file = new JsonFile(path.join(folder, 'signing-keys.json'), content, { keys: {} });
    this.#box = box;
  }

  /**
   * The public key in base64url; made now if there is none, or the keyring that sealed it is gone. Null where the keyring
   * protects nothing.
   */
  publicKey(server: string, person: string): Promise<string | null> {
    if (!this.#box.isProtected()) return Promise.resolve(null);
    // One after the other: two windows that ask at once get the same key.
    const next = this.#last
      .catch(() => undefined)
      .then(async () => publicPart((await this.#kept(server, person)) ?? (await this.#make(server, person))));
    this.#last = next;
    return next;
  }

  /** The signature in base64url; null where there is no key, or the text is no statement about minutes. */
  async sign(server: string, person: string, statement: string): Promise<string | null> {
    if (!this.#box.isProtected() || !isStatement(statement)) return null;
    const key = await this.#kept(server, person);
    return key === null ? null : sign(null, Buffer.from(statement), key).toString('base64url');
  }

  async #kept(server: string, person: string): Promise<KeyObject | null> {
    const sealed = (await this.#file.read()).keys[`${server} ${person}`];
    if (sealed === undefined) return null;
    try {
      const secret = await this.#box.open(Buffer.from(sealed, 'base64'));
      return createPrivateKey({ key: Buffer.from(secret, 'base64'), format: 'der', type: 'pkcs8' });
    } catch (error) {
      console.warn('signing: the key cannot be opened any more', error);
      return null;
    }
  }

  async #make(server: string, person: string): Promise<KeyObject> {
    const { privateKey } = generateKeyPairSync('ed25519');
    const secret = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
    const sealed = (await this.#box.seal(secret)).toString('base64');
    const { keys } = await this.#file.read();
    await this.#file.write({ keys: { ...keys, [`${server} ${person}`]: sealed } });
    return privateKey;
  }
}

function isStatement(text: string): boolean {
  try {
    return Statement.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

function publicPart(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64url');
}
