import { type PageSize, shownSize } from '#protocol/annotation/page-transform';

/** A page is never drawn with more pixels or longer sides than this; beyond, it is drawn coarser and stretched. */
const MOST_PIXELS = 16_000_000;
const LONGEST_SIDE = 8192;

/**
 * Device pixels per point at which a page is drawn when `scale` is wanted: less for a page (14,400 points are allowed)
 * that would need more pixels than a canvas can have.
 */
export function boundedScale(size: PageSize, scale: number): number {
  const { width, height } = shownSize(size);
  return Math.min(scale, Math.sqrt(MOST_PIXELS / (width * height)), LONGEST_SIDE / Math.max(width, height));
}
