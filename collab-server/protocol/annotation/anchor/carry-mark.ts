import { boxesOf, type PageText, quoteOf } from '../../documents/text/page-text.ts';
import type { PageMark, Quote } from '../mark.ts';
import type { Point, Rect } from '../page-transform.ts';
import type { Alignment } from './alignment.ts';
import { movedMark } from './moved-mark.ts';
import { type Anchored, compareVersions, type Place, reanchor } from './reanchor.ts';
import { boundsOfMark, linesUnder, type Word, wordsOf } from './words-of-mark.ts';

/** A page's words and its size in points, unrotated. */
export interface WordPage {
  readonly text: PageText;
  readonly width: number;
  readonly height: number;
}

/**
 * What becomes of a mark. `placed`: the same mark where it belongs now; `isCertain` when nobody has to look at it.
 * `orphan`: its author has to find its place, perhaps one of the candidates.
 */
export type Carriage =
  | {
      readonly status: 'placed';
      readonly mark: PageMark;
      readonly confidence: number;
      readonly isCertain: boolean;
    }
  | { readonly status: 'orphan'; readonly candidates: readonly Place[] };

const LOST: Carriage = { status: 'orphan', candidates: [] };
/** Words have moved as one when their shifts differ by at most so many points. */
const RIGID = 3;
/** Letters that are larger or smaller than before by more than this share were set anew. */
const SCALE = 0.05;
/** Share of the words under a mark that have to be found again. */
const FOUND = 0.8;

/** Carries marks from one version of a paper to another, read once. */
export class Carrier {
  readonly #old: readonly WordPage[];
  readonly #now: readonly WordPage[];
  readonly #alignment: Alignment;
  readonly #words = new Map<WordPage, readonly Word[]>();
  /** Pages by what is on them, to know those that haven't changed. */
  readonly #same: ReadonlyMap<number, number>;

