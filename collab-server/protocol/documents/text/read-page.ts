import type { Point } from '../../annotation/page-transform.ts';
import { healedTexts } from './heal.ts';
import { letterWidth, type Letters } from './letter-widths.ts';
import { boxOfFrame, type PageText, type RunFrame, type TextRun } from './page-text.ts';

/** A piece of text as pdf.js reads it from a page. `transform` leads from letter space to points of the file. */
export interface TextPiece {
  readonly str: string;
  readonly dir: string;
  readonly width: number;
  readonly height: number;
  readonly transform: readonly number[];
  readonly fontName: string;
  readonly hasEOL: boolean;
}

export interface FontFacts {
  /** As the file has it, such as "ABCDEF+.VnTimeH"; empty when it isn't known. */
  readonly name: string;
  /** The family that would stand in for it: `serif`, `sans-serif` or `monospace`. */
  readonly fontFamily: string;
  /** Shares of the letter size above and below the baseline. */
  readonly ascent: number;
  readonly descent: number;
  readonly vertical: boolean;
}

/** The words of a page as the file's fonts spell them, which may be in old encodings; Unicode is not normalised. */
export interface PageContent {
  readonly items: readonly TextPiece[];
  /** By each item's `fontName`. */
  readonly fonts: ReadonlyMap<string, FontFacts>;
  /** Lower left corner of the page in the file's coordinates. */
  readonly left: number;
  readonly bottom: number;
}

/** Most UTF-16 units of one page that are kept: beyond it a page is made to exhaust memory. */
const MOST_TEXT = 400_000;
/** Gaps wider than this share of the letter size are a space between words. */
const SPACE = 0.15;
/** Pieces whose baselines differ by less than this share of the letter size are on one line. */
const SAME_LINE = 0.5;

interface Placed {
  readonly text: string;
  readonly frame: RunFrame;
  readonly letters: Letters;
  readonly size: number;
  readonly isRightToLeft: boolean;
}

/** A page's words from what pdf.js says of it. */
export function readPage({ items, fonts, left, bottom }: PageContent): PageText {
  const page = new PageWriter();
  const healed = healedTexts(items, fonts);
  for (const [at, item] of items.entries()) {
    if (page.isFull) break;
    const text = cleanText(healed[at] ?? item.str);
    if (/^\s/.test(text)) page.space();
    if (text.trim() !== '') page.write(place(text, item, fonts.get(item.fontName), { x: left, y: bottom }));
    if (text.trimEnd() !== text) page.space();
    if (item.hasEOL) page.endLine();
  }
  return page.finish();
}

/** Puts pieces one after the other, with the spaces and line ends that their places mean. */
class PageWriter {
  #text = '';
  readonly #runs: TextRun[] = [];
  #last: Placed | undefined;
  #isSpaced = false;
  #isEnded = false;

  get isFull(): boolean {
    return this.#text.length >= MOST_TEXT;
  }

  space(): void {
    this.#isSpaced = true;
  }

  endLine(): void {
    this.#isEnded = true;
  }

