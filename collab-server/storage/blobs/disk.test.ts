import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Hash, newId, UploadId } from '#protocol/wire/ids';
import { fakeEnvironment, type FakeEnvironment } from '../../testing/fake-environment.ts';
import { tempDataDir } from '../../testing/temp-storage.ts';
import { openDiskBlobs } from './disk.ts';
import type { Blobs } from './port.ts';

async function withBlobs(
  use: (blobs: Blobs, dataDir: string, env: FakeEnvironment) => Promise<void>,
): Promise<void> {
  await using folder = await tempDataDir();
  const env = fakeEnvironment();
  await use(await openDiskBlobs({ dataDir: folder.path, env }), folder.path, env);
}

const hashOf = (bytes: Uint8Array): Hash => Hash.parse(createHash('sha256').update(bytes).digest('hex'));
const uploadId = (): UploadId => newId(UploadId, randomBytes(20));
const text = (words: string): Uint8Array => new TextEncoder().encode(words);

async function* chunks(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? text(part) : part;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe('disk blobs', () => {
  it('puts bytes at the place that their hash names, and gives them back', () =>
    withBlobs(async (blobs, dataDir) => {
      const bytes = randomBytes(300_000);
      const hash = hashOf(bytes);
      expect(await blobs.put(bytes)).toEqual({ hash, bytes: bytes.length });
      expect(await blobs.size(hash)).toBe(bytes.length);
      expect((await buffer(blobs.read(hash))).equals(bytes)).toBe(true);
      expect((await buffer(blobs.read(hash, { start: 10, end: 19 }))).equals(bytes.subarray(10, 20))).toBe(
        true,
      );
      const path = join(dataDir, 'blobs', hash.slice(0, 2), hash.slice(2, 4), hash);
      expect((await stat(path)).size).toBe(bytes.length);
      expect(await filesIn(join(dataDir, 'parts'))).toEqual([]);
    }));

  it('says that it has no blob of that name', () =>
    withBlobs(async (blobs) => {
      const hash = hashOf(text('nothing'));
      expect(await blobs.size(hash)).toBeUndefined();
      await expect(buffer(blobs.read(hash))).rejects.toThrow('ENOENT');
      await blobs.remove(hash);
    }));

  it('refuses names that are paths', () =>
    withBlobs(async (blobs) => {
      await expect(blobs.writePart('../../etc/passwd', 0, chunks('x'), 10)).rejects.toMatchObject({
        code: 'badRequest',
      });
      expect(() => blobs.partPath('..')).toThrow('badRequest');
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what a row could hold
      expect(() => blobs.read('../../../etc/passwd' as Hash)).toThrow();
    }));

  it('makes one blob of an upload that came in pieces, whatever the pieces', () =>
    withBlobs(async (blobs) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 4 }), {
            minLength: 1,
            maxLength: 5,
          }),
          async (requests) => {
            const upload = uploadId();
            let size = 0;
            for (const parts of requests) {
              const next = await blobs.writePart(upload, size, chunks(...parts), 1000);
              expect(next).toBe(size + parts.reduce((sum, part) => sum + part.length, 0));
              expect(await blobs.partSize(upload)).toBe(next);
              size = next;
            }
            const whole = Buffer.concat(requests.flat());
            expect(await blobs.seal(upload)).toEqual({ hash: hashOf(whole), bytes: whole.length });
            expect(await blobs.partSize(upload)).toBe(0);
          },
        ),
        { numRuns: 30 },
      );
    }));

  it('goes back to an offset below the size, and refuses one above it', () =>
    withBlobs(async (blobs) => {
      const upload = uploadId();
      await blobs.writePart(upload, 0, chunks('0123456789'), 100);
      await expect(blobs.writePart(upload, 11, chunks('x'), 100)).rejects.toMatchObject({ code: 'conflict' });
      expect(await blobs.partSize(upload)).toBe(10);
      expect(await blobs.writePart(upload, 4, chunks('ab'), 100)).toBe(6);
      expect(await blobs.seal(upload)).toEqual({ hash: hashOf(text('0123ab')), bytes: 6 });
    }));

  it('stops at the limit while the bytes are still coming', () =>
    withBlobs(async (blobs) => {
      const upload = uploadId();
      let given = 0;
      async function* endless(): AsyncGenerator<Uint8Array> {
        for (;;) {
          given++;
          yield new Uint8Array(10);
        }
      }
      await expect(blobs.writePart(upload, 0, endless(), 95)).rejects.toMatchObject({ code: 'tooLarge' });
      expect(given).toBe(10);
      expect(await blobs.partSize(upload)).toBe(90);
      await expect(blobs.writePart(upload, 96, chunks(), 95)).rejects.toMatchObject({ code: 'tooLarge' });
      expect(await blobs.writePart(upload, 90, chunks('12345'), 95)).toBe(95);
    }));

  it('keeps what arrived before the connection broke', () =>
    withBlobs(async (blobs) => {
      const upload = uploadId();
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield text('arrived');
        throw new Error('connection lost');
      }
      await expect(blobs.writePart(upload, 0, broken(), 100)).rejects.toThrow('connection lost');
      expect(await blobs.writePart(upload, await blobs.partSize(upload), chunks(' and continued'), 100)).toBe(
        21,
      );
      expect((await blobs.seal(upload)).hash).toBe(hashOf(text('arrived and continued')));
    }));

  it('gives the upload to the latest writer when an older one hangs', () =>
    withBlobs(async (blobs) => {
      const upload = uploadId();
      const first = Promise.withResolvers<void>();
      const late = Promise.withResolvers<Uint8Array>();
      async function* hanging(): AsyncGenerator<Uint8Array> {
        yield text('old');
        first.resolve();
        yield await late.promise;
      }
      const older = blobs.writePart(upload, 0, hanging(), 100);
      await first.promise;
      expect(await blobs.writePart(upload, 0, chunks('the new one'), 100)).toBe(11);
      late.resolve(text('STALE'));
      await expect(older).rejects.toMatchObject({ code: 'conflict' });
      expect((await blobs.seal(upload)).hash).toBe(hashOf(text('the new one')));
    }));

  it('has nothing to seal when nothing came or it was removed', () =>
    withBlobs(async (blobs) => {
      const upload = uploadId();
      await expect(blobs.seal(upload)).rejects.toMatchObject({ code: 'notFound' });
      await blobs.writePart(upload, 0, chunks('x'), 10);
      await blobs.removePart(upload);
      await blobs.removePart(upload);
      await expect(blobs.seal(upload)).rejects.toMatchObject({ code: 'notFound' });
    }));

  it('keeps one file of equal bytes, and mends one that was damaged', () =>
    withBlobs(async (blobs, dataDir) => {
      const bytes = text('the same paper');
      const { hash } = await blobs.put(bytes);
      await Promise.all([blobs.put(bytes), blobs.put(bytes), blobs.put(bytes)]);
      expect(await filesIn(join(dataDir, 'blobs'))).toEqual([hash]);
      await writeFile(join(dataDir, 'blobs', hash.slice(0, 2), hash.slice(2, 4), hash), 'damage');
      await blobs.put(bytes);
      expect((await buffer(blobs.read(hash))).equals(bytes)).toBe(true);
    }));

  it('lists and removes by age, and takes putting the same bytes again for new', () =>
    withBlobs(async (blobs, dataDir, env) => {
      const { hash: old } = await blobs.put(text('old'));
      const { hash: again } = await blobs.put(text('again'));
      env.advance(60_000);
      const since = env.now();
      await blobs.put(text('again'));
      const { hash: fresh } = await blobs.put(text('fresh'));
      await mkdir(join(dataDir, 'blobs', '.left-by-a-file-manager'));
      const listed: Hash[] = [];
      for await (const hash of blobs.names(since)) listed.push(hash);
      expect(listed).toEqual([old]);
      for (const hash of [old, again, fresh]) await blobs.remove(hash, since);
      expect(await Promise.all([old, again, fresh].map((hash) => blobs.size(hash)))).toEqual([
        undefined,
        5,
        5,
      ]);
    }));
});
