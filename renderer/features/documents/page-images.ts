import type { PageSize } from '#protocol/annotation/page-transform';
import { type CachedPage, PageCache } from './page-cache.ts';
import type { PageRange } from './page-layout.ts';
import { type RenderJob, RenderQueue } from './render-queue.ts';

/** Pages rendered in advance below and above what is on screen. */
const AHEAD = 2;
const BEHIND = 1;
/** Pages rendered at once. pdf.js parses in one worker; a second one hides its waiting for bytes. */
const AT_ONCE = 2;

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

  /** `memory` is in bytes; `bounded` says at which scale a page is really drawn. */
  constructor(
    source: PageSource<P>,
    sizes: readonly PageSize[],
    memory: number,
    bounded: (size: PageSize, scale: number) => number,
  ) {
    this.#source = source;
    this.#sizes = sizes;
    this.#bounded = bounded;
    this.#cache = new PageCache(memory);
    this.#queue = new RenderQueue(AT_ONCE, (key, error) => {
      const page = Number(key.split('@')[0]);
      this.#failed.set(page, error);
      this.#tell(page);
    });
  }

  /** Says what is on screen and at how many device pixels per point. */
  want(range: PageRange, scale: number): void {
    this.#range = range;
    this.#scale = scale;
    const jobs: RenderJob<string>[] = [];
    const visible: number[] = [];
    for (let page = range.first; page <= range.last; page++) visible.push(page);
    this.#cache.keep(visible);
    const middle = (range.first + range.last) / 2;
    const order = visible.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    for (let step = 1; step <= AHEAD; step++) order.push(range.last + step);
    for (let step = 1; step <= BEHIND; step++) order.push(range.first - step);
    for (const page of order) {
      const size = this.#sizes[page];
      if (size === undefined || this.#failed.has(page)) continue;
      const target = this.#bounded(size, scale);
      const there = this.#cache.get(page);
      // Sharper than needed is fine on screen, up to a point where scaling down shows.
      if (there !== undefined && there.scale >= target * 0.99 && there.scale <= target * 1.5) continue;
      jobs.push({
        key: `${page}@${target.toFixed(4)}`,
        // A neighbour drawn at the same time would take half of the processor from the page that is waited for.
        isUrgent: page >= range.first && page <= range.last,
        run: async (signal) => {
          const image = await this.#source.render(page, size, target, signal);
          if (signal.aborted) {
            image.bitmap.close();
            return;
          }
          this.#cache.put(page, image);
          this.#tell(page);
        },
      });
    }
    this.#queue.want(jobs);
    this.#source.forgetOutside(range.first - BEHIND - 3, range.last + AHEAD + 3);
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
    this.want(this.#range, this.#scale);
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
