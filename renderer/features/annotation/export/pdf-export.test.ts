import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import regularFont from '@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf?inline';
import boldFont from '@expo-google-fonts/be-vietnam-pro/700Bold/BeVietnamPro_700Bold.ttf?inline';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import { packInk } from '#protocol/annotation/ink';
import type { PageMark } from '#protocol/annotation/mark';
import { MarkId } from '#protocol/wire/ids';
import type { ExportFonts, ExportMark, ExportPaper, ExportWords } from './export-model.ts';
import { exportPdf, type PdfExportOptions } from './pdf-export.ts';
import { summaryDocx } from './summary-docx.ts';
import { summaryPdf } from './summary-pdf.ts';

const fonts: ExportFonts = { regular: bytesOf(regularFont), bold: bytesOf(boldFont) };
const words: ExportWords = {
  locale: 'vi-VN',
  summary: 'Tổng hợp ghi chú và góp ý',
  page: 'Trang',
  author: 'Người ghi',
  content: 'Nội dung',
  layer: { shared: 'Chung', group: 'Nhóm', private: 'Riêng' },
  kind: {
    ink: 'Nét vẽ',
    text: 'Đánh dấu',
    shape: 'Hình',
    textBox: 'Khung chữ',
    note: 'Ghi chú',
    stamp: 'Dấu',
    image: 'Ảnh',
    question: 'Câu hỏi',
    highlight: 'Tô sáng',
    underline: 'Gạch chân',
    strikeOut: 'Gạch ngang',
  },
  resolved: 'Đã giải quyết',
  empty: 'Không có ghi chú.',
};
const TEXT = 'Đề nghị làm rõ kinh phí năm 2027, khoản ưỡn ẹo ẵm ộ.';
const at = Date.UTC(2026, 10, 23, 8, 30);
const base = { page: 0, at, colour: 'red' } as const;
const MARKS: readonly PageMark[] = [
  {
    ...base,
    kind: 'ink',
    tool: 'pen',
    width: 2,
    points: packInk([
      { x: 50, y: 60, pressure: 0.5 },
      { x: 90, y: 120, pressure: 0.7 },
    ]),
  },
  {
    ...base,
    kind: 'text',
    style: 'highlight',
    boxes: [40, 700, 200, 14],
    quote: { text: 'kinh phí thực hiện', before: '', after: '', start: 0 },
  },
  {
    ...base,
    kind: 'text',
    style: 'strikeOut',
    boxes: [40, 680, 100, 14],
    quote: { text: 'bỏ', before: '', after: '', start: 9 },
  },
  { ...base, kind: 'shape', shape: 'arrow', width: 2, x1: 10, y1: 10, x2: 100, y2: 50 },
  { ...base, kind: 'shape', shape: 'ellipse', width: 2, x1: 200, y1: 10, x2: 300, y2: 50 },
  { ...base, kind: 'textBox', x: 100, y: 300, width: 120, height: 60, size: 12, text: TEXT },
  { ...base, kind: 'note', x: 400, y: 500, text: 'Nguồn ở đâu?', question: true },
  { ...base, kind: 'stamp', x: 300, y: 600, width: 120, height: 40, text: 'ĐÃ DUYỆT' },
];
const entry = (mark: PageMark, n: number): ExportMark => ({
  id: String(n).padStart(20, '0'),
  author: 'Nguyễn Thị Thu Hương',
  layer: 'shared',
  mark,
  picture: null,
  comments:
    n === 6
      ? [{ id: 'c'.repeat(20), author: 'Lê Quang Ánh', text: 'Ở phụ lục 2, dòng cuối.', at: at + 1000 }]
      : [],
  resolved: n === 6,
});

function bytesOf(dataUrl: string): Uint8Array {
  return Uint8Array.from(
    atob(dataUrl.slice(dataUrl.indexOf(',') + 1)),
    (letter) => letter.codePointAt(0) ?? 0,
  );
}

