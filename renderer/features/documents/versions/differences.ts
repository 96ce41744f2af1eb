import { boxesOf, NO_TEXT, type PageText } from '#protocol/documents/text/page-text';
import { type Difference, differencesOf, type Stretch } from '#protocol/documents/text/word-diff';

/** One of the two versions: how many pages it has, and how their words are read. */
export interface ComparedText {
  readonly pages: number;
  readonly page: (page: number) => Promise<PageText>;
}

export type ComparedSide = 'old' | 'now';

export type DifferencesView =
  | { readonly phase: 'reading'; readonly read: number; readonly pages: number }
  | {
      readonly phase: 'done';
      readonly differences: readonly Difference[];
      /** The one that was gone to. */
      readonly current: number | null;
      /** Pages of both that could not be read: nothing is said of them. */
      readonly unread: number;
      /** One of the two has no words at all, as a scan that was not recognised. */
      readonly hasNoWords: boolean;
    };

/** A part of a difference on a page. `isGap`: no words, but the place where they would stand. */
export interface DifferencePart {
  readonly index: number;
  /** x, y, width, height of each line's part, in points of the page. */
  readonly boxes: readonly number[];
  readonly isGap: boolean;
}

/** What is different between the words of two versions. Begins to read them at once; `close()` ends that. */
export class Differences {
  readonly #texts: Record<ComparedSide, PageText[]> = { old: [], now: [] };
  readonly #sides: Readonly<Record<ComparedSide, ComparedText>>;
  readonly #listeners = new Set<() => void>();
  readonly #parts = new Map<string, readonly DifferencePart[]>();
  #unread = 0;
  #isClosed = false;
  #view: DifferencesView;

  constructor(old: ComparedText, now: ComparedText) {
    this.#sides = { old, now };
    this.#view = { phase: 'reading', read: 0, pages: old.pages + now.pages };
    void this.#read();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): DifferencesView => this.#view;

  /** What of the differences is on a page of one side; nothing before they are known. */
  on(side: ComparedSide, page: number): readonly DifferencePart[] {
    if (this.#view.phase !== 'done') return [];
    const key = `${side} ${page}`;
    let parts = this.#parts.get(key);
    if (parts === undefined)
      this.#parts.set(key, (parts = this.#partsOn(side, page, this.#view.differences)));
    return parts;
  }

  /**
   * Goes to the next difference or the one before. Without one that was gone to, the next is the first from this page of
   * the newer version on.
   */
  step(direction: 1 | -1, page: number): Difference | undefined {
    if (this.#view.phase !== 'done') return undefined;
    const { differences, current } = this.#view;
    const count = differences.length;
    if (count === 0) return undefined;
    let next = current === null ? -1 : current + direction;
    if (current === null) {
      next = differences.findIndex(({ nowAt }) => (nowAt?.page ?? 0) >= page);
      if (direction === -1) next = next === -1 ? count - 1 : next - 1;
    }
    const index = (next + count) % count;
    this.#become({ ...this.#view, current: index });
    return differences[index];
  }

  /** Where a place is on its page, as a point of its upper left corner. */
  pointOf(
    side: ComparedSide,
    place: Stretch,
  ): { readonly page: number; readonly x: number; readonly y: number } {
    const [x = 0, y = 0, , height = 0] = this.#boxes(side, place);
    return { page: place.page, x, y: y + height };
  }

  /** The words of one side of a difference. */
  wordsOf(side: ComparedSide, difference: Difference): string {
    return difference[side]
      .map(({ page, start, end }) => this.#text(side, page).text.slice(start, end))
      .join(' ')
      .replaceAll(/\s+/gu, ' ');
  }

  close(): void {
    this.#isClosed = true;
    this.#listeners.clear();
  }

  async #read(): Promise<void> {
    await Promise.all([this.#readSide('old'), this.#readSide('now')]);
    if (this.#isClosed) return;
    const words = (side: ComparedSide) => this.#texts[side].map(({ text }) => text);
    const [old, now] = [words('old'), words('now')];
    const hasNoWords = [old, now].some((pages) => pages.every((text) => text.trim() === ''));
    this.#become({
      phase: 'done',
      differences: hasNoWords ? [] : differencesOf(old, now),
      current: null,
      unread: this.#unread,
      hasNoWords,
    });
  }

  async #readSide(side: ComparedSide): Promise<void> {
    const { pages, page: read } = this.#sides[side];
    for (let page = 0; page < pages && !this.#isClosed; page++) {
      try {
        this.#texts[side].push(await read(page));
      } catch (error) {
        console.debug('the words of this page cannot be compared', error);
        this.#texts[side].push(NO_TEXT);
        this.#unread += 1;
      }
      if (this.#view.phase === 'reading') this.#become({ ...this.#view, read: this.#view.read + 1 });
    }
  }

  #partsOn(side: ComparedSide, page: number, differences: readonly Difference[]): DifferencePart[] {
    return differences.flatMap((difference, index): DifferencePart[] => {
      const here = difference[side].filter((stretch) => stretch.page === page);
      if (here.length > 0) {
        const boxes = here.flatMap((stretch) => this.#boxes(side, stretch));
        return [{ index, boxes, isGap: false }];
      }
      const at = side === 'old' ? difference.oldAt : difference.nowAt;
      if (difference[side].length > 0 || at?.page !== page) return [];
      const [x = 0, y = 0, , height = 0] = this.#boxes(side, at);
      return [{ index, boxes: [x - 2, y, 2, height], isGap: true }];
    });
  }

  #boxes(side: ComparedSide, { page, start, end }: Stretch): number[] {
    return boxesOf(this.#text(side, page), start, end);
  }

  #text(side: ComparedSide, page: number): PageText {
    return this.#texts[side][page] ?? NO_TEXT;
  }

  #become(view: DifferencesView): void {
    if (this.#isClosed) return;
    this.#view = view;
    for (const listener of this.#listeners) listener();
  }
}
