import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { replaceFile } from './replace-file.ts';

/**
 * A small file of settings. Reading it never fails: a file that is missing, cut off or of another shape counts as
 * `fallback`. Writing replaces it whole (a new file, flushed, then renamed), one write after the other.
 */
export class JsonFile<T> {
  readonly #file: string;
  readonly #schema: z.ZodType<T>;
  readonly #fallback: T;
  #last: Promise<unknown> = Promise.resolve();

  constructor(file: string, schema: z.ZodType<T>, fallback: T) {
    this.#file = file;
    this.#schema = schema;
    this.#fallback = fallback;
  }

  /** The content, after all writes that were asked for before. */
  async read(): Promise<T> {
    await this.settled();
    try {
      return this.#schema.parse(JSON.parse(await readFile(this.#file, 'utf8')));
    } catch {
      return this.#fallback;
    }
  }

  /** Resolves when no write is under way any more, however they ended. */
  async settled(): Promise<void> {
    await this.#last.catch(() => undefined);
  }

  /** Resolves when the content is on the disk. Rejects with the file system's error. */
  write(content: T): Promise<void> {
    const next = this.#last
      .catch(() => undefined)
      .then(() => replaceFile(this.#file, JSON.stringify(content)));
    this.#last = next;
    return next;
  }
}
