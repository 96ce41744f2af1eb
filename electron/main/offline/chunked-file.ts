import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../replace-file.ts';
import { FRAME_OVERHEAD, newHeader, openFrame, readFrames, sealFrame } from './frames.ts';

/*
 * One folder holds one file: `about`, a header and one frame that says the name and the length, and a file for each chunk
 * that is there, `<number>.part`, with one frame. The frames' key is that of `about`, and their position is the chunk's
 * number and one: a chunk can't be moved within a file or to another. A part gets its name when all of it is on the disk.
 */

/** What a folder says of the file in it. */
export interface FileOnDisk {
  readonly name: string;
  readonly bytes: number;
  /** Bytes in the chunks that are there. */
  readonly have: number;
}

const content = z.strictObject({ name: z.string(), bytes: z.int().min(1) });

interface About {
  readonly name: string;
  readonly bytes: number;
  readonly fileKey: Buffer;
}

/** Reads what a folder holds, or null when it can't tell. */
export async function describeFile(folder: string, storeKey: Uint8Array): Promise<FileOnDisk | null> {
  const about = await readAbout(folder, storeKey);
  if (about === null) return null;
  let have = 0;
  for (const chunk of await chunksIn(folder)) {
    const { size } = await stat(partOf(folder, chunk));
    have += Math.max(0, size - FRAME_OVERHEAD);
  }
  return { name: about.name, bytes: about.bytes, have };
}

/** One file in encrypted chunks. What is asked for is done in that order. */
export class ChunkedFile {
  readonly #folder: string;
  readonly #name: string;
  readonly #storeKey: Uint8Array;
  #about: About | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(folder: string, name: string, storeKey: Uint8Array) {
    this.#folder = folder;
    this.#name = name;
    this.#storeKey = storeKey;
  }

  /** Makes the folder, or finds what is in it. A file of another length, or one that can't be opened, is replaced. */
  begin(bytes: number): Promise<number[]> {
    return this.#inOrder(async () => {
      const about = await readAbout(this.#folder, this.#storeKey);
      if (about !== null && about.bytes === bytes) {
        this.#about = about;
        return chunksIn(this.#folder);
      }
      await rm(this.#folder, { recursive: true, force: true });
      const { header, fileKey } = newHeader(this.#storeKey);
      const text = JSON.stringify({ name: this.#name, bytes });
      const frame = sealFrame(fileKey, 0, Buffer.from(text, 'utf8'));
      await replaceFile(path.join(this.#folder, 'about'), Buffer.concat([header, frame]));
      this.#about = { name: this.#name, bytes, fileKey };
      return [];
    });
  }

  /** @throws Error when the file was not begun, or has been removed since. */
  write(chunk: number, plain: Uint8Array): Promise<void> {
    return this.#inOrder(async () => {
      const about = await this.#open();
      if (about === null) throw new Error('this file was not begun');
      const part = partOf(this.#folder, chunk);
      try {
        await replaceFile(part, sealFrame(about.fileKey, chunk + 1, plain));
      } catch (error) {
        await rm(`${part}.new`, { force: true }); // half a chunk would go on filling a full disk
        throw error;
      }
    });
  }

  /** The chunk, or null. One that doesn't authenticate is removed. */
  read(chunk: number): Promise<Uint8Array | null> {
    return this.#inOrder(async () => {
      const about = await this.#open();
      if (about === null) return null;
      const part = partOf(this.#folder, chunk);
      const sealed = await readFile(part).catch(absentAsNull);
      if (sealed === null) return null;
      const plain = openFrame(about.fileKey, chunk + 1, sealed);
      if (plain === null) {
        console.warn('offline store: a damaged chunk was removed');
        await rm(part, { force: true });
        return null;
      }
      return new Uint8Array(plain);
    });
  }

  remove(): Promise<void> {
    return this.#inOrder(async () => {
      this.#about = null;
      await rm(this.#folder, { recursive: true, force: true });
    });
  }

  /** Waits for what was asked for. */
  async settled(): Promise<void> {
    await this.#last.catch(() => undefined);
  }

  async #open(): Promise<About | null> {
    this.#about ??= await readAbout(this.#folder, this.#storeKey);
    return this.#about;
  }

  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#last.catch(() => undefined).then(work);
    this.#last = next;
    return next;
  }
}

async function readAbout(folder: string, storeKey: Uint8Array): Promise<About | null> {
  const file = await readFile(path.join(folder, 'about')).catch(absentAsNull);
  if (file === null) return null;
  const { fileKey, frames } = readFrames(storeKey, file);
  const plain = frames[0]?.plain;
  if (fileKey === null || plain === undefined) return null;
  return { ...content.parse(JSON.parse(plain.toString('utf8'))), fileKey };
}

async function chunksIn(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names.flatMap((name) => {
    const number = /^(\d+)\.part$/.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}

function partOf(folder: string, chunk: number): string {
  return path.join(folder, `${chunk}.part`);
}

function absentAsNull(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
