import { useEffect, useState, useSyncExternalStore } from 'react';
import type { PageTransform, Rect } from '#protocol/annotation/page-transform';
import type { PersonId } from '#protocol/wire/ids';
import type { AnnotationSession } from '../annotation-session.ts';
import { AuthorTag } from '../AuthorTag.tsx';
import { handlesOf } from './handles.ts';
import { SelectionBar } from './SelectionBar.tsx';

export interface SelectionFrameProps {
  readonly session: AnnotationSession;
  readonly page: number;
  readonly transform: PageTransform;
  readonly nameOf: (person: PersonId) => string;
}

/** Pixels between marks and the frame around them. */
const MARGIN = 5;

/** The frame around what is selected on a page, with its handles and what can be done with it. */
export function SelectionFrame({ session, page, transform, nameOf }: SelectionFrameProps) {
  const { selection } = session.hand;
  const view = useSyncExternalStore(selection.subscribe, selection.getSnapshot);
  const { tool, draft } = useSyncExternalStore(session.subscribe, session.getSnapshot);
  const moved = useMovedFrame(session, page, view !== null && view.page === page);
  if (view === null || view.page !== page || tool === 'read' || draft !== null) return null;
  const shown = transform.rectToScreen(moved ?? view.bounds);
  const handles = moved === null ? handlesOf(view) : [];
  const isLine = handles.some(({ kind }) => kind === 'start');
  const [first] = view.marks;
  return (
    <>
      {isLine ? null : (
        <span
          aria-hidden
          data-selection
          style={{
            left: shown.x - MARGIN,
            top: shown.y - MARGIN,
            width: shown.width + 2 * MARGIN,
            height: shown.height + 2 * MARGIN,
          }}
          className={`pointer-events-none absolute z-10 rounded-sm border-[1.5px] ${
            view.isOwn ? 'border-[#1f4f93]' : 'border-dashed border-[#565b68]'
          }`}
        />
      )}
      {handles.map(({ kind, at }) => {
        const { x, y } = transform.toScreen(at);
        // The handles stand on the frame, which is a little larger than the marks.
        const dx = sideOf(x - (shown.x + shown.width / 2));
        const dy = sideOf(y - (shown.y + shown.height / 2));
        const out = isLine ? 0 : MARGIN;
        return (
          <span
            key={typeof kind === 'string' ? kind : `${kind.x} ${kind.y}`}
            aria-hidden
            data-handle={typeof kind === 'string' ? kind : `${kind.x} ${kind.y}`}
            style={{ left: x + dx * out, top: y + dy * out }}
            className="pointer-events-none absolute z-10 size-3 -translate-1/2 rounded-full border-2 border-[#1f4f93] bg-[#fff] shadow-raised"
          />
        );
      })}
      {view.isOwn || first === undefined ? null : (
        <AuthorTag
          person={first.author}
          name={nameOf(first.author)}
          at={{ x: shown.x - MARGIN, y: shown.y - MARGIN }}
          layer={first.layer}
        />
      )}
      {moved === null ? (
        <SelectionBar session={session} view={view} around={shown} transform={transform} />
      ) : null}
    </>
  );
}

/** -1, 0 or 1: before, at or behind the middle. */
function sideOf(offset: number): number {
  return Math.abs(offset) < 1 ? 0 : Math.sign(offset);
}

/** Where the frame is while it is moved or pulled. */
function useMovedFrame(session: AnnotationSession, page: number, isHere: boolean): Rect | null {
  const [frame, setFrame] = useState<Rect | null>(null);
  useEffect(() => {
    if (!isHere) return undefined;
    return session.hand.onMotion(() => setFrame(session.hand.motion(page).frame ?? null));
  }, [session, page, isHere]);
  return isHere ? frame : null;
}
