import type { Dice } from './dice.ts';
import type { Block } from './paper.ts';
import type { TextStyle } from './text-style.ts';

/** A word of the paper where it stands on a page: `start` and `end` count UTF-16 units of that page's text. */
export interface Place {
  readonly id: number;
  readonly text: string;
  /** Counts the paper's sentences. */
  readonly sentence: number;
  readonly page: number;
  readonly start: number;
  readonly end: number;
}

export interface Layout {
  /** The text of each page as a reader of PDF gives it: lines separated by line feeds. */
  readonly pages: readonly string[];
  /** The paper's own words in reading order; running titles and page numbers are not among them. */
  readonly places: readonly Place[];
}

/** How a paper is printed, and what the text layer of the file does to its words. */
export interface Print {
  readonly lineLength: number;
  readonly linesPerPage: number;
  readonly runningTitle: string | null;
  readonly pageNumber: 'top' | 'bottom' | null;
  readonly cells: 'line' | 'lines';
  readonly isToneOnLast: boolean;
  /** Shares of words that lose their diacritics, that are torn in two, that lose the space behind them. */
  readonly bare: number;
  readonly torn: number;
  readonly glued: number;
}

export function anyPrint(style: TextStyle, dice: Dice): Print {
  const bare = dice.pick([0, 0, 0, 0, 0, 0, 0.01, 0.05, 0.2, 1]);
  return {
    lineLength: dice.between(55, 100),
    linesPerPage: dice.between(24, 48),
    runningTitle: dice.chance(0.3) ? `${style.title[0]} ${dice.between(10, 900)}` : null,
    pageNumber: dice.pick(['top', 'top', 'bottom', null]),
    cells: dice.pick(['line', 'lines']),
    isToneOnLast: dice.chance(0.4),
    bare,
    torn: dice.pick([0, 0, 0, 0, 0.01, 0.04]),
    glued: dice.pick([0, 0, 0, 0, 0.01, 0.03]),
  };
}

/** Prints a paper: breaks lines and pages, counts articles, and reads the text back with a text layer's faults. */
export function layOut(blocks: readonly Block[], style: TextStyle, print: Print, dice: Dice): Layout {
  const pages: string[] = [];
  const places: Place[] = [];
  let page = '';
  let lines = 0;
  let line = '';
  let sentence = 0;

  const openPage = (): void => {
    page = '';
    lines = 0;
    if (print.pageNumber === 'top' && pages.length > 0) page += `${pages.length + 1}\n`;
    if (print.runningTitle !== null) page += `${print.runningTitle}\n`;
  };
  const closePage = (): void => {
    if (print.pageNumber === 'bottom') page += `${pages.length + 1}\n`;
    pages.push(page.replace(/\n$/u, ''));
    openPage();
  };
  const endLine = (): void => {
    if (line === '') return;
    page += `${line.trimEnd()}\n`;
    line = '';
    lines++;
    if (lines >= print.linesPerPage) closePage();
  };
  const put = (id: number, text: string): void => {
    const seen = damaged(text, print, dice);
    if (line !== '' && line.length + seen.length > print.lineLength) endLine();
    const start = page.length + line.length;
    places.push({ id, text, sentence, page: pages.length, start, end: start + seen.length });
    line += dice.chance(print.glued) ? seen : `${seen} `;
  };

  openPage();
  const count = new Counter(style.levels);
  for (const block of blocks) {
    sentence++;
    const label = block.level === null ? null : count.next(block.level);
    label?.split(' ').forEach((text, index) => put(block.labelIds[index] ?? block.labelIds[1], text));
    for (const words of block.sentences) {
      sentence++;
      for (const { id, text } of words) put(id, text);
      if (block.kind === 'row' && print.cells === 'lines') endLine();
    }
    endLine();
  }
  if (lines > 0) closePage();
  return { pages, places };
}

class Counter {
  readonly #patterns: readonly string[];
  readonly #counts = [0, 0, 0];

  constructor(patterns: readonly string[]) {
    this.#patterns = patterns;
  }

  next(level: number): string {
    const number = (this.#counts[level] ?? 0) + 1;
    this.#counts[level] = number;
    this.#counts.fill(0, level + 1);
    const pattern = this.#patterns[level] ?? '-';
    let at = 0;
    // A pattern with two numbers ("#.#.") counts its parent first.
    const numbers = pattern.split('#').length - 1 > 1 ? [this.#counts[level - 1] ?? 0, number] : [number];
    return pattern.replaceAll('#', () => {
      const value = numbers[at++] ?? number;
      return level === 2 ? 'abcdeghiklmnopqrstuvxy'.charAt((value - 1) % 22) : String(value);
    });
  }
}

/** The word as a file's text layer may have it. */
function damaged(text: string, print: Print, dice: Dice): string {
  let seen = print.isToneOnLast ? toneOnLast(text) : text;
  if (dice.chance(print.bare))
    seen = seen
      .normalize('NFD')
      .replace(/\p{M}+/gu, '')
      .replace(/đ/gu, 'd')
      .replace(/Đ/gu, 'D');
  if (seen.length > 3 && dice.chance(print.torn)) {
    const at = dice.between(1, seen.length - 1);
    seen = `${seen.slice(0, at)} ${seen.slice(at)}`;
  }
  return seen;
}

/** The other spelling of "hòa", "thủy": the tone on the last vowel. */
function toneOnLast(text: string): string {
  return text
    .normalize('NFD')
    .replace(
      /(?<![qQ])(?:([oO])([\u0300\u0301\u0303\u0309\u0323])([aeAE])|([uU])([\u0300\u0301\u0303\u0309\u0323])([yY]))(?![\p{L}\p{M}])/gu,
      '$1$4$3$6$2$5',
    )
    .normalize('NFC');
}
