import { readFile } from 'node:fs/promises';
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName } from '@cantoo/pdf-lib';
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from '../../fixtures/meeting.ts';
import { ReaderPage } from '../../pages/reader.ts';

/** Presses "Xuất" and gives the file that comes. */
async function exported(window: Page): Promise<{ name: string; bytes: Uint8Array }> {
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Xuất', exact: true }).click();
  const coming = window.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Lưu tệp' }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Author and words of every annotation of the first page that shows something. */
async function notesIn(bytes: Uint8Array): Promise<string[]> {
  const doc = await PDFDocument.load(bytes);
  const list = doc.getPage(0).node.Annots();
  if (!(list instanceof PDFArray)) return [];
  const text = (dict: PDFDict, key: string) =>
    dict.lookupMaybe(PDFName.of(key), PDFHexString)?.decodeText() ?? '';
  return list
    .asArray()
    .map((ref) => doc.context.lookup(ref, PDFDict))
    .filter((dict) => dict.has(PDFName.of('AP')))
    .map((dict) => `${text(dict, 'T')}: ${text(dict, 'Contents')}`)
    .toSorted();
}

test('a paper leaves with the marks of the layers that one chose, a pack as a ZIP with a summary', async ({
  sample,
}) => {
  const chair = await sample.room('Hương');
  const one = new ReaderPage(chair);
  await expect(one.shown(1)).toBeVisible();
  await one.take('Ghi chú chữ');
  await one.note(1, { x: 0.3, y: 0.3 }, 'Đề nghị làm rõ kinh phí');
  await one.writeOn('Riêng');
  await one.note(1, { x: 0.6, y: 0.45 }, 'Hỏi riêng thư ký');

  const other = await sample.room('Bích');
  const two = new ReaderPage(other);
  await expect(two.notePin('Nguyễn Thị Thu Hương', 'Đề nghị làm rõ kinh phí')).toBeVisible();
  await other.getByRole('button', { name: 'Xuất tài liệu và ghi chú' }).click();
  const theirs = await exported(other);
  expect(theirs.name).toMatch(/\.pdf$/u);
  expect(await notesIn(theirs.bytes)).toEqual(['Nguyễn Thị Thu Hương: Đề nghị làm rõ kinh phí']);

  await chair.getByRole('button', { name: 'Xuất tài liệu và ghi chú' }).click();
  expect(await notesIn((await exported(chair)).bytes)).toEqual([
    'Nguyễn Thị Thu Hương: Hỏi riêng thư ký',
    'Nguyễn Thị Thu Hương: Đề nghị làm rõ kinh phí',
  ]);

  await chair.getByRole('button', { name: 'Xuất tài liệu và ghi chú' }).click();
  const dialog = chair.getByRole('dialog');
  await dialog.getByText('Cả tập tài liệu').click();
  await dialog.getByText('PDF ghép ghi chú vào trang').click();
  await dialog.getByText('Riêng', { exact: true }).click();
  await dialog.getByText('Bản tổng hợp Word').click();
  const pack = await exported(chair);
  expect(pack.name).toMatch(/\.zip$/u);
  const files = unzipSync(pack.bytes);
  const names = Object.keys(files);
  expect(names.filter((name) => name.endsWith('.pdf')).length).toBeGreaterThan(1);
  const docx = files['Tổng hợp ghi chú và góp ý.docx'];
  expect(docx).toBeDefined();
  const body = strFromU8(unzipSync(docx ?? new Uint8Array())['word/document.xml'] ?? new Uint8Array());
  expect(body).toContain('Đề nghị làm rõ kinh phí');
  expect(body).not.toContain('Hỏi riêng thư ký');
  for (const name of names.filter((each) => each.endsWith('.pdf'))) {
    expect(await notesIn(files[name] ?? new Uint8Array())).toEqual([]);
  }
});

test('an export that takes long can be given up, and nothing is saved', async ({ sample }) => {
  const window = await sample.room('Hương');
  await expect(new ReaderPage(window).shown(1)).toBeVisible();
  await window.getByRole('button', { name: 'Xuất tài liệu và ghi chú' }).click();
  let held = false;
  await window.route('**/api/versions/*/bytes', async () => {
    // Never answered: the line is as bad as it gets.
    held = true;
  });
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Xuất', exact: true }).click();
  await expect(dialog.getByRole('progressbar')).toBeVisible();
  await expect.poll(() => held).toBe(true);
  await dialog.getByRole('button', { name: 'Hủy' }).click();
  await expect(dialog.getByRole('button', { name: 'Xuất', exact: true })).toBeEnabled();
  await expect(dialog.getByRole('alert')).toHaveCount(0);
});
