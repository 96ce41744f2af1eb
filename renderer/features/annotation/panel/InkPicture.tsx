import type { PageMark } from '#protocol/annotation/mark';
import { inkColour } from '../mark-colours.ts';
import { shapeOf } from '../mark-shape.ts';

/** Most points of a stroke that its small picture has. */
const POINTS = 60;
/** The picture's size in pixels; strokes keep their proportions in it. */
const SIZE = { width: 64, height: 36 };

/** A stroke or a shape as a small picture, for telling it apart in a list. */
export function InkPicture({ mark }: { readonly mark: Extract<PageMark, { kind: 'ink' | 'shape' }> }) {
  const { bounds, points } = shapeOf(mark);
  const scale = Math.min(
    (SIZE.width - 6) / Math.max(bounds.width, 1),
    (SIZE.height - 6) / Math.max(bounds.height, 1),
    1.5,
  );
  const left = (SIZE.width - bounds.width * scale) / 2;
  const top = (SIZE.height - bounds.height * scale) / 2;
  const x = (value: number) => left + (value - bounds.x) * scale;
  const y = (value: number) => top + (bounds.y + bounds.height - value) * scale;
  const tool = mark.kind === 'ink' ? mark.tool : 'pen';
  const look = {
    fill: 'none',
    stroke: inkColour(tool, mark.colour),
    strokeWidth: Math.min(6, Math.max(1.5, mark.width * scale)),
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
  } as const;
  return (
    <svg
      aria-hidden
      width={SIZE.width}
      height={SIZE.height}
      viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
      className="shrink-0 rounded-sm border border-line bg-page"
    >
      {mark.kind === 'ink' ? (
        <polyline
          points={thinned(points)
            .map((point) => `${x(point.x)},${y(point.y)}`)
            .join(' ')}
          {...look}
        />
      ) : mark.shape === 'ellipse' ? (
        <ellipse
          cx={x((mark.x1 + mark.x2) / 2)}
          cy={y((mark.y1 + mark.y2) / 2)}
          rx={(Math.abs(mark.x1 - mark.x2) * scale) / 2}
          ry={(Math.abs(mark.y1 - mark.y2) * scale) / 2}
          {...look}
        />
      ) : mark.shape === 'box' ? (
        <rect
          x={x(Math.min(mark.x1, mark.x2))}
          y={y(Math.max(mark.y1, mark.y2))}
          width={Math.abs(mark.x1 - mark.x2) * scale}
          height={Math.abs(mark.y1 - mark.y2) * scale}
          {...look}
        />
      ) : (
        <line x1={x(mark.x1)} y1={y(mark.y1)} x2={x(mark.x2)} y2={y(mark.y2)} {...look} />
      )}
    </svg>
  );
}

/** Evenly chosen points; one point is a dot, drawn as a line to itself. */
function thinned<T>(points: readonly T[]): T[] {
  const step = Math.max(1, Math.ceil(points.length / POINTS));
  const chosen = points.filter((_, n) => n % step === 0);
  const last = points.at(-1);
  return last === undefined ? chosen : [...chosen, last];
}
