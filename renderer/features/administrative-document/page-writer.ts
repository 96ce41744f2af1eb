import {
  beginText,
  endText,
  PDFArray,
  type PDFDocument,
  type PDFFont,
  type PDFHexString,
  type PDFImage,
  PDFNumber,
  PDFOperator,
  PDFOperatorNames,
  type PDFPage,
  rgb,
  setFontAndSize,
  setTextMatrix,
} from '@cantoo/pdf-lib';
import { MARGIN, PAGE, PAGE_NUMBER_TOP, RULE_WIDTH, SINGLE, SIZE, TEXT_WIDTH } from './decree-layout.ts';
import type { Align } from './document-model.ts';
import type { Line } from './line-breaking.ts';

export type FontStyle = 'regular' | 'bold' | 'italic' | 'boldItalic';

/** How letters look on a page. */
export interface Look {
  readonly font: FontStyle;
  readonly size: number;
  readonly underline: boolean;
}

const INK = rgb(0, 0, 0);
const BOTTOM = PAGE.height - MARGIN.bottom;
/** A justified line whose spaces would grow by more than this many sizes of its letters stays ragged. */
const WIDEST_SPACE = 1.5;

/**
 * Writes from top to bottom on as many pages as it takes. Places are in points from the upper left corner of the page; PDF
 * counts from the lower left, and nobody outside has to know.
 */
export class PageWriter {
  readonly #doc: PDFDocument;
  readonly #fonts: Readonly<Record<FontStyle, PDFFont>>;
  readonly #glyphs = new Map<string, PDFHexString>();
  #page: PDFPage;
  #pages = 1;
  /** Where the next line begins. */
  y: number = MARGIN.top;

  constructor(doc: PDFDocument, fonts: Readonly<Record<FontStyle, PDFFont>>) {
    this.#doc = doc;
    this.#fonts = fonts;
    this.#page = doc.addPage([PAGE.width, PAGE.height]);
  }

  get room(): number {
    return BOTTOM - this.y;
  }

  get isAtTop(): boolean {
    return this.y <= MARGIN.top;
  }

  fits(height: number): boolean {
    // A hair of rounding doesn't begin a page.
    return height <= this.room + 0.01;
  }

  /** Begins a page, with its number above the text. */
  newPage(): void {
    this.#page = this.#doc.addPage([PAGE.width, PAGE.height]);
    this.#pages += 1;
    this.y = MARGIN.top;
    const look: Look = { font: 'regular', size: SIZE.pageNumber, underline: false };
    const text = String(this.#pages);
    const width = this.measure(text, look);
    const line: Line<Look> = { pieces: [{ text, look, width }], width, indent: 0, isLast: true };
    this.line(line, {
      left: MARGIN.left,
      top: PAGE_NUMBER_TOP,
      width: TEXT_WIDTH,
      align: 'center',
      size: look.size,
    });
  }

  measure(text: string, look: Look): number {
    return this.#fonts[look.font].widthOfTextAtSize(text, look.size);
  }

  /** Draws a line whose upper edge is at `top`, in a column. */
  line(
    { pieces, width: filled, indent, isLast }: Line<Look>,
    {
      left,
      top,
      width,
      align,
      size,
    }: { left: number; top: number; width: number; align: Align; size: number },
  ): void {
    const free = width - indent - filled;
    const spaces = pieces.filter(({ text }) => text === ' ').length;
    const isWide = align === 'justify' && !isLast && spaces > 0 && free / spaces <= WIDEST_SPACE * size;
    const more = isWide ? free / spaces : 0;
    const shift = align === 'center' ? free / 2 : align === 'right' ? free : 0;
    const baseline = PAGE.height - top - SINGLE.ascent * size;
    let x = left + indent + shift;
    // Neighbours of one look are one piece of text to whoever copies it.
    for (let n = 0; n < pieces.length;) {
      const { look } = pieces[n]!;
      const same = [];
      while (n < pieces.length && sameLook(pieces[n]!.look, look)) same.push(pieces[n++]!);
      const drawn = this.#show(same, look, x, baseline, more);
      if (look.underline) this.rule(x, top + SINGLE.ascent * size + 0.12 * size, drawn, 0.05 * size);
      x += drawn;
    }
  }

  /** Draws a line from `left` to the right. */
  rule(left: number, top: number, width: number, thickness: number = RULE_WIDTH): void {
    const y = PAGE.height - top;
    this.#page.drawLine({ start: { x: left, y }, end: { x: left + width, y }, thickness, color: INK });
  }

  upright(left: number, top: number, height: number, thickness: number): void {
    const y = PAGE.height - top;
    this.#page.drawLine({ start: { x: left, y }, end: { x: left, y: y - height }, thickness, color: INK });
  }

  image(image: PDFImage, left: number, top: number, width: number, height: number): void {
    this.#page.drawImage(image, { x: left, y: PAGE.height - top - height, width, height });
  }

  /** Shaping is most of the work, and the same words come again and again. */
  #encoded(text: string, font: FontStyle): PDFHexString {
    const key = `${font} ${text}`;
    let encoded = this.#glyphs.get(key);
    if (encoded === undefined) {
      encoded = this.#fonts[font].encodeText(text);
      this.#glyphs.set(key, encoded);
    }
    return encoded;
  }

  /** Shows text with `more` after every space; gives its width. */
  #show(pieces: Line<Look>['pieces'], look: Look, x: number, y: number, more: number): number {
    const font = this.#fonts[look.font];
    const parts = PDFArray.withContext(this.#doc.context);
    let width = 0;
    let text = '';
    const flush = () => {
      if (text !== '') parts.push(this.#encoded(text, look.font));
      text = '';
    };
    for (const piece of pieces) {
      text += piece.text;
      width += piece.width;
      if (piece.text !== ' ' || more === 0) continue;
      flush();
      // Thousandths of the letters' size, to the left.
      parts.push(PDFNumber.of((-more * 1000) / look.size));
      width += more;
    }
    flush();
    this.#page.setFont(font);
    const key = this.#page.node.newFontDictionary(font.name, font.ref);
    this.#page.pushOperators(
      beginText(),
      setFontAndSize(key, look.size),
      setTextMatrix(1, 0, 0, 1, x, y),
      PDFOperator.of(PDFOperatorNames.ShowTextAdjusted, [parts]),
      endText(),
    );
    return width;
  }
}

function sameLook(one: Look, other: Look): boolean {
  return one.font === other.font && one.size === other.size && one.underline === other.underline;
}
