import { PDFDocument, type PDFFont, type PDFPage, rgb } from '@cantoo/pdf-lib';
import { create } from 'fontkit';
import { breakLines, LINE_HEIGHT } from '../text-lines.ts';
import type { ExportFonts, ExportPaper, ExportWords } from './export-model.ts';
import { summaryRows } from './summary-rows.ts';

const A4 = { width: 595.28, height: 841.89 };
const MARGIN = 56;
const SIZE = 10.5;
const INK = rgb(0.11, 0.13, 0.19);
const MUTED = rgb(0.36, 0.4, 0.47);

interface Fonts {
  readonly regular: PDFFont;
  readonly bold: PDFFont;
}

/** The notes and comments of the papers as a PDF of its own. */
export async function summaryPdf(
  papers: readonly ExportPaper[],
  fonts: ExportFonts,
  words: ExportWords,
): Promise<Uint8Array> {
  const doc = await PDFDocument.create();
  doc.registerFontkit({ create });
  doc.setTitle(words.summary);
  doc.setLanguage(words.locale);
  const embedded = {
    regular: await doc.embedFont(fonts.regular, { subset: true }),
    bold: await doc.embedFont(fonts.bold, { subset: true }),
  };
  addSummaryPages(doc, embedded, papers, words);
  return await doc.save();
}

/** Adds pages with the notes and comments of the papers to a document. */
export function addSummaryPages(
  doc: PDFDocument,
  fonts: Fonts,
  papers: readonly ExportPaper[],
  words: ExportWords,
): void {
  const writer = new LineWriter(doc, fonts);
  const time = new Intl.DateTimeFormat(words.locale, { dateStyle: 'short', timeStyle: 'short' });
  writer.write(words.summary, { bold: true, size: 16, after: 8 });
  for (const paper of papers) {
    writer.write(paper.title, { bold: true, size: 12.5, before: 10, after: 4 });
    const rows = summaryRows(paper, words);
    if (rows.length === 0) writer.write(words.empty, { muted: true });
    for (const row of rows) {
      const facts = [`${words.page} ${row.page}`, row.author, row.kind, row.layer, time.format(row.at)];
      if (row.resolved) facts.push(words.resolved);
      writer.write(facts.join('  ·  '), { muted: true, size: 9, before: 8, keep: 3 });
      if (row.quote !== '') writer.write(`“${row.quote}”`, { indent: 12, muted: true });
      if (row.text !== '') writer.write(row.text, {});
      for (const { author, text, at } of row.comments) {
        writer.write(`${author}  ·  ${time.format(at)}`, {
          indent: 18,
          muted: true,
          size: 9,
          before: 3,
          keep: 2,
        });
        writer.write(text, { indent: 18 });
      }
    }
  }
}

interface LineLook {
  readonly bold?: boolean;
  readonly muted?: boolean;
  readonly size?: number;
  readonly indent?: number;
  readonly before?: number;
  readonly after?: number;
  /** Lines that must fit below the first one on the same page. */
  readonly keep?: number;
}

/** Writes lines from top to bottom, on a new page when one is full. */
class LineWriter {
  readonly #doc: PDFDocument;
  readonly #fonts: Fonts;
  #page: PDFPage | undefined;
  #y = 0;

  constructor(doc: PDFDocument, fonts: Fonts) {
    this.#doc = doc;
    this.#fonts = fonts;
  }

  write(text: string, look: LineLook): void {
    const { size = SIZE, indent = 0, before = 0, after = 0, keep = 1 } = look;
    const font = look.bold === true ? this.#fonts.bold : this.#fonts.regular;
    const width = A4.width - 2 * MARGIN - indent;
    const height = size * LINE_HEIGHT;
    this.#y -= before;
    let isFirst = true;
    for (const line of breakLines(text, width, (part) => font.widthOfTextAtSize(part, size))) {
      const needed = isFirst ? height * keep : height;
      if (this.#page === undefined || this.#y - needed < MARGIN) {
        this.#page = this.#doc.addPage([A4.width, A4.height]);
        this.#y = A4.height - MARGIN;
      }
      this.#y -= height;
      const color = look.muted === true ? MUTED : INK;
      if (line !== '')
        this.#page.drawText(line, { x: MARGIN + indent, y: this.#y + size * 0.3, size, font, color });
      isFirst = false;
    }
    this.#y -= after;
  }
}