  constructor(old: readonly WordPage[], now: readonly WordPage[]) {
    this.#old = old;
    this.#now = now;
    this.#alignment = compareVersions(
      old.map(({ text }) => text.text),
      now.map(({ text }) => text.text),
    );
    this.#same = samePages(old, now);
  }

  /** Never a guess: what isn't clear is an orphan. The mark's page and geometry change, and its quote. */
  carry(mark: PageMark): Carriage {
    const same = this.#same.get(mark.page);
    if (same !== undefined) {
      return { status: 'placed', mark: { ...mark, page: same }, confidence: 1, isCertain: true };
    }
    if (mark.kind === 'text') return this.#carryWords(mark);
    if (mark.kind === 'note' && mark.quote !== undefined) return this.#carryQuoted(mark, mark.quote);
    return this.#carryShape(mark);
  }

  #carryWords(mark: Extract<PageMark, { kind: 'text' }>): Carriage {
    const found = reanchor(this.#alignment, mark.page, mark.quote);
    const there = this.#there(found);
    if (found.status === 'orphan') return found;
    if (there === undefined) return LOST;
    const { page, boxes, quote } = there;
    return {
      status: 'placed',
      mark: { ...mark, page, boxes: boxes.slice(0, 800), quote },
      confidence: found.confidence,
      isCertain: found.status === 'exact',
    };
  }

  #carryQuoted(mark: Extract<PageMark, { kind: 'note' }>, words: Quote): Carriage {
    const found = reanchor(this.#alignment, mark.page, words);
    if (found.status === 'orphan') return found;
    const there = this.#there(found);
    const old = this.#old[mark.page];
    if (there === undefined || old === undefined) return LOST;
    const [oldX, oldY] = boxesOf(old.text, words.start, words.start + words.text.length);
    const [x, y] = there.boxes;
    if (oldX === undefined || oldY === undefined || x === undefined || y === undefined) return LOST;
    const { width, height } = this.#now[there.page] ?? old;
    return {
      status: 'placed',
      mark: {
        ...mark,
        page: there.page,
        x: Math.min(Math.max(0, mark.x + x - oldX), width),
        y: Math.min(Math.max(0, mark.y + y - oldY), height),
        quote: there.quote,
      },
      confidence: found.confidence,
      isCertain: found.status === 'exact',
    };
  }

  #there(found: Anchored): { page: number; boxes: number[]; quote: Quote } | undefined {
    const page = found.status === 'orphan' ? undefined : this.#now[found.page];
    if (found.status === 'orphan' || page === undefined) return undefined;
    const boxes = boxesOf(page.text, found.start, found.end);
    if (boxes.length === 0) return undefined;
    return { page: found.page, boxes, quote: quoteOf(page.text, found.start, found.end) };
  }

  /** What has no words of its own goes with those that it stands on, if they have moved as one. */
  #carryShape(mark: PageMark): Carriage {
    const bounds = boundsOfMark(mark);
    const old = this.#old[mark.page];
    if (bounds === undefined || old === undefined) return LOST;
    const lines = linesUnder(this.#wordsOf(old), bounds);
    const moves: { readonly page: number; readonly by: Point }[] = [];
    const candidates: Place[] = [];
    let words = 0;
    let confidence = 1;
    let isCertain = true;
    for (const line of lines) {
      words += line.length;
      const [first, last] = [line[0], line.at(-1)];
      if (first === undefined || last === undefined) continue;
      const found = reanchor(this.#alignment, mark.page, quoteOf(old.text, first.start, last.end));
      if (found.status === 'orphan') {
        candidates.push(...found.candidates);
        isCertain = false;
        continue;
      }
      candidates.push(found);
      confidence = Math.min(confidence, found.confidence);
      isCertain &&= found.status === 'exact';
      moves.push(...this.#movesOf(line, old.text, found));
    }
    const lost: Carriage = {
      status: 'orphan',
      candidates: candidates.slice(0, 3).map(({ page, start, end }) => ({ page, start, end })),
    };
    const first = moves[0];
    if (first === undefined || moves.length < FOUND * words) return lost;
    if (moves.length < words) isCertain = false;
    const by = {
      x: median(moves.map((move) => move.by.x)),
      y: median(moves.map((move) => move.by.y)),
    };
    const isRigid = moves.every(
      (move) =>
        move.page === first.page &&
        Math.abs(move.by.x - by.x) <= RIGID &&
        Math.abs(move.by.y - by.y) <= RIGID,
    );
    const page = this.#now[first.page];
    const moved = isRigid ? movedMark(mark, first.page, by) : undefined;
    if (moved === undefined || page === undefined || !isOn(page, bounds, by)) return lost;
    return { status: 'placed', mark: moved, confidence: confidence * (moves.length / words), isCertain };
  }

  /** How far each word of a line has moved; words that aren't there, or in other letters, have no shift. */
  #movesOf(line: readonly Word[], old: PageText, place: Place): { page: number; by: Point }[] {
    const wordsThere = this.#wordsThere(place);
    const moves: { page: number; by: Point }[] = [];
    let at = 0;
    for (const { start, end, box } of line) {
      const word = old.text.slice(start, end);
      const found = wordsThere.findIndex(
        (other, index) => index >= at && index < at + 4 && other.text === word,
      );
      const there = wordsThere[found]?.box;
      if (there === undefined) continue;
      at = found + 1;
      if (Math.abs(there.height - box.height) > SCALE * box.height + 0.5) continue;
      if (Math.abs(there.width - box.width) > SCALE * box.width + RIGID) continue;
      moves.push({ page: place.page, by: { x: there.x - box.x, y: there.y - box.y } });
    }
    return moves;
  }

  #wordsThere({ page, start, end }: Place): { text: string; box: Rect }[] {
    const there = this.#now[page];
    if (there === undefined) return [];
    return this.#wordsOf(there)
      .filter((word) => word.start >= start && word.end <= end)
      .map((word) => ({ text: there.text.text.slice(word.start, word.end), box: word.box }));
  }

  #wordsOf(page: WordPage): readonly Word[] {
    let words = this.#words.get(page);
    if (words === undefined) {
      words = wordsOf(page.text);
      this.#words.set(page, words);
    }
    return words;
  }
}

/**
 * Old pages that are in the new version as they were: the same size and the same words in the same places. The first
 * of several that are alike is the first of as many there. A page without words could be anything.
 */
function samePages(old: readonly WordPage[], now: readonly WordPage[]): Map<number, number> {
  const grouped = (pages: readonly WordPage[]): Map<string, number[]> => {
    const groups = new Map<string, number[]>();
    for (const [index, page] of pages.entries()) {
      if (page.text.text.trim() === '') continue;
      const key = looksOf(page);
      groups.set(key, [...(groups.get(key) ?? []), index]);
    }
    return groups;
  };
  const same = new Map<number, number>();
  const there = grouped(now);
  for (const [key, pages] of grouped(old)) {
    const found = there.get(key);
    if (found?.length !== pages.length) continue;
    for (const [index, page] of pages.entries()) same.set(page, found[index] ?? page);
  }
  return same;
}

function looksOf({ text, width, height }: WordPage): string {
  const boxes = text.runs.map(({ box }) => [box.x, box.y, box.width, box.height].map(Math.round).join(' '));
  return `${Math.round(width)} ${Math.round(height)}\n${boxes.join('\n')}\n${text.text}`;
}

function isOn({ width, height }: WordPage, bounds: Rect, by: Point): boolean {
  const x = bounds.x + by.x + bounds.width / 2;
  const y = bounds.y + by.y + bounds.height / 2;
  return x >= 0 && x <= width && y >= 0 && y <= height;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
