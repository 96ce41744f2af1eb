import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import regular from '@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf?inline';
import italic from '@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf?inline';
import bold from '@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf?inline';
import boldItalic from '@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf?inline';
import { strFromU8, unzipSync } from 'fflate';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test } from 'vitest';
import { documentDocx } from './document-docx.ts';
import { fetchFonts, FontMissing } from './document-fonts.ts';
import { type AdministrativeDocument, type Block, cell, paragraph } from './document-model.ts';
import { type DocumentFonts, documentPdf } from './document-pdf.ts';
import { drawable, readable } from './readable-text.ts';

const fonts: DocumentFonts = {
  regular: bytesOf(regular),
  bold: bytesOf(bold),
  italic: bytesOf(italic),
  boldItalic: bytesOf(boldItalic),
};
/** Every letter with two marks, whose composition is easily lost. */
const STACKED = 'ấ ầ ẩ ẫ ậ ắ ằ ẳ ẵ ặ ế ề ể ễ ệ ố ồ ổ ỗ ộ ớ ờ ở ỡ ợ ứ ừ ử ữ ự Ỗ Ữ Ặ Đ';
const LONG = `Đề nghị các đơn vị rà soát kinh phí thực hiện năm 2027, ${'bổ sung thuyết minh về nguồn vốn và tiến độ; '.repeat(60)}hết.`;

function bytesOf(dataUrl: string): Uint8Array {
  return Uint8Array.from(
    atob(dataUrl.slice(dataUrl.indexOf(',') + 1)),
    (letter) => letter.codePointAt(0) ?? 0,
  );
}

function minutes(
  body: readonly Block[],
  change: Partial<AdministrativeDocument> = {},
): AdministrativeDocument {
  return {
    language: 'vi',
    letterhead: {
      superior: 'Bộ Kế hoạch và Đầu tư',
      issuer: 'Vụ Tổng hợp kinh tế quốc dân',
      number: 'Số: ……/BB-……',
      placeAndDate: 'Hà Nội, ngày 27 tháng 11 năm 2026',
    },
    kind: 'Biên bản',
    subject: 'Phiên họp về dự toán ngân sách năm 2027',
    body,
    signatures: [
      { authority: [], role: 'Thư ký', name: 'Phạm Thị Ngọc Bích' },
      { authority: ['TM. Hội nghị'], role: 'Chủ trì', name: 'Nguyễn Thị Thu Hương' },
    ],
    recipients: { label: 'Nơi nhận', names: ['Lãnh đạo Bộ', 'Các đơn vị dự họp', 'Lưu: VT, TH'] },
    ...change,
  };
}

async function pagesOf(bytes: Uint8Array) {
  const pdf = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  const pages: { text: string; items: { text: string; x: number; y: number; size: number }[] }[] = [];
  for (let n = 1; n <= pdf.numPages; n++) {
    const { items } = await (await pdf.getPage(n)).getTextContent();
    const found = items.flatMap((item) =>
      'str' in item && item.str !== ''
        ? [{ text: item.str, x: item.transform[4], y: item.transform[5], size: item.transform[0] }]
        : [],
    );
    pages.push({
      text: found
        .map(({ text }) => text)
        .join(' ')
        .replaceAll(/\s+/gu, ' '),
      items: found,
    });
  }
  await pdf.loadingTask.destroy();
  return pages;
}

async function partsOf(document: AdministrativeDocument) {
  const files = unzipSync(await documentDocx(document));
  const part = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  return { body: part('word/document.xml'), styles: part('word/styles.xml'), files, part };
}

