import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { verifyBundle, type BundleFault, type BundleReport } from '#protocol/minutes/bundle';
import { VERIFYING } from './verifying.ts';

/** Files in a bundle, and bytes of all: what is beyond counts as missing. */
const MOST_FILES = 50;
const MOST_BYTES = 500_000_000;

const WORDS: Record<BundleFault['is'], string> = {
  missing: 'thiếu tệp này / this file is missing',
  changed: 'tệp đã bị thay đổi sau khi tải về / this file was changed after it was taken out',
  foreign: 'tệp không thuộc hồ sơ / this file does not belong here',
  unreadable: 'không đọc được tệp / this file cannot be read',
  log: 'nhật ký không còn nguyên vẹn / the log does not hold',
  notApproved: 'nhật ký không ghi việc duyệt biên bản / the log tells of no approval',
  notWhatWasApproved:
    'không phải tệp được ghi trong nhật ký khi duyệt hoặc ký / this is not the file that the log names',
  notContinued:
    'không phải bản ký trên biên bản đã duyệt / this is not the approved PDF with a signature added',
  signature: 'chữ ký không đúng / the signature does not hold',
  order: 'không ký đúng thẩm quyền hoặc thứ tự / not signed by whose turn it was',
};

const ROLES = { secretary: 'Thư ký / secretary', chair: 'Chủ trì / chair' } as const;

/** The files of a ZIP, or with null those of a folder; undefined where the ZIP can't be opened. */
export async function filesOf(
  path: string,
  zip: Uint8Array | null,
): Promise<ReadonlyMap<string, Uint8Array> | undefined> {
  if (zip !== null) {
    try {
      let room = MOST_BYTES;
      let count = 0;
      const filter = ({ originalSize }: { originalSize: number }) => {
        room -= originalSize;
        return ++count <= MOST_FILES && room >= 0;
      };
      return new Map(Object.entries(unzipSync(zip, { filter })));
    } catch {
      return undefined;
    }
  }
  const entries = await readdir(path, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).slice(0, MOST_FILES);
  return new Map(
    await Promise.all(
      names.map(async ({ name }): Promise<[string, Uint8Array]> => [name, await readFile(join(path, name))]),
    ),
  );
}

/** Prints what holds of a bundle; answers what doesn't, in words. */
export function tellMinutes(files: ReadonlyMap<string, Uint8Array>): {
  readonly log: BundleReport['log'];
  readonly faults: readonly string[];
} {
  const { faults, log, signatures } = verifyBundle(files, VERIFYING);
  const nameOf = new Map(log?.file.names.map(({ person, name }) => [person, name]));
  const told = faults.map(({ file, is, person }) => {
    const who = person === undefined ? '' : `${nameOf.get(person) ?? person}: `;
    return `${file}: ${who}${WORDS[is]}`;
  });
  console.log('HỒ SƠ BIÊN BẢN / MINUTES');
  for (const { name, person, as, at, key, holds, pdf } of signatures) {
    const state = holds ? 'đúng / holds' : 'KHÔNG ĐÚNG / DOES NOT HOLD';
    console.log(`${ROLES[as]}: ${name === '' ? person : name}, ${new Date(at).toISOString()}: ${state}`);
    console.log(`  khóa / key ${key}${pdf === null ? '' : `, ${pdf}`}`);
  }
  if (signatures.length === 0) console.log('Chưa có chữ ký. / Nobody has signed.');
  console.log(
    told.length === 0
      ? 'KẾT LUẬN: biên bản và chữ ký còn nguyên vẹn. / The minutes and the signatures hold.'
      : 'KẾT LUẬN: hồ sơ ĐÃ BỊ THAY ĐỔI hoặc không đầy đủ. / The file WAS CHANGED or is not whole.',
  );
  if (log === undefined) for (const fault of told) console.log(`CHANGED  ${fault}`);
  return { log, faults: told };
}