async function original(change: (doc: PDFDocument) => void = () => {}): Promise<Uint8Array> {
  const doc = await PDFDocument.create();
  doc.addPage([595, 842]).drawText('The original', { x: 40, y: 700 });
  change(doc);
  return await doc.save();
}

async function exported(bytes: Uint8Array, change: Partial<PdfExportOptions> = {}, marks = MARKS.map(entry)) {
  const paper: ExportPaper = { title: 'Tờ trình', name: 'to-trinh', bytes, marks };
  return exportPdf(paper, {
    form: 'annotations',
    withSummary: false,
    fonts,
    words,
    readPicture: () => Promise.resolve(undefined),
    signal: new AbortController().signal,
    progress: () => {},
    ...change,
  });
}

async function opened(bytes: Uint8Array) {
  const pdf = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  const texts: string[] = [];
  for (let n = 1; n <= pdf.numPages; n++) {
    const { items } = await (await pdf.getPage(n)).getTextContent();
    texts.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  const annotations: {
    subtype: string;
    contents: string;
    rect: number[];
    hasAppearance: boolean;
    author: string;
  }[] = (await (await pdf.getPage(1)).getAnnotations()).map((each) => ({
    subtype: String(each['subtype']),
    contents: each['contentsObj']?.str ?? '',
    author: each['titleObj']?.str ?? '',
    rect: each['rect'],
    hasAppearance: each['hasAppearance'],
  }));
  await pdf.loadingTask.destroy();
  return { texts, annotations };
}

describe('exportPdf', () => {
  it('writes every kind of mark as an annotation of its own kind, with author, words and a picture', async () => {
    const { bytes, warnings } = await exported(await original());
    expect([...warnings]).toEqual([]);
    const { annotations, texts } = await opened(bytes);
    expect(texts).toEqual(['The original']);
    const own = annotations.filter((each) => each.hasAppearance);
    expect(own.map((each) => each.subtype)).toEqual([
      'Ink',
      'Highlight',
      'StrikeOut',
      'Line',
      'Circle',
      'FreeText',
      'Text',
      'Stamp',
    ]);
    expect(new Set(own.map((each) => each.author))).toEqual(new Set(['Nguyễn Thị Thu Hương']));
    expect(own.map((each) => each.contents)).toContain(TEXT);
    const ink = own[0]?.rect ?? [];
    expect(ink.map(Math.round)).toEqual([49, 59, 91, 121]);
  });

  it('keeps a thread as replies to its mark, and that it was resolved', async () => {
    const { bytes } = await exported(await original());
    const doc = await PDFDocument.load(bytes);
    const annotations = doc.getPages()[0]?.node.Annots();
    if (!(annotations instanceof PDFArray)) throw new Error('no annotations');
    const dicts = annotations.asArray().map((ref) => doc.context.lookup(ref, PDFDict));
    const note = dicts.findIndex((dict) => dict.get(PDFName.of('Subtype'))?.toString() === '/Text');
    const replies = dicts.filter((dict) => dict.has(PDFName.of('IRT')));
    expect(replies).toHaveLength(2);
    expect(new Set(replies.map((dict) => dict.get(PDFName.of('IRT'))))).toEqual(
      new Set([annotations.get(note)]),
    );
    const said = replies[0]?.lookup(PDFName.of('Contents'), PDFHexString).decodeText();
    expect(said).toBe('Ở phụ lục 2, dòng cuối.');
    expect(replies[1]?.get(PDFName.of('State'))?.toString()).toBe('(Completed)');
  });

  it('makes marks part of the page when they are flattened, with letters that can be found', async () => {
    const { bytes } = await exported(await original(), { form: 'flat' });
    const { annotations, texts } = await opened(bytes);
    expect(annotations).toEqual([]);
    const text = texts[0]?.normalize('NFC').replaceAll(/\s+/g, ' ') ?? '';
    expect(text).toContain('The original');
    expect(text).toContain('ĐÃ DUYỆT');
    for (const word of ['Đề', 'nghị', 'ưỡn', 'ẵm', 'ộ.']) expect(text).toContain(word);
  });

  it('measures from the corner that readers show, wherever the file has it', async () => {
    const moved = await original((doc) => doc.getPages()[0]?.setMediaBox(100, 50, 595, 842));
    const { annotations } = await opened((await exported(moved)).bytes);
    expect(annotations[0]?.rect.map(Math.round)).toEqual([149, 109, 191, 171]);
  });

  it('adds pages with notes and comments', async () => {
    const { bytes } = await exported(await original(), { withSummary: true });
    const { texts } = await opened(bytes);
    expect(texts).toHaveLength(2);
    const text = texts[1]?.normalize('NFC') ?? '';
    for (const part of [
      'Tổng hợp ghi chú và góp ý',
      'Nguồn ở đâu?',
      'Ở phụ lục 2',
      'kinh phí thực hiện',
      'Câu hỏi',
    ])
      expect(text).toContain(part);
  });

  it('says what it cannot keep: a signature, a damaged file, a picture that is none', async () => {
    const signed = await original((doc) => {
      const form = doc.context.obj({ Fields: [], SigFlags: 3 });
      doc.catalog.set(PDFName.of('AcroForm'), form);
    });
    expect([...(await exported(signed)).warnings]).toEqual(['signed']);
    const damaged = (await original()).slice(0, 200);
    const given = await exported(damaged);
    expect([...given.warnings]).toEqual(['damaged']);
    expect(given.bytes).toEqual(damaged);
    const image = {
      ...entry(
        { ...base, kind: 'image', x: 1, y: 1, width: 9, height: 9, picture: MarkId.parse('1'.repeat(20)) },
        1,
      ),
    };
    const broken = {
      ...image,
      picture: { kind: 'picture', type: 'image/png', bytes: Uint8Array.of(1), at } as const,
    };
    const { warnings } = await exported(
      await original(),
      { readPicture: () => Promise.resolve({ type: 'png', bytes: Uint8Array.of(1) }) },
      [broken],
    );
    expect([...warnings]).toEqual(['picture']);
  });

  it('[INK-2] leaves out a stroke of a newer packing and says so', async () => {
    const newer = entry(
      { ...base, kind: 'ink', tool: 'pen', width: 2, points: Uint8Array.of(255, 0, 1, 2, 3) },
      1,
    );
    const { bytes, warnings } = await exported(await original(), {}, [newer]);
    expect([...warnings]).toEqual(['newer']);
    expect((await PDFDocument.load(bytes)).getPage(0).node.Annots()?.size() ?? 0).toBe(0);
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    const progress = () => controller.abort();
    await expect(exported(await original(), { signal: controller.signal, progress })).rejects.toThrow(
      /abort/i,
    );
  });

  it('embeds only the letters that it needs', async () => {
    const { bytes } = await exported(await original(), { form: 'flat' });
    expect(bytes.length).toBeLessThan(60_000);
    const doc = await PDFDocument.load(bytes);
    const streams = doc.context
      .enumerateIndirectObjects()
      .filter(([, object]) => object instanceof PDFRawStream);
    expect(streams.length).toBeGreaterThan(5);
  });
});

describe('summaries', () => {
  it('are a PDF and a Word document with the same rows', async () => {
    const paper: ExportPaper = {
      title: 'Tờ trình',
      name: 'x',
      bytes: await original(),
      marks: MARKS.map(entry),
    };
    const { texts } = await opened(await summaryPdf([paper], fonts, words));
    expect(texts.join(' ').normalize('NFC')).toContain('Nguồn ở đâu?');
    const docx = await summaryDocx([paper], words);
    expect(docx.slice(0, 2)).toEqual(Uint8Array.of(0x50, 0x4b));
    const { unzipSync, strFromU8 } = await import('fflate');
    const body = strFromU8(unzipSync(docx)['word/document.xml'] ?? new Uint8Array());
    for (const part of ['Nguồn ở đâu?', 'Ở phụ lục 2, dòng cuối.', 'Lê Quang Ánh', 'Đã giải quyết'])
      expect(body).toContain(part);
  });
});
