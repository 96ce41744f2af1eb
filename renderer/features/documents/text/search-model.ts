import {
  findMatches,
  type Match,
  mayMatch,
  type Needle,
  needleOf,
  type Snippet,
  snippetOf,
} from '#protocol/documents/text/find';
import type { PaperId, VersionId } from '#protocol/wire/ids';
import type { PackWords } from './pack-words.ts';

/** A paper that can be searched. */
export interface SearchedPaper {
  readonly paper: PaperId;
  readonly version: VersionId;
  readonly title: string;
  readonly pages: number;
}

/** A place that was found. */
export interface Found extends Match {
  readonly paper: PaperId;
  readonly version: VersionId;
  /** Counted from 0. */
  readonly page: number;
  /** What the file calls that page. */
  readonly label: string;
  readonly snippet: Snippet;
}

export type SearchScope = 'paper' | 'pack';

export interface SearchState {
  readonly query: string;
  /** Other diacritics are other words. */
  readonly keepMarks: boolean;
  readonly scope: SearchScope;
  readonly phase: 'idle' | 'running' | 'done' | 'stopped';
  /** Pages that have been looked through, of how many. */
  readonly done: number;
  readonly total: number;
  /** In the order of papers and pages; those with other diacritics than were asked for follow all others. */
  readonly found: readonly Found[];
  /** How many of `found` have the diacritics that were asked for. */
  readonly exact: number;
  /** There are more, which are not shown. */
  readonly isCut: boolean;
  /** Papers that couldn't be read. */
  readonly unread: readonly SearchedPaper[];
  /** Pages without any words, such as scans. */
  readonly wordless: number;
  /** Index in `found` of the place that is shown. */
  readonly current: number | null;
}

/** What the search needs of the world. */
export interface SearchPorts {
  readonly words: PackWords;
  /** Milliseconds. */
  readonly now: () => number;
  /** Lets everything else go first: input, frames, the pen. */
  readonly breathe: () => Promise<void>;
}

/** Most places that one search finds. */
export const MOST_FOUND = 2000;
/** Milliseconds of work between two breaths, and between two reports. */
const SLICE = 5;
const REPORT = 120;

const NOTHING = {
  phase: 'idle',
  done: 0,
  total: 0,
  found: [],
  exact: 0,
  isCut: false,
  unread: [],
  wordless: 0,
  current: null,
} as const;

/** Looks for words in the paper that is read, or in all papers of its pack, while everything else goes on. */
export class SearchModel {
  readonly #ports: SearchPorts;
  readonly #listeners = new Set<() => void>();
  readonly #goListeners = new Set<(found: Found) => void>();
  #papers: readonly SearchedPaper[] = [];
  #here: VersionId | undefined;
  #running: AbortController | undefined;
  /** The place that somebody goes to, until its paper shows it. */
  #wanted: Found | undefined;
  #state: SearchState = { query: '', keepMarks: false, scope: 'paper', ...NOTHING };

