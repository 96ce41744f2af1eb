import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { newId, UploadId } from '#protocol/wire/ids';
import { openDiskBlobs } from '../storage/blobs/disk.ts';

/**
 * A program that uploads and says on its standard output what it was promised, for the test that watches what it asks
 * of the operating system: `node blob-child.ts <folder> <uploads>`. Says `begin 1`, `arrived 1` and `sealed 1`, and so on.
 */

const [dataDir, uploads] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('which folder?');
const blobs = await openDiskBlobs({ dataDir, env: { now: () => Date.now(), randomBytes } });

async function* chunks(): AsyncGenerator<Uint8Array> {
  for (let chunk = 0; chunk < 3; chunk++) yield randomBytes(10_000);
}

for (let n = 1; n <= Number(uploads); n++) {
  const upload = newId(UploadId, randomBytes(20));
  writeSync(1, `begin ${n}\n`);
  await blobs.writePart(upload, 0, chunks(), 1_000_000);
  writeSync(1, `arrived ${n}\n`);
  await blobs.seal(upload);
  writeSync(1, `sealed ${n}\n`);
}