/** A table as a roll of 200 people makes it. */
const ROLL: Block = {
  is: 'table',
  columns: [{ width: 1.4, align: 'center' }, { width: 5 }, { width: 3 }, { width: 6 }],
  head: [[cell('STT'), cell('Họ và tên'), cell('Ý kiến'), cell('Lý do')]],
  rows: Array.from({ length: 200 }, (_, n) => [
    cell(String(n + 1)),
    cell(`Nguyễn Thị Thu Hương ${n + 1}`),
    cell(n % 3 === 0 ? 'Không đồng ý' : 'Đồng ý'),
    cell(n % 7 === 0 ? `Cần làm rõ nguồn vốn thứ ${n} ở phụ lục kèm theo, vì chưa đủ căn cứ.` : ''),
  ]),
};

describe('the PDF', () => {
  test('says everything in composed letters that can be found, in embedded fonts', async () => {
    const bytes = await documentPdf(
      minutes([
        { is: 'heading', level: 1, runs: [{ text: 'I. Nội dung' }] },
        paragraph(`${STACKED} fi ffl`),
        {
          is: 'paragraph',
          runs: [{ text: 'Kết luận: ', bold: true }, { text: 'thống nhất', italic: true }, { text: '.' }],
        },
        {
          is: 'list',
          ordered: true,
          items: [
            {
              runs: [{ text: 'Rà soát' }],
              lists: [{ ordered: true, items: [{ runs: [{ text: 'nguồn vốn' }] }] }],
            },
            { runs: [{ text: 'Báo cáo', underline: true }] },
          ],
        },
      ]),
      fonts,
    );
    const [page, ...more] = await pagesOf(bytes);
    expect(more).toEqual([]);
    for (const part of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'BỘ KẾ HOẠCH VÀ ĐẦU TƯ',
      'Số: ……/BB-……',
      'Hà Nội, ngày 27 tháng 11 năm 2026',
      'BIÊN BẢN',
      STACKED,
      'fi ffl',
      'Kết luận: thống nhất .',
      '1. Rà soát a) nguồn vốn 2. Báo cáo',
      'TM. HỘI NGHỊ',
      'Phạm Thị Ngọc Bích',
      'Nơi nhận: - Lãnh đạo Bộ; - Các đơn vị dự họp; - Lưu: VT, TH.',
    ])
      expect(page?.text.replaceAll('Kết luận:  ', 'Kết luận: ')).toContain(part);
    expect(page?.text).toBe(page?.text.normalize('NFC'));
    const doc = await PDFDocument.load(bytes);
    const descriptors = doc.context
      .enumerateIndirectObjects()
      .flatMap(([, object]) =>
        object instanceof PDFDict && object.get(PDFName.of('Type')) === PDFName.of('FontDescriptor')
          ? [object]
          : [],
      );
    expect(descriptors).toHaveLength(4);
    for (const font of descriptors) {
      expect(font.has(PDFName.of('FontFile2'))).toBe(true);
      expect(font.get(PDFName.of('FontName'))?.toString()).toContain('Tinos');
    }
    // The letters that are used, not the 500 kB of each font.
    expect(bytes.length).toBeLessThan(120_000);
  });

  test('keeps the margins and sizes of the decree, and numbers pages from the second on', async () => {
    const pages = await pagesOf(
      await documentPdf(minutes([paragraph(LONG), paragraph(LONG), paragraph(LONG)]), fonts),
    );
    expect(pages.length).toBeGreaterThan(1);
    const mm = 72 / 25.4;
    for (const [n, { items }] of pages.entries()) {
      const number = items.filter(({ y }) => y > (297 - 20) * mm);
      expect(number.map(({ text }) => text)).toEqual(n === 0 ? [] : [String(n + 1)]);
      for (const { text, x, y } of items.filter(
        (item) => !number.includes(item) && item.text.trim() !== '',
      )) {
        expect(x, text).toBeGreaterThanOrEqual(30 * mm - 0.01);
        expect(x, text).toBeLessThanOrEqual((210 - 15) * mm);
        expect(y, text).toBeGreaterThanOrEqual(20 * mm);
      }
    }
    const size = (start: string) =>
      pages.flatMap(({ items }) => items).find(({ text }) => text.startsWith(start))?.size;
    expect(size('CỘNG HÒA')).toBe(13);
    expect(size('Độc lập')).toBe(14);
    expect(size('Hà Nội')).toBe(14);
    expect(size('Đề nghị')).toBe(14);
    expect(size('- Lãnh đạo')).toBe(11);
  });

  test('repeats the head of a table on every page, and leaves out nobody', async () => {
    const pages = await pagesOf(await documentPdf(minutes([ROLL]), fonts));
    expect(pages.length).toBeGreaterThan(5);
    const all = pages.map(({ text }) => text).join(' ');
    for (let n = 1; n <= 200; n++) expect(all).toContain(`Hương ${n} `);
    for (const { text } of pages.slice(0, -1)) expect(text).toContain('STT Họ và tên');
    // Somebody of the roll is on the page of the signatures.
    expect(pages.at(-1)?.text).toMatch(/Hương \d+ .*THƯ KÝ/u);
  });

  test.each(Array.from({ length: 15 }, (_, n) => n + 10))(
    'leaves no heading, signature or single line alone with %i lines before',
    async (lines) => {
      const body: Block[] = [
        ...Array.from({ length: lines }, (_, n) => paragraph(`Dòng ${n}.`)),
        { is: 'heading', level: 1, runs: [{ text: 'II. Kết luận' }] },
        paragraph(`Mở đầu ${'nội dung kết luận của phiên họp, '.repeat(9)} hết.`),
      ];
      const pages = await pagesOf(await documentPdf(minutes(body), fonts));
      const rows = (items: (typeof pages)[number]['items']) =>
        new Set(items.filter(({ text }) => /nội dung|kết luận của|hết/u.test(text)).map(({ y }) => y)).size;
      for (const { text, items } of pages) {
        if (text.includes('II. Kết luận')) expect(rows(items)).toBeGreaterThanOrEqual(2);
        if (text.includes('THƯ KÝ')) expect(rows(items)).toBeGreaterThanOrEqual(2);
        expect(rows(items)).not.toBe(1);
      }
    },
  );

  test('a row that is higher than a page goes on on the next one', async () => {
    const body: Block[] = [
      {
        is: 'table',
        columns: [{ width: 1 }, { width: 1 }],
        head: [[cell('A'), cell('B')]],
        rows: [[cell(LONG), cell('x')]],
      },
    ];
    const pages = await pagesOf(await documentPdf(minutes(body), fonts));
    expect(pages.length).toBeGreaterThan(1);
    const words = pages
      .map(({ text }) => text)
      .join(' ')
      .match(/thuyết minh/gu);
    expect(words).toHaveLength(60);
  });

  test('a high row begins where there is room', async () => {
    const body: Block[] = [
      {
        is: 'table',
        columns: [{ width: 1 }, { width: 1 }],
        head: [],
        rows: [
          [cell('Dòng đầu'), cell('')],
          [cell(LONG), cell('x')],
        ],
      },
    ];
    const [first] = await pagesOf(await documentPdf(minutes(body), fonts));
    expect(first?.text).toContain('Đề nghị các đơn vị');
  });

  test('prints what it can of broken text: decomposed, controls, direction marks, letters without a picture', async () => {
    const [page] = await pagesOf(
      await documentPdf(
        minutes([
          paragraph('Tổ chức hội nghị'.normalize('NFD')),
          paragraph('a\u0007b\u202Ec\u200Fd \ud800 ﬁ 会议 👩‍💻 \u0301e'),
          paragraph('x'.repeat(900)),
          paragraph(''),
        ]),
        fonts,
      ),
    );
    expect(page?.text).toContain('Tổ chức hội nghị');
    expect(page?.text).toContain('abcd \ufffd fi □□ □');
  });

  test('a picture that is none is printed as its words', async () => {
    const image = {
      is: 'image',
      type: 'png',
      bytes: Uint8Array.of(1),
      width: 10,
      height: 10,
      alt: 'Sơ đồ',
    } as const;
    const [page] = await pagesOf(await documentPdf(minutes([image]), fonts));
    expect(page?.text).toContain('[Sơ đồ]');
  });

  test('is in English without the national motto', async () => {
    const [page] = await pagesOf(await documentPdf(minutes([paragraph('Text')], { language: 'en' }), fonts));
    expect(page?.text).not.toContain('CỘNG HÒA');
    expect(page?.text).toContain('VỤ TỔNG HỢP');
  });
});

