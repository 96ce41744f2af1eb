import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { AppError } from '#protocol/wire/codes';
import { Hash } from '#protocol/wire/ids';
import type { Environment } from '../../environment.ts';
import { diskFault, faultCode, syncFolder, writeAll } from './disk-file.ts';
import { PartFiles } from './part-files.ts';
import type { Blobs } from './port.ts';
import { Turns } from './turns.ts';

export interface DiskBlobsOptions {
  /** Created when missing. Blobs are in `blobs/ab/cd/<hash>`, what is still arriving in `parts/`. */
  readonly dataDir: string;
  readonly env: Pick<Environment, 'now' | 'randomBytes'>;
}

/** Blobs as files of the data folder. Only one process may have it open, which the storage's lock sees to. */
export async function openDiskBlobs({ dataDir, env }: DiskBlobsOptions): Promise<Blobs> {
  const blobs = join(dataDir, 'blobs');
  const parts = join(dataDir, 'parts');
  await mkdir(blobs, { recursive: true, mode: 0o700 });
  await mkdir(parts, { recursive: true, mode: 0o700 });
  await syncFolder(dataDir);
  return new DiskBlobs(blobs, parts, env);
}

class DiskBlobs implements Blobs {
  readonly #folder: string;
  readonly #partsFolder: string;
  readonly #parts: PartFiles;
  readonly #env: DiskBlobsOptions['env'];
  /** By hash: a blob isn't swept away in the moment in which the same bytes are put again. */
  readonly #turns = new Turns();

  constructor(folder: string, partsFolder: string, env: DiskBlobsOptions['env']) {
    this.#folder = folder;
    this.#partsFolder = partsFolder;
    this.#parts = new PartFiles(partsFolder, env);
    this.#env = env;
  }

  writePart(
    upload: string,
    offset: number,
    bytes: AsyncIterable<Uint8Array>,
    limit: number,
  ): Promise<number> {
    return this.#parts.write(upload, offset, bytes, limit);
  }

  partSize(upload: string): Promise<number> {
    return this.#parts.size(upload);
  }

  partPath(upload: string): string {
    return this.#parts.path(upload);
  }

  removePart(upload: string): Promise<void> {
    return this.#parts.remove(upload);
  }

  seal(upload: string): Promise<{ hash: Hash; bytes: number }> {
    const path = this.#parts.path(upload);
    return this.#parts.alone(upload, () => this.#place(path));
  }

  adopt(path: string): Promise<{ hash: Hash; bytes: number }> {
    return this.#place(path);
  }

  async put(bytes: Uint8Array): Promise<{ hash: Hash; bytes: number }> {
    const path = join(this.#partsFolder, `${Buffer.from(this.#env.randomBytes(16)).toString('hex')}.put`);
    try {
      const handle = await open(path, 'wx', 0o600);
      try {
        await writeAll(handle, bytes, 0);
      } finally {
        await handle.close();
      }
      return await this.#place(path);
    } catch (error) {
      await rm(path, { force: true });
      throw diskFault(error);
    }
  }

  /** Hashes the file as it lies on the disk and moves it to where its hash says. */
  async #place(path: string): Promise<{ hash: Hash; bytes: number }> {
    try {
      const { hash, bytes } = await this.#hashed(path);
      await this.#turns.run(hash, () => this.#move(path, hash, bytes));
      return { hash, bytes };
    } catch (error) {
      if (faultCode(error) === 'ENOENT') throw new AppError('notFound', { cause: error });
      throw diskFault(error);
    }
  }

  async #hashed(path: string): Promise<{ hash: Hash; bytes: number }> {
    const handle = await open(path, 'r+');
    try {
      const digest = createHash('sha256');
      const buffer = new Uint8Array(256 * 1024);
      let bytes = 0;
      for (;;) {
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, bytes);
        if (bytesRead === 0) break;
        digest.update(buffer.subarray(0, bytesRead));
        bytes += bytesRead;
      }
      // The sweep goes by this time, not by when the bytes arrived.
      const now = this.#env.now() / 1000;
      await handle.utimes(now, now);
      await handle.sync();
      return { hash: Hash.parse(digest.digest('hex')), bytes };
    } finally {
      await handle.close();
    }
  }

  /** Over an older copy too: this one has just been read and hashed, the older one may have been damaged since. */
  async #move(path: string, hash: Hash, bytes: number): Promise<void> {
    const target = this.#path(hash);
    await this.#makeFolder(dirname(target));
    try {
      await rename(path, target);
    } catch (error) {
      // Windows doesn't replace a file that somebody is reading.
      if (faultCode(error) === 'ENOENT' || (await this.size(hash)) !== bytes) throw error;
      await rm(path);
    }
    await syncFolder(dirname(target));
  }

  async #makeFolder(folder: string): Promise<void> {
    const first = await mkdir(folder, { recursive: true, mode: 0o700 });
    if (first === undefined) return;
    await syncFolder(dirname(folder));
    await syncFolder(this.#folder);
  }

  read(hash: Hash, range?: { start: number; end: number }): Readable {
    return createReadStream(this.#path(hash), range);
  }

  async size(hash: Hash): Promise<number | undefined> {
    return (await this.#stat(hash))?.size;
  }

  async #stat(hash: Hash): Promise<{ size: number; mtimeMs: number } | undefined> {
    try {
      return await stat(this.#path(hash));
    } catch (error) {
      if (faultCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  async remove(hash: Hash, before = Infinity): Promise<void> {
    await this.#turns.run(hash, async () => {
      const found = await this.#stat(hash);
      if (found !== undefined && found.mtimeMs < before) await rm(this.#path(hash), { force: true });
    });
  }

  async *names(before: number): AsyncIterable<Hash> {
    for (const first of await foldersOf(this.#folder)) {
      for (const second of await foldersOf(join(this.#folder, first))) {
        for (const name of await readdir(join(this.#folder, first, second))) {
          const hash = Hash.safeParse(name);
          if (!hash.success) continue;
          const found = await this.#stat(hash.data);
          if (found !== undefined && found.mtimeMs < before) yield hash.data;
        }
      }
    }
  }

  parts(before: number): AsyncIterable<string> {
    return this.#parts.olderThan(before);
  }

  #path(hash: Hash): string {
    // A hash may come from a row and not from the parser; a path is no place for a surprise.
    const name = Hash.parse(hash);
    return join(this.#folder, name.slice(0, 2), name.slice(2, 4), name);
  }
}

/** The folders that blobs are spread over, without what a file manager may have left beside them. */
async function foldersOf(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name));
}
