import type { Point } from '../../annotation/page-transform.ts';
import { cleanText } from './clean-text.ts';
import { healedTexts } from './heal.ts';
import { evened, stopsIn } from './letter-places.ts';
import { letterWidth, type Letters } from './letter-widths.ts';
import type { FontFacts, PageContent, TextPiece } from './page-content.ts';
import { boxOfFrame, partOfFrame, type PageText, type RunFrame, type TextRun } from './page-text.ts';

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
  readonly stops: Float32Array | undefined;
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
    const { stops, ...whole } = run;
    const end = this.#text.length;
    this.#runs.push(stops?.length === end - run.start + 1 ? { ...whole, end, stops } : { ...whole, end });
  }

  #separate(by: ' ' | '\n'): void {
    this.#text += by;
  }
}

function runOf({ frame, letters, stops }: Placed, start: number, end: number): TextRun {
  const box = boxOfFrame(frame);
  const known = stops?.length === end - start + 1 ? { stops } : {};
  const run = { start, end, box, letters, ...known };
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
  const before = text.length - text.trimStart().length;
  const places = isRightToLeft ? undefined : stopsIn(text, item);
  const stops = places?.slice(before, before + trimmed.length + 1);
  return {
    text: trimmed,
    frame:
      stops === undefined
        ? inner(frame, text, letters)
        : partOfFrame(frame, stops[0] ?? 0, stops.at(-1) ?? 1),
    letters,
    stops: stops === undefined ? undefined : evened(stops),
    size,
    isRightToLeft,
  };
}

/** The part of a frame that a text takes without the spaces at its ends. */
function inner(frame: RunFrame, text: string, letters: Letters): RunFrame {
  if (text.trim() === text) return frame;
  const { origin, along, up } = frame;
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
