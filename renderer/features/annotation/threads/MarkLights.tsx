import './mark-lights.css';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageTransform, Rect } from '#protocol/annotation/page-transform';
import { Icon } from '../../../ui/index.ts';
import type { AnnotationSession } from '../annotation-session.ts';
import { shapeOf } from '../mark-shape.ts';

export interface MarkLightsProps {
  readonly session: AnnotationSession;
  readonly page: number;
  readonly transform: PageTransform;
}

/** Pixels between a mark and the frame around it. */
const MARGIN = 6;

/** Frames on a page: around the mark that was gone to, for a moment, and around the one that the presenter points out. */
export function MarkLights({ session, page, transform }: MarkLightsProps) {
  const { t } = useTranslation('annotation');
  const { pulse, place, held } = useSyncExternalStore(
    session.spotlight.subscribe,
    session.spotlight.getSnapshot,
  );
  const pulsed = pulse === null ? undefined : session.marks.find(pulse.root, pulse.root.layer);
  const lit =
    pulse !== null && pulsed?.mark.page === page
      ? { turn: pulse.turn, rect: shapeOf(pulsed.mark).bounds }
      : place?.page === page
        ? place
        : null;
  const pointed = held === null ? undefined : session.marks.find(held, 'shared');
  return (
    <>
      {lit !== null ? (
        <span
          key={lit.turn}
          aria-hidden
          data-mark-pulse
          style={frame(lit.rect, transform)}
          className="mark-pulse pointer-events-none absolute z-10 rounded-md border-3 border-accent"
        />
      ) : null}
      {pointed?.mark.page === page ? (
        <span
          data-mark-pointed
          style={frame(shapeOf(pointed.mark).bounds, transform)}
          className="mark-pointed pointer-events-none absolute z-10 rounded-md border-3 border-live"
        >
          <span className="absolute -top-3 -left-3 flex size-6 items-center justify-center rounded-full bg-live text-on-live">
            <Icon name="present" size={0.875} label={t('threads.pointed')} />
          </span>
        </span>
      ) : null}
    </>
  );
}

function frame(rect: Rect, transform: PageTransform) {
  const { x, y, width, height } = transform.rectToScreen(rect);
  return {
    left: x - MARGIN,
    top: y - MARGIN,
    width: width + 2 * MARGIN,
    height: height + 2 * MARGIN,
  };
}
