import path from 'node:path';
import { z } from 'zod';
import { JsonFile } from './json-file.ts';
import type { SecretBox } from './secret-box.ts';

const content = z.strictObject({ tokens: z.record(z.string(), z.base64()) });

/** Bearer tokens by server address, sealed one by one in `<folder>/sessions.json`. */
export class SessionStore {
  readonly #file: JsonFile<z.infer<typeof content>>;
  readonly #box: SecretBox;
  #last: Promise<unknown> = Promise.resolve();

  constructor(folder: string, box: SecretBox) {
    this.#file = new JsonFile(path.join(folder, 'sessions.json'), content, { tokens: {} });
    this.#box = box;
  }

  /** The token for a server, or null: none was stored, or the keyring that sealed it is gone (sign in again). */
  async load(server: string): Promise<string | null> {
    const sealed = (await this.#file.read()).tokens[server];
    if (sealed === undefined) return null;
    try {
      return await this.#box.open(Buffer.from(sealed, 'base64'));
    } catch (error) {
      console.warn('session: the stored token cannot be opened any more', error);
      return null;
    }
  }

  /** Resolves when the token is on the disk. */
  async store(server: string, token: string): Promise<void> {
    const sealed = (await this.#box.seal(token)).toString('base64');
    await this.#change((tokens) => ({ ...tokens, [server]: sealed }));
  }

  async clear(server: string): Promise<void> {
    await this.#change((tokens) =>
      Object.fromEntries(Object.entries(tokens).filter(([key]) => key !== server)),
    );
  }

  /** Changes are read-modify-write, so each waits for the one before. */
  #change(change: (tokens: Record<string, string>) => Record<string, string>): Promise<void> {
    const next = this.#last
      .catch(() => undefined)
      .then(async () => this.#file.write({ tokens: change((await this.#file.read()).tokens) }));
    this.#last = next;
    return next;
  }
}
