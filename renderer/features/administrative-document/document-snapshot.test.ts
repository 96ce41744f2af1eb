import { expect, test } from 'vitest';
import type { AdministrativeDocument } from './document-model.ts';
import { readSnapshot, writeSnapshot } from './document-snapshot.ts';

const document: AdministrativeDocument = {
  language: 'vi',
  letterhead: { superior: '', issuer: 'Bộ X', number: 'Số: 1/BB', placeAndDate: 'Hà Nội' },
  kind: 'Biên bản',
  subject: 'Họp giao ban',
  body: [
    { is: 'heading', level: 2, runs: [{ text: 'Nội dung', bold: true }] },
    { is: 'paragraph', runs: [{ text: 'Đủ túc số.' }], align: 'left' },
    {
      is: 'list',
      ordered: true,
      items: [{ runs: [{ text: 'a' }], lists: [{ ordered: false, items: [{ runs: [{ text: 'b' }] }] }] }],
    },
    { is: 'table', columns: [{ width: 1 }], head: [], rows: [[[[{ text: 'ô' }]]]] },
    { is: 'image', type: 'png', bytes: new Uint8Array([1, 2, 250]), width: 3, height: 4, alt: 'ảnh' },
  ],
  signatures: [{ authority: ['TM. UBND'], role: 'Chủ trì', name: 'A' }],
  recipients: { label: 'Nơi nhận', names: ['Lưu: VT'] },
};

test('a document comes back as it was, and the same document gives the same bytes', () => {
  const bytes = writeSnapshot(document);
  expect(readSnapshot(bytes)).toEqual(document);
  const { body, ...rest } = document;
  expect(writeSnapshot({ body, ...rest })).toEqual(bytes);
});

test('what isn’t such a document is none', () => {
  const bytes = writeSnapshot(document);
  expect(readSnapshot(bytes.slice(1))).toBeUndefined();
  expect(readSnapshot(new TextEncoder().encode('{"bantron":"document:1"}'))).toBeUndefined();
  const other = new TextDecoder().decode(bytes).replace('"is":"heading"', '"is":"script"');
  expect(readSnapshot(new TextEncoder().encode(other))).toBeUndefined();
});
