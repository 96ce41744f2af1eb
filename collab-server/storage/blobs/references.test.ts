import { randomBytes } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newId, UploadId } from '#protocol/wire/ids';
import { fakeEnvironment } from '../../testing/fake-environment.ts';
import { withStorage } from '../../testing/temp-storage.ts';
import { ConflictError, type Storage } from '../port.ts';
import { openDiskBlobs } from './disk.ts';
import { blobReferenced, blobReleased, sweep } from './references.ts';

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const uploadId = (): UploadId => newId(UploadId, randomBytes(20));
async function* chunks(words: string): AsyncGenerator<Uint8Array> {
  yield text(words);
}
const rows = (storage: Storage): Promise<{ refs: number }[]> =>
  storage.read(storage.sql.selectFrom('blob').select('refs').orderBy('hash').compile());

describe('references to blobs', () => {
  it('are counted up and down, and never below none', () =>
    withStorage(async (storage, dataDir) => {
      const blobs = await openDiskBlobs({ dataDir, env: fakeEnvironment() });
      const { hash, bytes } = await blobs.put(text('paper'));
      await storage.commit([blobReferenced(storage, hash, bytes), blobReferenced(storage, hash, bytes)]);
      expect(await rows(storage)).toEqual([{ refs: 2 }]);
      await storage.commit([blobReleased(storage, hash)]);
      await storage.commit([blobReleased(storage, hash)]);
      await expect(storage.commit([blobReleased(storage, hash)])).rejects.toThrow(ConflictError);
      expect(await rows(storage)).toEqual([{ refs: 0 }]);
    }));

  it('must be counted before a paper names the blob, and keep its row', () =>
    withStorage(async (storage, dataDir) => {
      const blobs = await openDiskBlobs({ dataDir, env: fakeEnvironment() });
      const { hash, bytes } = await blobs.put(text('paper'));
      const paper = {
        query: storage.sql
          .insertInto('paper_version')
          .values({
            id: 'v',
            paper: 'p',
            meeting: 'm',
            blob: hash,
            file_name: 'f',
            bytes,
            pages: 1,
            page_sizes: '[]',
            at: 0,
          })
          .compile(),
      };
      await expect(storage.commit([paper])).rejects.toThrow('broken');
      await storage.commit([blobReferenced(storage, hash, bytes), paper]);
      await expect(storage.commit([{ query: storage.sql.deleteFrom('blob').compile() }])).rejects.toThrow(
        'broken',
      );
    }));

  it('decide what the sweep removes: old blobs and parts that nobody knows, and nothing else', () =>
    withStorage(async (storage, dataDir) => {
      const env = fakeEnvironment();
      const blobs = await openDiskBlobs({ dataDir, env });
      const put = async (words: string) => blobs.put(text(words));
      const used = await put('used');
      const released = await put('released');
      const never = await put('never referred to');
      const twice = await put('released, and now uploaded again');
      for (const { hash, bytes } of [used, released, twice])
        await storage.commit([blobReferenced(storage, hash, bytes)]);
      for (const { hash } of [released, twice]) await storage.commit([blobReleased(storage, hash)]);
      const [orphan, known, young] = [uploadId(), uploadId(), uploadId()];
      await blobs.writePart(orphan, 0, chunks('x'), 10);
      await blobs.writePart(known, 0, chunks('x'), 10);
      const upload = {
        meeting: 'm',
        item: 'i',
        paper: 'p',
        person: 'n',
        file_name: 'f',
        title: 't',
        number: '',
        revises: 0,
      };
      await storage.commit([
        {
          query: storage.sql
            .insertInto('upload')
            .values({ ...upload, id: known, bytes: 9, received: 1, readers: '{}', at: 0 })
            .compile(),
        },
      ]);

      env.advance(3_600_000);
      const before = env.now();
      await put('released, and now uploaded again');
      const fresh = await put('just sealed, not yet referred to');
      await blobs.writePart(young, 0, chunks('x'), 10);

      expect(await sweep(storage, blobs, before)).toEqual({ blobs: 2, parts: 1 });
      const sizes = await Promise.all(
        [used, released, never, twice, fresh].map(({ hash }) => blobs.size(hash)),
      );
      expect(sizes.map((size) => size !== undefined)).toEqual([true, false, false, true, true]);
      expect(await Promise.all([orphan, known, young].map((part) => blobs.partSize(part)))).toEqual([
        0, 1, 1,
      ]);
      expect(await sweep(storage, blobs, before)).toEqual({ blobs: 0, parts: 0 });
    }));

  it('sweeps leftovers of an interrupted put away', () =>
    withStorage(async (storage, dataDir) => {
      const blobs = await openDiskBlobs({ dataDir, env: fakeEnvironment() });
      await writeFile(join(dataDir, 'parts', '0123.put'), 'half');
      await sweep(storage, blobs, Date.now() + 60_000);
      expect(await readdir(join(dataDir, 'parts'))).toEqual([]);
    }));
});
