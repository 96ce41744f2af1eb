import { packInk } from '#protocol/annotation/ink';
import type { InkMark, MarkColour, PageMark } from '#protocol/annotation/mark';
import type { Point, Rect } from '#protocol/annotation/page-transform';
import type { PlacedMark } from '../mark-index.ts';
import type { MarkEdit, MarkStore } from '../mark-store.ts';
import { shapeOf } from '../mark-shape.ts';

/** Smallest side of something that is resized, in points. */
export const LEAST_SIDE = 6;
/** Widest line of a mark, in points. */
const WIDEST = 60;

/**
 * A mark that is this much further on the page. Undefined for a mark on words: it is where they are. Whoever moves a
 * mark that was carried over from another version has confirmed its place.
 */
export function movedBy(mark: PageMark, { x, y }: Point): PageMark | undefined {
  switch (mark.kind) {
    case 'text':
      return undefined;
    case 'ink':
      return mapped(mark, (point) => ({ x: point.x + x, y: point.y + y }));
    case 'shape':
      return placedByHand({ ...mark, x1: mark.x1 + x, y1: mark.y1 + y, x2: mark.x2 + x, y2: mark.y2 + y });
    case 'textBox':
    case 'note':
    case 'stamp':
    case 'image':
      return placedByHand({ ...mark, x: mark.x + x, y: mark.y + y });
  }
}

/** A mark as it is when the rectangle `from`, in which it is, becomes `to`. Undefined for what has no size of its own. */
export function fitted(mark: PageMark, from: Rect, to: Rect): PageMark | undefined {
  const sx = from.width === 0 ? 1 : to.width / from.width;
  const sy = from.height === 0 ? 1 : to.height / from.height;
  const map = ({ x, y }: Point) => ({ x: to.x + (x - from.x) * sx, y: to.y + (y - from.y) * sy });
  switch (mark.kind) {
    case 'text':
      return undefined;
    case 'ink':
      return mapped(mark, map);
    case 'shape': {
      const start = map({ x: mark.x1, y: mark.y1 });
      const end = map({ x: mark.x2, y: mark.y2 });
      return placedByHand({ ...mark, x1: start.x, y1: start.y, x2: end.x, y2: end.y });
    }
    case 'note':
      return placedByHand({ ...mark, ...map(mark) });
    case 'textBox':
    case 'stamp':
    case 'image': {
      const box = { ...map(mark), width: mark.width * sx, height: mark.height * sy };
      if (mark.kind !== 'textBox') return placedByHand({ ...mark, ...box });
      const size = Math.min(144, Math.max(4, mark.size * Math.min(sx, sy)));
      return placedByHand({ ...mark, ...box, size });
    }
  }
}

/** A mark in another colour or with another width, as far as it has one. */
export function restyled(
  mark: PageMark,
  look: { readonly colour?: MarkColour; readonly width?: number },
): PageMark {
  const { colour, width } = look;
  let made = mark;
  if (colour !== undefined && made.kind !== 'image') made = { ...made, colour };
  if (width !== undefined && (made.kind === 'ink' || made.kind === 'shape')) {
    made = { ...made, width: Math.min(WIDEST, Math.max(0.1, width)) };
  }
  return made;
}

/**
 * What removes these marks of one's own. The picture of an image goes with the last image that shows it.
 */
export function removing(store: MarkStore, placed: readonly PlacedMark[]): MarkEdit[] {
  const edits: MarkEdit[] = placed.map(({ layer, id }) => ({ layer, id, mark: null }));
  const going = new Set(placed);
  const pictures = new Set<string>();
  for (const { mark, layer } of placed) {
    if (mark.kind !== 'image' || pictures.has(`${layer} ${mark.picture}`)) continue;
    pictures.add(`${layer} ${mark.picture}`);
    const isShownElsewhere = store
      .all()
      .some(
        (other) =>
          other.author === store.me &&
          other.layer === layer &&
          other.mark.kind === 'image' &&
          other.mark.picture === mark.picture &&
          !going.has(other),
      );
    if (!isShownElsewhere) edits.push({ layer, id: mark.picture, mark: null });
  }
  return edits;
}

/** A stroke with each point somewhere else. Undefined for one that can't be read: it is kept as it is. */
function mapped(mark: InkMark, map: (point: Point) => Point): InkMark | undefined {
  const { points } = shapeOf(mark);
  if (points.length === 0) return undefined;
  return placedByHand({
    ...mark,
    points: packInk(points.map((point) => ({ ...map(point), pressure: point.pressure }))),
  });
}

function placedByHand<M extends PageMark>(mark: M): M {
  const { carried } = mark;
  return carried === undefined ? mark : { ...mark, carried: { ...carried, confirmed: true } };
}