describe('the Word file', () => {
  test('has the page, the margins and the letters of the decree', async () => {
    const { body, styles, part } = await partsOf(minutes([paragraph(STACKED)]));
    expect(body).toContain('<w:pgSz w:w="11906" w:h="16838"');
    // 20 mm, 15 mm, 20 mm, 30 mm in twentieths of a point.
    expect(body).toMatch(/<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701"/u);
    expect(body).toContain('<w:titlePg/>');
    expect(styles).toContain('Times New Roman');
    expect(part('word/header1.xml')).toContain('PAGE');
    expect(body).toMatch(/<w:jc w:val="both"\/>/u);
    for (const text of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'BIÊN BẢN',
      STACKED,
    ])
      expect(body).toContain(text);
    // Body 14, first line 12.7 mm, 6 points after a paragraph.
    expect(body).toMatch(/w:after="120"[^>]*w:line="276"/u);
    expect(body).toContain('w:firstLine="720"');
  });

  test('repeats the heads of tables, numbers every list from one, and keeps the signatures together', async () => {
    const list: Block = {
      is: 'list',
      ordered: true,
      items: [{ runs: [{ text: 'một' }] }, { runs: [{ text: 'hai' }] }],
    };
    const { body } = await partsOf(minutes([list, ROLL, list]));
    expect(body.match(/<w:tblHeader\/>/gu)).toHaveLength(1);
    const numbers = [...body.matchAll(/<w:numId w:val="(\d+)"\/>/gu)].map(([, id]) => id);
    expect(numbers).toHaveLength(4);
    expect(new Set(numbers).size).toBe(2);
    expect(body).toContain('Nguyễn Thị Thu Hương 200');
    expect(body).toContain('<w:cantSplit/>');
  });

  test('holds no character that XML forbids', async () => {
    const { body } = await partsOf(
      minutes([paragraph('a\u0000b\u000bc\ud800 \u202E<&>'), paragraph('Tổ'.normalize('NFD'))]),
    );
    // oxlint-disable-next-line no-control-regex
    expect(body).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202e]/u);
    expect(body).toContain('&lt;&amp;&gt;');
    expect(body).toContain('Tổ');
  });
});

describe('readable text', () => {
  test('is composed, without marks that nobody sees', () => {
    expect(readable('Tổ\u200b\tchức\r\nhọp\u0085\u00ad'.normalize('NFD'))).toBe('Tổ chức\nhọp\n');
    expect(readable('\udc00')).toBe('\ufffd');
  });

  test('has a square for what the font lacks', () => {
    expect(drawable('aﬀ会', (letter) => letter < 0x250)).toBe('aff□');
  });
});

describe('fonts', () => {
  const urls = { regular: '/r', bold: '/b', italic: '/i', boldItalic: '/bi' };

  test('that come are given', async () => {
    const got = await fetchFonts(urls, () => Promise.resolve(new Response(new Uint8Array(fonts.regular))));
    expect(got.bold.length).toBe(fonts.regular.length);
  });

  test.each([
    ['no connection', () => Promise.reject(new TypeError('failed'))],
    ['not found', () => Promise.resolve(new Response('', { status: 404 }))],
    ['a page instead', () => Promise.resolve(new Response('<!doctype html>'))],
  ])('that are missing are named: %s', async (_, get: typeof fetch) => {
    await expect(fetchFonts(urls, get)).rejects.toThrow(FontMissing);
  });
});
