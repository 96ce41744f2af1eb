/** A rendered page. `scale` is device pixels per point, so that a sharper one can replace it. */
export interface CachedPage {
  readonly bitmap: { readonly width: number; readonly height: number; close(): void };
  readonly scale: number;
}

/** Keeps rendered pages within a number of bytes; those not used for longest go first, those in use never. */
export class PageCache<P extends CachedPage> {
  readonly #limit: number;
  /** In order of last use, oldest first. */
  readonly #pages = new Map<number, P>();
  #kept: ReadonlySet<number> = new Set();
  #bytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(page: number): P | undefined {
    return this.#pages.get(page);
  }

  /** Takes over a bitmap; one that was there for the page is closed. */
  put(page: number, rendered: P): void {
    this.#remove(page);
    this.#pages.set(page, rendered);
    this.#bytes += size(rendered);
    this.#shrink();
  }

  /** Pages on screen: they stay, however little memory there is. */
  keep(pages: Iterable<number>): void {
    this.#kept = new Set(pages);
    for (const page of this.#kept) {
      const rendered = this.#pages.get(page);
      if (rendered === undefined) continue;
      this.#pages.delete(page);
      this.#pages.set(page, rendered);
    }
    this.#shrink();
  }

  /** Lets go of all pages but those on screen, and says which those are. */
  forgetOthers(): number[] {
    for (const page of this.#pages.keys()) if (!this.#kept.has(page)) this.#remove(page);
    return [...this.#pages.keys()];
  }

  close(): void {
    for (const page of this.#pages.keys()) this.#remove(page);
  }

  #shrink(): void {
    for (const page of this.#pages.keys()) {
      if (this.#bytes <= this.#limit) return;
      if (!this.#kept.has(page)) this.#remove(page);
    }
  }

  #remove(page: number): void {
    const rendered = this.#pages.get(page);
    if (rendered === undefined) return;
    this.#pages.delete(page);
    this.#bytes -= size(rendered);
    rendered.bitmap.close();
  }
}

function size({ bitmap }: CachedPage): number {
  return bitmap.width * bitmap.height * 4;
}
