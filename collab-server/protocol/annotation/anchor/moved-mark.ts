import { packInk, unpackInk } from '../ink.ts';
import type { PageMark } from '../mark.ts';
import type { Point } from '../page-transform.ts';

/** The mark on another page, shifted by some points; undefined when it would leave what a mark may hold. */
export function movedMark(mark: PageMark, page: number, by: Point): PageMark | undefined {
  const x = (value: number): number => value + by.x;
  const y = (value: number): number => value + by.y;
  switch (mark.kind) {
    case 'ink': {
      if (by.x === 0 && by.y === 0) return { ...mark, page };
      const points = unpackInk(mark.points, mark.at);
      if (points === undefined) return undefined;
      const moved = points.map((point) => ({ ...point, x: x(point.x), y: y(point.y) }));
      return { ...mark, page, points: packInk(moved) };
    }
    case 'text':
      return {
        ...mark,
        page,
        boxes: mark.boxes.map((value, at) => (at % 4 === 0 ? x(value) : at % 4 === 1 ? y(value) : value)),
      };
    case 'shape':
      return { ...mark, page, x1: x(mark.x1), y1: y(mark.y1), x2: x(mark.x2), y2: y(mark.y2) };
    case 'textBox':
    case 'note':
    case 'stamp':
    case 'image':
      return { ...mark, page, x: x(mark.x), y: y(mark.y) };
  }
}
