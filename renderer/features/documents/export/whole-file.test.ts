import { expect, it } from 'vitest';
import { VersionId } from '#protocol/wire/ids';
import { wholeFile } from './whole-file.ts';

const version = VersionId.parse('0000000000000000000v');

it('puts a file together from its pieces, and stops between them when it is cancelled', async () => {
  const length = 2_500_000;
  const source = Uint8Array.from({ length }, (_, n) => n % 251);
  const read = (_: VersionId, begin: number, end: number) => Promise.resolve(source.slice(begin, end));
  const shares: number[] = [];
  const bytes = await wholeFile(
    version,
    length,
    read,
    (share) => shares.push(share),
    new AbortController().signal,
  );
  expect(bytes).toEqual(source);
  expect(shares.map((share) => Math.round(share * 100))).toEqual([42, 84, 100]);

  const controller = new AbortController();
  const half = wholeFile(version, length, read, () => controller.abort(), controller.signal);
  await expect(half).rejects.toThrow(/abort/i);
});
