import { expect, test } from 'vitest';
import { readPeopleCsv } from './csv-file.ts';

const text = 'Họ và tên;Email\nNgô Văn Ất;at@bo.gov.vn\n';

function utf16(value: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(2 + value.length * 2);
  bytes.set([0xff, 0xfe]);
  for (let i = 0; i < value.length; i++) {
    bytes[2 + i * 2] = value.charCodeAt(i) & 255;
    bytes[3 + i * 2] = value.charCodeAt(i) >> 8;
  }
  return bytes;
}

test.each([
  ['UTF-8', new Blob([text])],
  ['UTF-8 with a mark', new Blob(['\ufeff', text])],
  ['UTF-16, as Excel writes "Unicode text"', new Blob([utf16(text)])],
])('reads %s', async (_name, file) => {
  const reading = await readPeopleCsv(file, new Set());
  expect(reading).toMatchObject({
    ok: true,
    preview: { people: [{ fields: { name: 'Ngô Văn Ất' } }], problems: [] },
  });
});

test('bytes in another encoding are refused, not turned into rubbish', async () => {
  // "Nguyễn" as Windows-1258 would write it.
  const file = new Blob([new Uint8Array([0x4e, 0x67, 0x75, 0x79, 0xea, 0xde, 0x6e])]);
  expect(await readPeopleCsv(file, new Set())).toEqual({ ok: false, code: 'unreadable' });
});

test('a file that is far too big is not read', async () => {
  const file = new Blob([new Uint8Array(5_000_001)]);
  expect(await readPeopleCsv(file, new Set())).toEqual({ ok: false, code: 'tooBig' });
});
