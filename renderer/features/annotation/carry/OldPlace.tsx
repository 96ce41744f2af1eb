import { type CSSProperties, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageMark } from '#protocol/annotation/mark';
import { PageTransform, type Rect } from '#protocol/annotation/page-transform';
import type { PlacedMark } from '../mark-index.ts';
import { shapeOf } from '../mark-shape.ts';
import { paintMark, sheetOf } from '../painting/paint-mark.ts';
import type { Carry } from './carry.ts';

/** The picture's size in CSS pixels at most. */
const SIZE = { width: 232, height: 120 };
/** Points around the mark that are shown with it. */
const AROUND = 28;

/** A small picture of the place that a mark had in the version before, with a frame around the mark. */
export function OldPlace({ carry, placed }: { readonly carry: Carry; readonly placed: PlacedMark }) {
  const { t } = useTranslation('annotation');
  const host = useRef<HTMLDivElement>(null);
  const [frame, setFrame] = useState<CSSProperties | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const { mark } = placed;
  useEffect(() => {
    const ending = new AbortController();
    const draw = async () => {
      const sizes = await carry.paper.sizes();
      const size = sizes[mark.page];
      if (size === undefined) throw new Error('the mark is on no page');
      const { bounds } = shapeOf(mark);
      const part = partAround(bounds, size);
      const shown = new PageTransform(size, 1).rectToScreen(part);
      const scale = Math.min(SIZE.width / shown.width, SIZE.height / shown.height, 1.5);
      const canvas = await carry.paper.picture(mark.page, part, scale * devicePixelRatio, ending.signal);
      if (ending.signal.aborted) return;
      const transform = new PageTransform(size, scale);
      const [at, origin] = [transform.rectToScreen(bounds), transform.rectToScreen(part)];
      paintOn(canvas, mark, transform, origin, size.rotation);
      canvas.style.width = `${shown.width * scale}px`;
      canvas.className = 'block h-auto max-w-full bg-page';
      host.current?.replaceChildren(canvas);
      setFrame({
        left: share(at.x - origin.x - 3, origin.width),
        top: share(at.y - origin.y - 3, origin.height),
        width: share(at.width + 6, origin.width),
        height: share(at.height + 6, origin.height),
      });
    };
    draw().catch((error: unknown) => {
      if (ending.signal.aborted) return;
      console.debug('no picture of the old place', error);
      setFailed(true);
    });
    return () => ending.abort();
  }, [carry, mark]);
  if (hasFailed) return null;
  return (
    <div
      role="img"
      aria-label={t('carry.oldPlace', { page: mark.page + 1 })}
      className="relative w-fit max-w-full overflow-hidden rounded-sm border border-line"
    >
      <div ref={host} className="min-h-12 min-w-40 bg-page" />
      {frame === null ? null : (
        <span aria-hidden style={frame} className="absolute rounded-sm border-2 border-dashed border-warn" />
      )}
    </div>
  );
}

function share(length: number, whole: number): string {
  return `${(100 * length) / whole}%`;
}

/** Paints the mark over the picture of its place; pins are no paint, and have the frame only. */
function paintOn(
  canvas: HTMLCanvasElement,
  mark: PageMark,
  { matrix: [a, b, c, d, e, f] }: PageTransform,
  origin: Rect,
  rotation: number,
): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const ratio = canvas.width / origin.width;
  context.setTransform(
    a * ratio,
    b * ratio,
    c * ratio,
    d * ratio,
    (e - origin.x) * ratio,
    (f - origin.y) * ratio,
  );
  if (sheetOf(mark) === 'highlighter') context.globalCompositeOperation = 'multiply';
  paintMark(context, mark, { rotation, picture: () => undefined });
}

/** Wide enough to see whose words it stood beside, within the page. */
function partAround(
  bounds: Rect,
  { width, height }: { readonly width: number; readonly height: number },
): Rect {
  const wanted = Math.max(bounds.width + 2 * AROUND, 220);
  const x = Math.max(0, Math.min(bounds.x + bounds.width / 2 - wanted / 2, width - wanted));
  const bottom = Math.max(0, bounds.y - AROUND);
  const top = Math.min(height, bounds.y + bounds.height + AROUND);
  return { x, y: bottom, width: Math.min(wanted, width), height: Math.max(20, top - bottom) };
}
