import { open } from 'node:fs/promises';

/** Most files in a document, and most bytes that they may say they unpack to: far above any report with pictures. */
const MOST_ENTRIES = 10_000;
const MOST_UNPACKED = 1024 ** 3;
/** Archives end with a record of 22 bytes and a comment of at most 65,535. */
const TAIL = 22 + 65_535;
const MOST_DIRECTORY = 4 * 1024 ** 2;

/**
 * Why a document that is a ZIP archive should not be unpacked, or undefined; also for what is no ZIP. It reads the
 * directory only: an archive that lies there meets the limits of the program that unpacks it.
 */
export async function zipFault(path: string): Promise<string | undefined> {
  await using file = await open(path);
  const { size } = await file.stat();
  const read = async (position: number, length: number): Promise<Buffer> => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  };
  if ((await read(0, 4)).toString('latin1') !== 'PK\u0003\u0004') return undefined;
  const from = Math.max(0, size - TAIL);
  const tail = await read(from, Math.min(size, TAIL));
  const end = tail.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  if (end < 0 || tail.length < end + 22) return 'the archive has no end';
  const entries = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (entries > MOST_ENTRIES || length > MOST_DIRECTORY) return 'the archive holds too many files';
  if (start + length > size) return 'the archive is cut off';
  return directoryFault(await read(start, length), entries);
}

function directoryFault(directory: Buffer, entries: number): string | undefined {
  let at = 0;
  let unpacked = 0;
  for (let n = 0; n < entries; n++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02_01_4b_50) {
      return 'the directory of the archive is damaged';
    }
    // 0xffffffff is "see the larger field": no office document has files of 4 GiB.
    unpacked += directory.readUInt32LE(at + 24);
    if (unpacked > MOST_UNPACKED) return 'the archive unpacks to too much';
    at +=
      46 +
      directory.readUInt16LE(at + 28) +
      directory.readUInt16LE(at + 30) +
      directory.readUInt16LE(at + 32);
  }
  return undefined;
}
