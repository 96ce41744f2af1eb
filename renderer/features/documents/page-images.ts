import type { PageSize } from '#protocol/annotation/page-transform';
import { type CachedPage, PageCache } from './page-cache.ts';
import type { PageRange } from './page-layout.ts';
import { type RenderJob, RenderQueue } from './render-queue.ts';

/** Pages rendered in advance beyond what is on screen: where the reader is heading, and where they come from. */
const AHEAD = 2;
const BEHIND = 1;
/** Pages rendered at once. pdf.js parses in one worker; a second one hides its waiting for bytes. */
const AT_ONCE = 2;
/** What pdf.js has understood of pages this far from the screen is kept, so that coming back is quick. */
const NEAR = 3;

/** What draws pages; `PdfDocument` in the app. */
export interface PageSource<P extends CachedPage> {
  render(page: number, size: PageSize, scale: number, signal: AbortSignal): Promise<P>;
  forgetOutside(first: number, last: number): void;
}

/** The drawn pages of one document: those on screen first, then their neighbours, within a memory bound. */
export class PageImages<P extends CachedPage> {
  readonly #source: PageSource<P>;
  readonly #sizes: readonly PageSize[];
  readonly #bounded: (size: PageSize, scale: number) => number;
  readonly #cache: PageCache<P>;
  readonly #queue: RenderQueue<string>;
  readonly #failed = new Map<number, unknown>();
  readonly #listeners = new Set<(page: number) => void>();
  #range: PageRange = { first: 0, last: -1 };
  #scale = 1;
  #focus: number | undefined;
  #heading: 1 | -1 = 1;
  /** Pages that show what they showed before everything was drawn anew. */
  readonly #stale = new Set<number>();
  #edition = 0;

  /**
   * `memory` is in bytes; `bounded` says at which scale a page is really drawn; `painted` waits until what has been
   * drawn is on the screen.
   */
  constructor(
    source: PageSource<P>,
    sizes: readonly PageSize[],
    memory: number,
    bounded: (size: PageSize, scale: number) => number,
    painted: () => Promise<void> = () => Promise.resolve(),
  ) {
    this.#source = source;
    this.#sizes = sizes;
    this.#bounded = bounded;
    this.#cache = new PageCache(memory);
    const failed = (key: string, error: unknown) => {
      const page = Number(key.split('@')[0]);
      this.#failed.set(page, error);
      this.#tell(page);
    };
    this.#queue = new RenderQueue(AT_ONCE, failed, painted);
  }

  /** Says what is on screen, at how many device pixels per point, and which page the reader looks at. */
  want(range: PageRange, scale: number, focus = Math.floor((range.first + range.last) / 2)): void {
    if (range.first !== this.#range.first) this.#heading = range.first < this.#range.first ? -1 : 1;
    this.#range = range;
    this.#scale = scale;
    this.#focus = focus;
    const jobs: RenderJob<string>[] = [];
    const visible: number[] = [];
    for (let page = range.first; page <= range.last; page++) visible.push(page);
    this.#cache.keep(visible);
    const order = visible.toSorted((a, b) => Math.abs(a - focus) - Math.abs(b - focus));
    const [below, above] = this.#heading > 0 ? [AHEAD, BEHIND] : [BEHIND, AHEAD];
    const after = Array.from({ length: below }, (_, step) => range.last + 1 + step);
    const before = Array.from({ length: above }, (_, step) => range.first - 1 - step);
    order.push(...(this.#heading > 0 ? [...after, ...before] : [...before, ...after]));
    for (const page of order) {
      const size = this.#sizes[page];
      if (size === undefined || this.#failed.has(page)) continue;
      const target = this.#bounded(size, scale);
      const there = this.#cache.get(page);
      // Sharper than needed is fine on screen, up to a point where scaling down shows.
      const fits = there !== undefined && there.scale >= target * 0.99 && there.scale <= target * 1.5;
      if (fits && !this.#stale.has(page)) continue;
      jobs.push({
        key: `${page}@${target.toFixed(4)}#${this.#edition}`,
        // Another page drawn at the same time would take half of the processor from the one that is looked at.
        isUrgent: page === focus,
        run: async (signal) => {
          const image = await this.#source.render(page, size, target, signal);
          if (signal.aborted) {
            image.bitmap.close();
            return;
          }
          this.#stale.delete(page);
          this.#cache.put(page, image);
          this.#tell(page);
        },
      });
    }
    this.#queue.want(jobs);
    this.#source.forgetOutside(range.first - NEAR, range.last + NEAR);
  }

  /** The page as it was last drawn, perhaps for another zoom. */
  get(page: number): P | undefined {
    return this.#cache.get(page);
  }

  failure(page: number): unknown {
    return this.#failed.get(page);
  }

  retry(page: number): void {
    this.#failed.delete(page);
    this.#tell(page);
    this.want(this.#range, this.#scale, this.#focus);
  }

  /** Draws everything anew, since pages look different now. What is on screen stays until it is drawn. */
  redraw(): void {
    this.#edition += 1;
    this.#stale.clear();
    for (const page of this.#cache.forgetOthers()) this.#stale.add(page);
    this.want(this.#range, this.#scale, this.#focus);
  }

  /** Calls back with a page whose image or failure changed. Returns what stops it. */
  onPage(listener: (page: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#queue.close();
    this.#cache.close();
    this.#listeners.clear();
  }

  #tell(page: number): void {
    for (const listener of this.#listeners) listener(page);
  }
}
