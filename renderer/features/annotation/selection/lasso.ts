import type { PageMark } from '#protocol/annotation/mark';
import type { Point } from '#protocol/annotation/page-transform';
import { boxesOf, outlineOf, shapeOf } from '../mark-shape.ts';

/** Whether at least half of a mark lies inside of a closed line. */
export function isCaught(mark: PageMark, lasso: readonly Point[]): boolean {
  const points = sampleOf(mark);
  const inside = points.reduce((count, point) => count + (isWithin(point, lasso) ? 1 : 0), 0);
  return points.length > 0 && inside * 2 >= points.length;
}

/** Points that stand for where a mark is. */
function sampleOf(mark: PageMark): readonly Point[] {
  switch (mark.kind) {
    case 'ink':
      return shapeOf(mark).points;
    case 'shape': {
      const line = outlineOf(mark);
      if (line.length > 2) return line;
      const [from, to] = line;
      if (from === undefined || to === undefined) return line;
      return [0, 0.25, 0.5, 0.75, 1].map((share) => ({
        x: from.x + (to.x - from.x) * share,
        y: from.y + (to.y - from.y) * share,
      }));
    }
    case 'text':
      return boxesOf(mark).map(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 }));
    case 'textBox':
    case 'note':
    case 'stamp':
    case 'image': {
      const { x, y, width, height } = shapeOf(mark).bounds;
      return [{ x: x + width / 2, y: y + height / 2 }];
    }
  }
}

/** Whether a ray from the point crosses the closed line an odd number of times. */
function isWithin({ x, y }: Point, line: readonly Point[]): boolean {
  let isIn = false;
  let before = line.at(-1);
  for (const point of line) {
    if (
      before !== undefined &&
      point.y > y !== before.y > y &&
      x < ((before.x - point.x) * (y - point.y)) / (before.y - point.y) + point.x
    ) {
      isIn = !isIn;
    }
    before = point;
  }
  return isIn;
}
