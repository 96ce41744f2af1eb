import { PDFDocument, type PDFImage } from '@cantoo/pdf-lib';
import { create } from 'fontkit';
import {
  CELL_PADDING,
  FIRST_LINE,
  LETTERHEAD_COLUMNS,
  LINE_SPACING,
  LIST_INDENT,
  MARGIN,
  MOTTO,
  NATION,
  PAGE,
  PARAGRAPH_GAP,
  RULE_GAP,
  RULE_SHARE,
  SIGNATURE_ROOM,
  SINGLE,
  SIZE,
  TEXT_WIDTH,
} from './decree-layout.ts';
import type {
  AdministrativeDocument,
  Align,
  Block,
  Cell,
  DocumentImage,
  DocumentTable,
  ListItem,
  Run,
  SignatureBlock,
} from './document-model.ts';
import { imageSize, keepsWithNext, lastIs, listLabel, widthShares } from './document-shape.ts';
import { breakIntoLines, type Line } from './line-breaking.ts';
import { type FontStyle, type Look, PageWriter } from './page-writer.ts';
import { drawable, readable } from './readable-text.ts';

/** TrueType files with all Vietnamese letters and the measures of Times New Roman. */
export type DocumentFonts = Readonly<Record<FontStyle, Uint8Array>>;

/** Height of a single-spaced line, in sizes of its letters. */
const LINE_EMS = SINGLE.ascent + SINGLE.descent + SINGLE.gap;
/** Fewest lines of a paragraph at the foot or the head of a page. */
const FEWEST = 2;
const TABLE_LINE = 0.5;
/** Headings one after the other that are kept with the text below them. */
const MOST_KEPT = 4;
const PAGE_COLUMN: Column = { left: MARGIN.left, width: TEXT_WIDTH };
const WHOLE_PAGE = PAGE.height - MARGIN.top - MARGIN.bottom;
/** A row that is higher begins where there is room for some lines of it, and goes on on the next page. */
const HIGHEST_WHOLE = WHOLE_PAGE / 4;
const BEGINNING = 4 * SIZE.table * LINE_EMS;

/** Lines of text in a column, ready to be put somewhere. */
interface Laid {
  readonly lines: readonly Line<Look>[];
  readonly size: number;
  readonly align: Align;
  /** Of one line. */
  readonly height: number;
  readonly before: number;
}

/**
 * The document as a PDF in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I: fonts embedded with the letters that are used,
 * text that can be found and copied, no single line of a paragraph at the foot or head of a page, headings and signatures
 * never alone, the head of a table on each of its pages. A letter that the font lacks is printed as its plain form or as a
 * square; a picture that can't be read as its words. Throws when a font is no font.
 */
export async function documentPdf(
  document: AdministrativeDocument,
  fonts: DocumentFonts,
): Promise<Uint8Array> {
  const doc = await PDFDocument.create();
  doc.registerFontkit({ create });
  doc.setTitle(readable(`${document.kind} ${document.subject}`).replaceAll('\n', ' '), {
    showInWindowTitleBar: true,
  });
  doc.setAuthor(readable(document.letterhead.issuer));
  doc.setLanguage(document.language === 'vi' ? 'vi-VN' : 'en-GB');
  // Joined letters such as "fi" would be read as one sign by programs that search.
  const embed = (bytes: Uint8Array) => doc.embedFont(bytes, { subset: true, features: { liga: false } });
  const embedded = {
    regular: await embed(fonts.regular),
    bold: await embed(fonts.bold),
    italic: await embed(fonts.italic),
    boldItalic: await embed(fonts.boldItalic),
  };
  const letters = new Set(embedded.regular.getCharacterSet());
  const images = await imagesOf(doc, document.body);
  new Typesetter(new PageWriter(doc, embedded), letters, images).set(document);
  return await doc.save();
}

async function imagesOf(doc: PDFDocument, body: readonly Block[]): Promise<Map<DocumentImage, PDFImage>> {
  const images = new Map<DocumentImage, PDFImage>();
  for (const block of body) {
    if (block.is !== 'image') continue;
    try {
      images.set(block, await (block.type === 'png' ? doc.embedPng(block.bytes) : doc.embedJpg(block.bytes)));
    } catch (error) {
      console.warn('a picture could not be written', error);
    }
  }
  return images;
}