  write(piece: Placed): void {
    const last = this.#last;
    if (last !== undefined) {
      // Bold that is made by drawing the same letters twice.
      if (piece.text === last.text && isOver(last.frame, piece.frame, piece.size)) return;
      const mark = /^\p{M}+/u.exec(piece.text)?.[0];
      if (mark !== undefined && !this.#isSpaced) {
        this.#addMarks(mark);
        if (mark.length === piece.text.length) return;
      }
      const gap = gapBetween(last, piece);
      if (gap === undefined || (this.#isEnded && !(gap > -0.3 && gap < 1))) this.#separate('\n');
      else if (this.#isSpaced || gap > SPACE) this.#separate(' ');
    }
    const text = (last === undefined ? piece.text : piece.text.replace(/^\p{M}+/u, '')).normalize('NFC');
    const start = this.#text.length;
    this.#text += text;
    this.#runs.push(runOf(piece, start, this.#text.length));
    this.#last = piece;
    this.#isSpaced = false;
    this.#isEnded = false;
  }

  finish(): PageText {
    return { text: this.#text, runs: this.#runs };
  }

  /** Accents that the file draws apart from their letter. */
  #addMarks(marks: string): void {
    const run = this.#runs.pop();
    if (run === undefined) return;
    this.#text =
      this.#text.slice(0, run.start) + (this.#text.slice(run.start, run.end) + marks).normalize('NFC');
    this.#runs.push({ ...run, end: this.#text.length });
  }

  #separate(by: ' ' | '\n'): void {
    this.#text += by;
  }
}

function runOf({ frame, letters }: Placed, start: number, end: number): TextRun {
  const box = boxOfFrame(frame);
  const run = { start, end, box, letters };
  return frame.along.y === 0 && frame.along.x > 0 && frame.up.x === 0 && frame.up.y > 0
    ? run
    : { ...run, frame };
}

/** Where a piece is. Spaces at its ends, which the file draws too, are left out of it. */
function place(text: string, item: TextPiece, font: FontFacts | undefined, corner: Point): Placed {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = item.transform;
  const size = Math.hypot(c, d) || Math.hypot(a, b) || 1;
  const stretch = Math.hypot(a, b) || 1;
  const ahead = { x: tidy(a / stretch), y: tidy(b / stretch) };
  const turn = a * d - b * c < 0 ? -1 : 1;
  const above = { x: -ahead.y * turn, y: ahead.x * turn };
  const isVertical = font?.vertical ?? false;
  const letters = lettersOf(font?.fontFamily);
  const [foot, head] = isVertical ? [-0.5, 0.5] : heightOf(font);
  const [along, up] = isVertical
    ? [scaled(above, -item.height), scaled(ahead, Math.max(item.width, size * 0.5))]
    : [scaled(ahead, item.width), scaled(above, size * (head - foot))];
  const shift = isVertical ? scaled(up, -0.5) : scaled(above, size * foot);
  const origin = { x: e - corner.x + shift.x, y: f - corner.y + shift.y };
  const isRightToLeft = item.dir === 'rtl';
  const frame = isRightToLeft
    ? { origin: { x: origin.x + along.x, y: origin.y + along.y }, along: scaled(along, -1), up }
    : { origin, along, up };
  const trimmed = text.trim();
  return {
    text: trimmed,
    frame: trimmed === text ? frame : inner(frame, text, letters),
    letters,
    size,
    isRightToLeft,
  };
}

/** The part of a frame that a text takes without the spaces at its ends. */
function inner({ origin, along, up }: RunFrame, text: string, letters: Letters): RunFrame {
  const widthOf = (part: string) =>
    [...Array(part.length).keys()].reduce((sum, at) => sum + letterWidth(part.charAt(at), letters), 0);
  const whole = widthOf(text) || 1;
  const before = widthOf(text.slice(0, text.length - text.trimStart().length)) / whole;
  const share = widthOf(text.trim()) / whole;
  return {
    origin: { x: origin.x + along.x * before, y: origin.y + along.y * before },
    along: scaled(along, share),
    up,
  };
}

/** How far below and above the baseline letters reach, where the file says something believable. */
function heightOf(font: FontFacts | undefined): [foot: number, head: number] {
  const { ascent = 0, descent = 0 } = font ?? {};
  const head = ascent >= 0.5 && ascent <= 1.3 ? ascent : 0.89;
  const foot = descent <= -0.05 && descent >= -0.5 ? descent : -0.22;
  return [foot, head];
}

function lettersOf(family: string | undefined): Letters {
  if (family === 'serif') return 'serif';
  return family === 'monospace' ? 'mono' : 'sans';
}

/**
 * The gap between two pieces of one line as a share of the letter size, negative where they overlap; undefined when
 * they are not on one line.
 */
function gapBetween(before: Placed, after: Placed): number | undefined {
  const size = Math.max(before.size, after.size);
  const length = Math.hypot(before.frame.along.x, before.frame.along.y);
  if (length === 0) return undefined;
  const sign = before.isRightToLeft ? -1 : 1;
  const x = (before.frame.along.x / length) * sign;
  const y = (before.frame.along.y / length) * sign;
  const other = Math.hypot(after.frame.along.x, after.frame.along.y) || 1;
  const otherSign = after.isRightToLeft ? -1 : 1;
  const isParallel = ((after.frame.along.x * x + after.frame.along.y * y) * otherSign) / other > 0.99;
  if (!isParallel) return undefined;
  const middle = (piece: Placed) => ({
    x: piece.frame.origin.x + piece.frame.up.x / 2,
    y: piece.frame.origin.y + piece.frame.up.y / 2,
  });
  const from = middle(before);
  const to = middle(after);
  const lift = Math.abs((to.y - from.y) * x - (to.x - from.x) * y);
  if (lift > SAME_LINE * size) return undefined;
  const reach = ({ frame }: Placed) => {
    const start = frame.origin.x * x + frame.origin.y * y;
    const end = start + frame.along.x * x + frame.along.y * y;
    return [Math.min(start, end), Math.max(start, end)] as const;
  };
  const [startA, endA] = reach(before);
  const [startB, endB] = reach(after);
  return Math.max(startB - endA, startA - endB) / size;
}

function isOver(a: RunFrame, b: RunFrame, size: number): boolean {
  const near = size * 0.15;
  return (
    Math.hypot(a.origin.x - b.origin.x, a.origin.y - b.origin.y) < near &&
    Math.hypot(a.along.x - b.along.x, a.along.y - b.along.y) < near
  );
}

function scaled({ x, y }: Point, by: number): Point {
  // + 0: without the sign of a zero.
  return { x: x * by + 0, y: y * by + 0 };
}

/** Turns of a file that are right angles but for its rounding are right angles. */
function tidy(part: number): number {
  const whole = Math.round(part);
  return Math.abs(part - whole) < 1e-4 ? whole + 0 : part;
}

/** Letters that fonts and files have in forms of their own, as the letters that are meant. */
const FORMS: readonly (readonly [RegExp, string | ((found: string) => string)])[] = [
  // Control characters, and what has neither width nor meaning here.
  // oxlint-disable-next-line no-control-regex
  [/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200d\u2060\ufeff\ufffe\uffff]/g, ''],
  [/[\t\n\u00a0\u2000-\u200a\u202f\u3000]/g, ' '],
  [/[\u00ad\u2010\u2011]/g, '-'],
  [/\uf0b7/g, '•'],
  [/[\ufb00-\ufdff\ufe70-\ufefc]/g, (found) => found.normalize('NFKC')],
];

function cleanText(text: string): string {
  return FORMS.reduce(
    (cleaned, [form, meant]) =>
      typeof meant === 'string' ? cleaned.replace(form, meant) : cleaned.replace(form, meant),
    text,
  );
}
