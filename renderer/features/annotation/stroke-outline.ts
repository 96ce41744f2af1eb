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

/** What takes an outline: a `Path2D`, or whatever draws like one. */
type Outline = Pick<Path2D, 'moveTo' | 'quadraticCurveTo' | 'closePath'>;

/** Draws the outline onto a path: curves through the middles of its sides. */
export function drawOutline<P extends Outline>(path: P, outline: readonly (readonly [number, number])[]): P {
  const [first] = outline;
  if (first === undefined) return path;
  path.moveTo(first[0], first[1]);
  let [x, y] = first;
  for (let n = 1; n <= outline.length; n++) {
    const [nextX, nextY] = outline[n] ?? first;
    path.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
    x = nextX;
    y = nextY;
  }
  path.closePath();
  return path;
}