class Typesetter {
  readonly #page: PageWriter;
  readonly #letters: ReadonlySet<number>;
  readonly #images: ReadonlyMap<DocumentImage, PDFImage>;
  readonly #widths = new Map<string, number>();

  constructor(page: PageWriter, letters: ReadonlySet<number>, images: ReadonlyMap<DocumentImage, PDFImage>) {
    this.#page = page;
    this.#letters = letters;
    this.#images = images;
  }

  set(document: AdministrativeDocument): void {
    this.#letterhead(document);
    this.#title(document);
    const { body } = document;
    const closing = this.#closing(document);
    for (const [n, block] of body.entries()) {
      // What has to stand on the same page as this block's end.
      const tail = lastIs(body, n)
        ? closing.height
        : keepsWithNext(block)
          ? this.#opening(body.slice(n + 1, n + 1 + MOST_KEPT))
          : 0;
      this.#block(block, tail);
    }
    closing.draw();
  }

  #letterhead({ letterhead: head, language }: AdministrativeDocument): void {
    const [leftShare, rightShare] = LETTERHEAD_COLUMNS;
    const left = { left: MARGIN.left, width: leftShare * TEXT_WIDTH };
    const right = { left: MARGIN.left + left.width, width: rightShare * TEXT_WIDTH };
    const top = this.#page.y;
    const superior = head.superior.toLocaleUpperCase('vi');
    const issuer = this.#form(head.issuer.toLocaleUpperCase('vi'), SIZE.issuer, left.width, 'bold');
    if (superior !== '') this.#put(this.#form(superior, SIZE.issuer, left.width, 'regular'), left);
    this.#put(issuer, left);
    this.#rule(widest(issuer) * RULE_SHARE, left);
    const under = this.#page.y;
    this.#page.y = top;
    if (language === 'vi') {
      const motto = this.#form(MOTTO, SIZE.motto, right.width, 'bold');
      this.#put(this.#form(NATION, SIZE.nation, right.width, 'bold'), right);
      this.#put(motto, right);
      this.#rule(widest(motto), right);
    }
    const line = Math.max(under, this.#page.y) + PARAGRAPH_GAP;
    this.#page.y = line;
    this.#put(this.#form(head.number, SIZE.number, left.width, 'regular'), left);
    const afterNumber = this.#page.y;
    this.#page.y = line;
    this.#put(this.#form(head.placeAndDate, SIZE.placeAndDate, right.width, 'italic'), right);
    this.#page.y = Math.max(afterNumber, this.#page.y);
  }