  constructor(ports: SearchPorts) {
    this.#ports = ports;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): SearchState => this.#state;

  /** Called with the place to be shown, each time that somebody goes to one. */
  onGo(listener: (found: Found) => void): () => void {
    this.#goListeners.add(listener);
    return () => this.#goListeners.delete(listener);
  }

  /** The papers of the pack in their order, and the one that is read. A search in the paper goes along with it. */
  setPapers(papers: readonly SearchedPaper[], here: VersionId): void {
    const before = this.#searched();
    this.#papers = papers;
    this.#here = here;
    const now = this.#searched();
    const isSame =
      now.length === before.length && now.every(({ version }, at) => version === before[at]?.version);
    if (!isSame && this.#state.query !== '') this.#start();
  }

  setQuery(query: string): void {
    if (query === this.#state.query) return;
    this.#become({ ...this.#state, query });
    this.#start();
  }

  setKeepMarks(keepMarks: boolean): void {
    this.#become({ ...this.#state, keepMarks });
    this.#start();
  }

  setScope(scope: SearchScope): void {
    if (scope === this.#state.scope) return;
    this.#become({ ...this.#state, scope });
    this.#start();
  }

  /** Looks again, for when a paper has other words than before. */
  again(version: VersionId): void {
    this.#ports.words.forget(version);
    this.#start();
  }

  /** Ends the search; what it has found stays. */
  stop(): void {
    if (this.#running === undefined) return;
    this.#running.abort();
    this.#running = undefined;
    this.#become({ ...this.#state, phase: 'stopped' });
  }

  /** Goes to a place that was found. */
  go(index: number): void {
    const found = this.#state.found[index];
    if (found === undefined) return;
    this.#become({ ...this.#state, current: index });
    this.#wanted = found;
    for (const listener of this.#goListeners) listener(found);
  }

  /** The place that is to be shown, if it is in this paper; once. */
  take(version: VersionId): Found | undefined {
    const wanted = this.#wanted;
    if (wanted?.version !== version) return undefined;
    this.#wanted = undefined;
    return wanted;
  }

  /** Goes to the next or the previous place, around the end; the first time to the first one from a page on. */
  step(direction: 1 | -1, from: { readonly version: VersionId; readonly page: number }): void {
    const { found, current } = this.#state;
    if (found.length === 0) return;
    if (current !== null) {
      this.go((current + direction + found.length) % found.length);
      return;
    }
    const order = new Map(this.#papers.map(({ version }, at) => [version, at]));
    const here = order.get(from.version) ?? 0;
    const isBehind = ({ version, page }: Found) => {
      const paper = order.get(version) ?? 0;
      return paper > here || (paper === here && page >= from.page);
    };
    const next = found.findIndex(isBehind);
    const first = next < 0 ? 0 : next;
    this.go(direction > 0 ? first : (first - 1 + found.length) % found.length);
  }

  close(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#listeners.clear();
    this.#goListeners.clear();
  }

  #searched(): readonly SearchedPaper[] {
    return this.#state.scope === 'pack'
      ? this.#papers
      : this.#papers.filter(({ version }) => version === this.#here);
  }

  #start(): void {
    this.#running?.abort();
    this.#running = undefined;
    const { query, keepMarks } = this.#state;
    const needle = needleOf(query, keepMarks);
    if (needle === undefined) {
      this.#become({ ...this.#state, ...NOTHING });
      return;
    }
    const papers = this.#searched();
    const running = new AbortController();
    this.#running = running;
    const total = papers.reduce((sum, { pages }) => sum + pages, 0);
    this.#become({ ...this.#state, ...NOTHING, phase: 'running', total });
    void this.#search(needle, papers, running);
  }

  async #search(needle: Needle, papers: readonly SearchedPaper[], running: AbortController): Promise<void> {
    const { words, now, breathe } = this.#ports;
    const { signal } = running;
    const finding = new Finding(needle);
    let reported = now();
    let sliceEnds = reported + SLICE;
    for (const paper of papers) {
      let page = 0;
      try {
        for await (const { text, plain } of words.read(paper.version, paper.pages, signal)) {
          if (signal.aborted) return;
          finding.look(paper, page, words.labelOf(paper.version, page), text, plain);
          page += 1;
          if (finding.isFull) break;
          if (now() < sliceEnds) continue;
          if (now() - reported >= REPORT) {
            this.#become({ ...this.#state, ...finding.report(this.#state) });
            reported = now();
          }
          await breathe();
          if (signal.aborted) return;
          sliceEnds = now() + SLICE;
        }
      } catch (error) {
        if (signal.aborted) return;
        console.debug('this paper cannot be searched', error);
        finding.unread.push(paper);
      }
      if (signal.aborted) return;
      finding.done += paper.pages - page;
      if (finding.isFull) break;
    }
    this.#running = undefined;
    this.#become({ ...this.#state, ...finding.report(this.#state), phase: 'done' });
  }

  #become(state: SearchState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** What one search has found so far. */
class Finding {
  readonly #needle: Needle;
  readonly #exact: Found[] = [];
  readonly #others: Found[] = [];
  readonly unread: SearchedPaper[] = [];
  #wordless = 0;
  done = 0;

  constructor(needle: Needle) {
    this.#needle = needle;
  }

  get isFull(): boolean {
    return this.#exact.length + this.#others.length >= MOST_FOUND;
  }

  look({ paper, version }: SearchedPaper, page: number, label: string, text: string, plain: string): void {
    this.done += 1;
    if (text === '') this.#wordless += 1;
    if (!mayMatch(plain, this.#needle)) return;
    const left = MOST_FOUND - this.#exact.length - this.#others.length;
    // Whoever types no diacritics asks for none: all are alike then.
    const isPlain = this.#needle.exact === this.#needle.plain;
    for (const match of findMatches(text, this.#needle, left)) {
      const found: Found = { ...match, paper, version, page, label, snippet: snippetOf(text, match) };
      if (match.isExact || isPlain) this.#exact.push(found);
      else this.#others.push(found);
    }
  }

  report(before: SearchState): Omit<SearchState, 'query' | 'keepMarks' | 'scope' | 'phase' | 'total'> {
    const shown = before.current === null ? undefined : before.found[before.current];
    const found = [...this.#exact, ...this.#others];
    const current =
      shown === undefined
        ? -1
        : found.findIndex(
            ({ version, page, start }) =>
              version === shown.version && page === shown.page && start === shown.start,
          );
    return {
      done: this.done,
      found,
      exact: this.#exact.length,
      isCut: this.isFull,
      unread: [...this.unread],
      wordless: this.#wordless,
      current: current < 0 ? null : current,
    };
  }
}
