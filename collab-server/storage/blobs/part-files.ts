import { constants } from 'node:fs';
import { open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#protocol/wire/codes';
import { UploadId } from '#protocol/wire/ids';
import type { Environment } from '../../environment.ts';
import { diskFault, faultCode, syncFolder, writeAll } from './disk-file.ts';
import { Turns } from './turns.ts';

/**
 * The growing files of uploads. The latest writer of an upload has it: a connection that hangs must not keep its owner
 * from continuing on a new one, nor write into the middle of what the new one sends.
 */
export class PartFiles {
  readonly #folder: string;
  readonly #env: Pick<Environment, 'now'>;
  readonly #turns = new Turns();
  readonly #latest = new Map<string, symbol>();

  constructor(folder: string, env: Pick<Environment, 'now'>) {
    this.#folder = folder;
    this.#env = env;
  }

  path(upload: string): string {
    if (!UploadId.safeParse(upload).success) throw new AppError('badRequest');
    return join(this.#folder, `${upload}.part`);
  }

  async size(upload: string): Promise<number> {
    try {
      return (await stat(this.path(upload))).size;
    } catch (error) {
      if (faultCode(error) === 'ENOENT') return 0;
      throw error;
    }
  }

  /** Takes the upload away from its writer, then runs `task` when no write is under way. */
  async alone<Result>(upload: string, task: () => Promise<Result>): Promise<Result> {
    this.#latest.delete(upload);
    return this.#turns.run(upload, task);
  }

  remove(upload: string): Promise<void> {
    const path = this.path(upload);
    return this.alone(upload, () => rm(path, { force: true }));
  }

  async write(
    upload: string,
    offset: number,
    bytes: AsyncIterable<Uint8Array>,
    limit: number,
  ): Promise<number> {
    const path = this.path(upload);
    const writer = Symbol(upload);
    this.#latest.set(upload, writer);
    const inTurn = <Result>(task: () => Promise<Result>): Promise<Result> =>
      this.#turns.run(upload, async () => {
        if (this.#latest.get(upload) !== writer) {
          throw new AppError('conflict', { cause: new Error('overtaken by a later write') });
        }
        return task();
      });

    let handle: FileHandle | undefined;
    try {
      const file = await inTurn(() => open(path, constants.O_RDWR | constants.O_CREAT, 0o600));
      handle = file;
      await inTurn(() => startAt(file, offset, limit));
      let size = offset;
      try {
        for await (const chunk of bytes) {
          if (size + chunk.length > limit) throw new AppError('tooLarge');
          await inTurn(() => writeAll(file, chunk, size));
          size += chunk.length;
        }
      } finally {
        // What arrived before the connection broke counts too: it will be continued from there.
        await inTurn(async () => {
          const now = this.#env.now() / 1000;
          await file.utimes(now, now);
          await file.sync();
          await syncFolder(this.#folder);
        });
      }
      return size;
    } catch (error) {
      throw diskFault(error);
    } finally {
      await handle?.close();
      if (this.#latest.get(upload) === writer) this.#latest.delete(upload);
    }
  }

  /** Uploads whose part was last written before that time; files that are no parts and as old are removed. */
  async *olderThan(before: number): AsyncIterable<string> {
    for (const name of await readdir(this.#folder)) {
      const path = join(this.#folder, name);
      const upload = UploadId.safeParse(name.replace(/\.part$/, ''));
      if (!((await modified(path)) < before)) continue;
      if (upload.success && name.endsWith('.part')) yield upload.data;
      else await rm(path, { force: true });
    }
  }
}

async function startAt(file: FileHandle, offset: number, limit: number): Promise<void> {
  if (offset > limit) throw new AppError('tooLarge');
  const { size } = await file.stat();
  if (offset > size) throw new AppError('conflict', { cause: new Error(`only ${size} bytes have arrived`) });
  if (offset < size) await file.truncate(offset);
}

/** Milliseconds since 1970; a file that has gone meanwhile is as good as new. */
async function modified(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (faultCode(error) === 'ENOENT') return Infinity;
    throw error;
  }
}