  #title({ kind, subject }: AdministrativeDocument): void {
    const column = PAGE_COLUMN;
    this.#page.y += 3 * PARAGRAPH_GAP;
    this.#put(this.#form(kind.toLocaleUpperCase('vi'), SIZE.kind, TEXT_WIDTH, 'bold'), column);
    const laid = this.#form(subject, SIZE.subject, TEXT_WIDTH, 'bold');
    this.#put(laid, column);
    this.#rule(widest(laid) * RULE_SHARE, column);
    this.#page.y += SIZE.body * LINE_EMS;
  }

  #block(block: Block, tail: number): void {
    switch (block.is) {
      case 'heading':
      case 'paragraph':
        this.#flow(this.#text(block), PAGE_COLUMN, tail);
        break;
      case 'list':
        this.#list(block, 0, tail);
        break;
      case 'table':
        this.#table(block, tail);
        break;
      case 'image':
        this.#image(block, tail);
        break;
    }
  }

  /** Height of as much of the next blocks as has to follow a heading on its page. */
  #opening([block, ...rest]: readonly Block[]): number {
    switch (block?.is) {
      case undefined:
        return 0;
      case 'heading': {
        const { lines, height, before } = this.#text(block);
        return before + lines.length * height + PARAGRAPH_GAP + this.#opening(rest);
      }
      case 'paragraph': {
        const { lines, height } = this.#text(block);
        return Math.min(FEWEST, lines.length) * height;
      }
      case 'list':
        return FEWEST * SIZE.body * LINE_EMS * LINE_SPACING;
      case 'table': {
        const { head, rows } = this.#rows(block);
        return heightOf(head) + beginningOf(rows[0]);
      }
      case 'image':
        return imageSize(block).height;
    }
  }

  #text(block: Extract<Block, { is: 'heading' | 'paragraph' }>): Laid {
    if (block.is === 'heading') {
      const runs = block.runs.map((run) => ({ ...run, bold: true, italic: block.level === 3 }));
      return {
        ...this.#lay(runs, SIZE.body, TEXT_WIDTH, 'left', FIRST_LINE, LINE_SPACING),
        before: PARAGRAPH_GAP,
      };
    }
    const align = block.align ?? 'justify';
    return this.#lay(
      block.runs,
      SIZE.body,
      TEXT_WIDTH,
      align,
      align === 'justify' ? FIRST_LINE : 0,
      LINE_SPACING,
    );
  }

  #lay(runs: readonly Run[], size: number, width: number, align: Align, indent = 0, spacing = 1): Laid {
    const styled = runs.map(({ text, bold = false, italic = false, underline = false }) => ({
      text: drawable(readable(text), (letter) => this.#letters.has(letter)),
      look: { font: styleOf(bold, italic), size, underline } satisfies Look,
    }));
    const lines = breakIntoLines<Look>(styled, width, indent, (text, look) => this.#measure(text, look));
    return { lines, size, align, height: size * LINE_EMS * spacing, before: 0 };
  }

  #form(text: string, size: number, width: number, font: FontStyle, align: Align = 'center'): Laid {
    const bold = font === 'bold' || font === 'boldItalic';
    const italic = font === 'italic' || font === 'boldItalic';
    return this.#lay([{ text, bold, italic }], size, width, align);
  }

  #measure(text: string, look: Look): number {
    const key = `${look.font} ${look.size} ${text}`;
    let width = this.#widths.get(key);
    if (width === undefined) {
      width = this.#page.measure(text, look);
      this.#widths.set(key, width);
    }
    return width;
  }

  #put({ lines, size, align, height }: Laid, { left, width }: Column): void {
    for (const line of lines) {
      this.#page.line(line, { left, top: this.#page.y + (height - size * LINE_EMS), width, align, size });
      this.#page.y += height;
    }
  }

  #rule(length: number, { left, width }: Column): void {
    this.#page.y += RULE_GAP;
    this.#page.rule(left + (width - length) / 2, this.#page.y, length);
    this.#page.y += RULE_GAP;
  }

  /** Puts a paragraph on as many pages as it takes, its end on the same page as `tail` points after it. */
  #flow(laid: Laid, column: Column, tail: number): void {
    const { lines, height } = laid;
    if (!this.#page.isAtTop) this.#page.y += laid.before;
    const after = tail === 0 ? 0 : PARAGRAPH_GAP + tail;
    for (let from = 0; from < lines.length;) {
      const rest = lines.length - from;
      let count = rest;
      if (!this.#page.fits(rest * height + after)) {
        const room = Math.floor((this.#page.room + 0.01) / height);
        count = Math.min(room, rest - FEWEST);
        if (count < FEWEST) count = this.#page.isAtTop ? Math.max(1, Math.min(room, rest)) : 0;
      }
      this.#put({ ...laid, lines: lines.slice(from, from + count) }, column);
      from += count;
      if (from < lines.length) this.#page.newPage();
    }
    this.#page.y += PARAGRAPH_GAP;
  }

  #list(
    { ordered, items }: { readonly ordered: boolean; readonly items: readonly ListItem[] },
    level: number,
    tail: number,
  ): void {
    const column = { left: MARGIN.left + level * LIST_INDENT, width: TEXT_WIDTH - level * LIST_INDENT };
    for (const [n, { runs, lists = [] }] of items.entries()) {
      const label = { text: `${listLabel.of(ordered, level, n)} ` };
      const laid = this.#lay([label, ...runs], SIZE.body, column.width, 'justify', FIRST_LINE, LINE_SPACING);
      const end = lastIs(items, n) ? tail : 0;
      this.#flow(laid, column, lists.length === 0 ? end : 0);
      for (const [place, list] of lists.entries())
        this.#list(list, level + 1, lastIs(lists, place) ? end : 0);
    }
  }

  #rows({ columns, head, rows }: DocumentTable): { widths: number[]; head: Row[]; rows: Row[] } {
    const widths = widthShares(columns).map((share) => share * TEXT_WIDTH);
    const row = (cells: readonly Cell[], isHead: boolean): Row =>
      columns.map(({ align = 'left' }, n) => {
        const width = Math.max(SIZE.table, (widths[n] ?? 0) - 2 * CELL_PADDING.across);
        const paragraphs = cells[n] ?? [];
        return paragraphs.map((runs) =>
          isHead
            ? this.#lay(
                runs.map((run) => ({ ...run, bold: true })),
                SIZE.table,
                width,
                'center',
              )
            : this.#lay(runs, SIZE.table, width, align),
        );
      });
    return {
      widths,
      head: head.map((cells) => row(cells, true)),
      rows: rows.map((cells) => row(cells, false)),
    };
  }

  #table(table: DocumentTable, tail: number): void {
    const { widths, head, rows } = this.#rows(table);
    const top = heightOf(head);
    // A head that fills the page would leave no room for what it stands over.
    const repeats = top < WHOLE_PAGE / 2;
    const begin = () => {
      for (const row of head) this.#row(row, widths);
    };
    if (!this.#page.isAtTop && !this.#page.fits(top + beginningOf(rows[0]))) this.#page.newPage();
    begin();
    for (const [n, row] of rows.entries()) {
      const isFirst = n === 0 || this.#page.isAtTop;
      if (!isFirst && !this.#page.fits(beginningOf(row) + (lastIs(rows, n) ? tail : 0))) {
        this.#page.newPage();
        if (repeats) begin();
      }
      let rest = row;
      while (!this.#page.fits(heightOf([rest]))) {
        const [now, later] = splitRow(rest, this.#page.room - 2 * CELL_PADDING.along);
        this.#row(now, widths);
        rest = later;
        this.#page.newPage();
        if (repeats) begin();
      }
      this.#row(rest, widths);
    }
    this.#page.y += PARAGRAPH_GAP;
  }

  #row(row: Row, widths: readonly number[]): void {
    const top = this.#page.y;
    const height = heightOf([row]);
    let { left } = PAGE_COLUMN;
    this.#page.rule(left, top, TEXT_WIDTH, TABLE_LINE);
    this.#page.upright(left, top, height, TABLE_LINE);
    for (const [n, cell] of row.entries()) {
      const width = widths[n] ?? 0;
      this.#page.y = top + CELL_PADDING.along;
      for (const laid of cell)
        this.#put(laid, { left: left + CELL_PADDING.across, width: width - 2 * CELL_PADDING.across });
      left += width;
      this.#page.upright(left, top, height, TABLE_LINE);
    }
    this.#page.y = top + height;
    this.#page.rule(MARGIN.left, this.#page.y, TEXT_WIDTH, TABLE_LINE);
  }

  #image(block: DocumentImage, tail: number): void {
    const image = this.#images.get(block);
    if (image === undefined) {
      this.#flow(
        this.#lay([{ text: `[${block.alt}]`, italic: true }], SIZE.body, TEXT_WIDTH, 'center'),
        PAGE_COLUMN,
        tail,
      );
      return;
    }
    const { width, height } = imageSize(block);
    if (!this.#page.isAtTop && !this.#page.fits(height + tail)) this.#page.newPage();
    this.#page.image(image, MARGIN.left + (TEXT_WIDTH - width) / 2, this.#page.y, width, height);
    this.#page.y += height + PARAGRAPH_GAP;
  }

  /** Signatures and recipients: one signature beside the recipients, several above them. */
  #closing({ signatures, recipients }: AdministrativeDocument): { height: number; draw: () => void } {
    const columns = Math.max(2, signatures.length);
    const width = TEXT_WIDTH / columns;
    const signed = signatures.map((block) => this.#signature(block, width));
    const isBeside = signed.length === 1;
    const receivers = this.#recipients(recipients, width, isBeside ? 0 : PARAGRAPH_GAP);
    const high = (parts: readonly Laid[]) =>
      parts.reduce((all, laid) => all + laid.before + textHeight(laid), 0);
    const top = Math.max(0, ...signed.map(high), isBeside ? high(receivers) : 0);
    const under = isBeside ? 0 : high(receivers);
    const column = (parts: readonly Laid[], place: number, from: number, bottom = 0) => {
      this.#page.y = from;
      for (const [n, laid] of parts.entries()) {
        this.#page.y += laid.before;
        // The names stand at one height, however many lines say in what capacity somebody signs.
        if (lastIs(parts, n)) this.#page.y = Math.max(this.#page.y, bottom - textHeight(laid));
        this.#put(laid, { left: MARGIN.left + place * width, width });
      }
    };
    const height = signed.length === 0 && receivers.length === 0 ? 0 : PARAGRAPH_GAP + top + under;
    return {
      height,
      draw: () => {
        if (!this.#page.isAtTop && !this.#page.fits(height)) this.#page.newPage();
        const from = this.#page.y + PARAGRAPH_GAP;
        for (const [n, parts] of signed.entries())
          column(parts, isBeside ? 1 : n, from, isBeside ? 0 : from + top);
        column(receivers, 0, isBeside ? from : from + top);
      },
    };
  }

  #signature({ authority, role, name }: SignatureBlock, width: number): Laid[] {
    const lines = [...authority, role].map((line) =>
      this.#form(line.toLocaleUpperCase('vi'), SIZE.signature, width, 'bold'),
    );
    return [...lines, { ...this.#form(name, SIZE.signature, width, 'bold'), before: SIGNATURE_ROOM }];
  }

  #recipients({ label, names }: AdministrativeDocument['recipients'], width: number, before: number): Laid[] {
    if (names.length === 0) return [];
    return [
      {
        ...this.#form(`${label}:`, SIZE.recipientsLabel, width, 'boldItalic', 'left'),
        before,
      },
      ...names.map((name, n) =>
        this.#form(`- ${name}${lastIs(names, n) ? '.' : ';'}`, SIZE.recipients, width, 'regular', 'left'),
      ),
    ];
  }
}

