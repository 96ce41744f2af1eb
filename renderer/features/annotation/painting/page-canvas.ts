import type { PageTransform, Rect } from '#protocol/annotation/page-transform';
import { boundedScale } from '../raster-scale.ts';

/** Keeps a canvas at a page's size, and at no size at all while nothing is on it. */
export class PageCanvas {
  readonly element: HTMLCanvasElement;
  #context: CanvasRenderingContext2D | null = null;
  #scale = 1;

  constructor(element: HTMLCanvasElement) {
    this.element = element;
  }

  /** A cleared canvas in page coordinates, or null when the browser gives none. */
  clear(transform: PageTransform, ratio: number): CanvasRenderingContext2D | null {
    const scale = boundedScale(transform.size, transform.scale * ratio) / transform.scale;
    const shown = transform.rectToScreen({
      x: 0,
      y: 0,
      width: transform.size.width,
      height: transform.size.height,
    });
    const width = Math.max(1, Math.round(shown.width * scale));
    const height = Math.max(1, Math.round(shown.height * scale));
    this.#context ??= this.element.getContext('2d');
    const context = this.#context;
    if (context === null) return null;
    this.element.style.display = '';
    if (this.element.width !== width || this.element.height !== height) {
      this.element.width = width;
      this.element.height = height;
    } else {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, width, height);
    }
    const [a, b, c, d, e, f] = transform.matrix;
    context.setTransform(a * scale, b * scale, c * scale, d * scale, e * scale, f * scale);
    this.#scale = scale;
    return context;
  }

  get isShown(): boolean {
    return this.element.width > 1;
  }

  /** The canvas as it is, to draw more on it. */
  get context(): CanvasRenderingContext2D | null {
    return this.#context;
  }

  /**
   * Clears one part, in points, and lets `paint` draw there only. Whole pixels, so that no seam is seen around it.
   */
  renew(part: Rect, transform: PageTransform, paint: (context: CanvasRenderingContext2D) => void): void {
    const context = this.#context;
    if (context === null) return;
    const shown = transform.rectToScreen(part);
    const scale = this.#scale;
    const left = Math.floor(shown.x * scale) - 2;
    const top = Math.floor(shown.y * scale) - 2;
    const right = Math.ceil((shown.x + shown.width) * scale) + 2;
    const bottom = Math.ceil((shown.y + shown.height) * scale) + 2;
    context.save();
    const inPoints = context.getTransform();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.beginPath();
    context.rect(left, top, right - left, bottom - top);
    context.clip();
    context.clearRect(left, top, right - left, bottom - top);
    context.setTransform(inPoints);
    paint(context);
    context.restore();
  }

  /** Gives the memory back. What isn't shown costs the browser nothing when it puts the page together. */
  free(): void {
    this.element.style.display = 'none';
    if (this.element.width > 1) {
      this.element.width = 1;
      this.element.height = 1;
    }
  }
}
