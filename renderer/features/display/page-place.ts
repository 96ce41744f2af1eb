import { PageTransform, shownSize, type PageSize, type Rect } from '#protocol/annotation/page-transform';

/** How a page lies in a box: pixels per point, and where its upper left corner is in the box. */
export interface PagePlace {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

interface Box {
  readonly width: number;
  readonly height: number;
}

/**
 * Lays a page into the box so that the part that the presenter sees is as large as it can be, and never smaller than the
 * whole page would be. What is beside that part is shown where there is room for it.
 */
export function pagePlace(size: PageSize, part: Rect | null, box: Box): PagePlace {
  const page = shownSize(size);
  const whole = Math.min(box.width / page.width, box.height / page.height);
  const seen = part === null ? undefined : within(new PageTransform(size, 1).rectToScreen(part), page);
  const region = seen ?? { x: 0, y: 0, ...page };
  const scale = Math.max(whole, Math.min(box.width / region.width, box.height / region.height));
  const along = (start: number, length: number, inBox: number, inPage: number): number => {
    const free = inBox - inPage * scale;
    if (free >= 0) return free / 2;
    const centred = inBox / 2 - (start + length / 2) * scale;
    return Math.min(0, Math.max(free, centred));
  };
  return {
    scale,
    x: along(region.x, region.width, box.width, page.width),
    y: along(region.y, region.height, box.height, page.height),
  };
}

/** The part of the page in it; undefined where that is too little to be meant. */
function within(rect: Rect, page: Box): Rect | undefined {
  const x = Math.max(0, rect.x);
  const y = Math.max(0, rect.y);
  const width = Math.min(page.width, rect.x + rect.width) - x;
  const height = Math.min(page.height, rect.y + rect.height) - y;
  return width < page.width / 20 || height < page.height / 20 ? undefined : { x, y, width, height };
}
