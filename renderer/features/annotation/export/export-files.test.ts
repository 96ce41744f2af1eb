import { unzipSync } from 'fflate';
import { PDFDocument } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import { exportFiles, fileName } from './export-files.ts';
import type { ExportPaper, ExportWords } from './export-model.ts';

const words: ExportWords = {
  locale: 'vi-VN',
  summary: 'Tổng hợp góp ý',
  page: 'Trang',
  author: 'Người ghi',
  content: 'Nội dung',
  layer: { shared: 'Chung', group: 'Nhóm', private: 'Riêng' },
  kind: {
    ink: 'a',
    text: 'b',
    shape: 'c',
    textBox: 'd',
    note: 'e',
    stamp: 'f',
    image: 'g',
    question: 'h',
    highlight: 'i',
    underline: 'j',
    strikeOut: 'k',
  },
  resolved: 'Đã giải quyết',
  empty: 'Không có',
};

async function run(names: readonly string[], summaries: readonly 'docx'[] = []) {
  const doc = await PDFDocument.create();
  doc.addPage();
  const bytes = await doc.save();
  const papers: ExportPaper[] = names.map((name) => ({ title: name, name, bytes, marks: [] }));
  const shares: number[] = [];
  const font = await fetchFont();
  const { file } = await exportFiles(
    'Tập tài liệu',
    papers,
    { form: 'annotations', withSummaryPages: false, summaries },
    words,
    {
      fonts: { regular: font, bold: font },
      readPicture: () => Promise.resolve(undefined),
      signal: new AbortController().signal,
      progress: (share) => shares.push(share),
    },
  );
  return { file, shares };
}

async function fetchFont(): Promise<Uint8Array> {
  const { default: url } =
    await import('@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf?inline');
  return Uint8Array.from(atob(url.slice(url.indexOf(',') + 1)), (letter) => letter.codePointAt(0) ?? 0);
}

describe('exportFiles', () => {
  it('gives one file as it is', async () => {
    const { file, shares } = await run(['Tờ trình số 5']);
    expect(file).toMatchObject({ name: 'Tờ trình số 5.pdf', type: 'application/pdf' });
    expect(shares.at(-1)).toBe(1);
  });

  it('puts several into a ZIP, none over another, Vietnamese names kept', async () => {
    const { file } = await run(['Báo cáo', 'báo cáo', 'Phụ lục'], ['docx']);
    expect(file.name).toBe('Tập tài liệu.zip');
    expect(Object.keys(unzipSync(file.bytes))).toEqual([
      'Báo cáo.pdf',
      'báo cáo (2).pdf',
      'Phụ lục.pdf',
      'Tổng hợp góp ý.docx',
    ]);
  });
});

describe('fileName', () => {
  it.each([
    ['Tờ trình 12/TTr-BNV: về "chuyển đổi số"', 'Tờ trình 12 TTr-BNV về chuyển đổi số'],
    ['../../etc/passwd', 'etc passwd'],
    ['...', 'tai-lieu'],
    ['', 'tai-lieu'],
    ['x'.repeat(400), 'x'.repeat(120)],
  ])('makes a name for every system of %s', (title, name) => expect(fileName(title)).toBe(name));
});
