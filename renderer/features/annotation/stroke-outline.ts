import { getStroke } from 'perfect-freehand';
import type { InkPoint } from '#protocol/annotation/ink';
import type { PenTool } from '#protocol/annotation/pen';

/**
 * perfect-freehand was made for pixels: some of its thresholds are a few units. It gets points at this magnification,
 * so that a fine pen on paper isn't smoothed away.
 */
const MAGNIFY = 8;

/**
 * The outline of a stroke as a closed polygon in the coordinates of its points. `width` is the pen's, in the same unit.
 * The line follows the strength of its points, of which a half is the pen's own width.
 */
export function strokeOutline(
  points: readonly InkPoint[],
  tool: Exclude<PenTool, 'laser'>,
  width: number,
  isFinished: boolean,
): [number, number][] {
  const input = points.map(({ x, y, pressure }) => [x * MAGNIFY, y * MAGNIFY, pressure]);
  const outline = getStroke(input, {
    size: width * MAGNIFY,
    thinning: tool === 'pen' ? 0.55 : 0.6,
    smoothing: 0.5,
    streamline: 0.35,
    simulatePressure: false,
    start: { cap: true },
    end: { cap: true },
    last: isFinished,
  });
  return outline.map(([x, y]) => [x / MAGNIFY, y / MAGNIFY]);
}

/** The outline as SVG path data: curves through the middles of its sides. */
export function outlinePath(outline: readonly (readonly [number, number])[]): string {
  const [first, ...rest] = outline;
  if (first === undefined) return '';
  const round = (value: number) => Math.round(value * 100) / 100;
  let path = `M${round(first[0])} ${round(first[1])}`;
  let [x, y] = first;
  for (const [nextX, nextY] of [...rest, first]) {
    path += `Q${round(x)} ${round(y)} ${round((x + nextX) / 2)} ${round((y + nextY) / 2)}`;
    x = nextX;
    y = nextY;
  }
  return `${path}Z`;
}