interface Column {
  readonly left: number;
  readonly width: number;
}

/** The paragraphs of each cell. */
type Row = readonly (readonly Laid[])[];

function styleOf(bold: boolean, italic: boolean): FontStyle {
  return bold ? (italic ? 'boldItalic' : 'bold') : italic ? 'italic' : 'regular';
}

function textHeight({ lines, height }: Laid): number {
  return lines.length * height;
}

function widest({ lines }: Laid): number {
  return Math.max(...lines.map(({ width }) => width));
}

function heightOf(rows: readonly Row[]): number {
  return rows.reduce((all, row) => {
    const cells = row.map((cell) => cell.reduce((sum, laid) => sum + textHeight(laid), 0));
    return all + Math.max(SIZE.table * LINE_EMS, ...cells) + 2 * CELL_PADDING.along;
  }, 0);
}

/** How much of a row has to be on the page where it begins. */
function beginningOf(row: Row | undefined): number {
  if (row === undefined) return 0;
  const height = heightOf([row]);
  return height > HIGHEST_WHOLE ? BEGINNING : height;
}

/** A row that is higher than a page, as what of it fits and the rest; at least one line of each cell. */
function splitRow(row: Row, room: number): [Row, Row] {
  const parts = row.map((cell) => {
    const now: Laid[] = [];
    const later: Laid[] = [];
    let filled = 0;
    for (const laid of cell) {
      const fits = Math.max(filled === 0 ? 1 : 0, Math.floor((room - filled) / laid.height));
      const count = later.length > 0 ? 0 : Math.min(fits, laid.lines.length);
      if (count > 0) now.push({ ...laid, lines: laid.lines.slice(0, count) });
      if (count < laid.lines.length) later.push({ ...laid, lines: laid.lines.slice(count) });
      filled += count * laid.height;
    }
    return { now, later };
  });
  return [parts.map(({ now }) => now), parts.map(({ later }) => later)];
}
