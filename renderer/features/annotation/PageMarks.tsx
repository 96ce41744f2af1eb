import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { PageTransform, Point } from '#protocol/annotation/page-transform';
import type { PersonId } from '#protocol/wire/ids';
import type { LiveStroke } from '../../sync/live-strokes.ts';
import type { AnnotationSession } from './annotation-session.ts';
import { AuthorTag } from './AuthorTag.tsx';
import { Cursors, type MovingPen } from './Cursors.tsx';
import type { PlacedMark } from './mark-index.ts';
import { shapeOf } from './mark-shape.ts';
import { MarkPainter, MotionPainter } from './mark-painter.ts';
import { NotePin } from './NotePin.tsx';
import { attachPageInput, REACH } from './page-input.ts';
import type { Tool } from './pen-settings.ts';
import { MarkLights } from './threads/MarkLights.tsx';
import { ThreadPins } from './threads/ThreadPins.tsx';

export interface PageMarksProps {
  readonly session: AnnotationSession;
  readonly page: number;
  readonly transform: PageTransform;
  readonly nameOf: (person: PersonId) => string;
  /** The page itself, under the marks. */
  readonly children: ReactNode;
}

/** How long the zoom must stand still before marks are drawn sharp again, in milliseconds. */
const SETTLE = 120;

/** A page with the marks on it: strokes on canvases, notes as pins, others' cursors and pens in motion. */
export function PageMarks({ session, page, transform, nameOf, children }: PageMarksProps) {
  const root = useRef<HTMLDivElement>(null);
  const highlighter = useRef<HTMLCanvasElement>(null);
  const pen = useRef<HTMLCanvasElement>(null);
  const motion = useRef<HTMLCanvasElement>(null);
  const latest = useRef({ transform, repaint: () => {} });
  const [notes, setNotes] = useState<readonly PlacedMark[]>([]);
  const [hovered, setHovered] = useState<PlacedMark | null>(null);
  const [moving, setMoving] = useState<readonly MovingPen[]>([]);
  const { tool, fingerDraws, layer, pens } = useSyncExternalStore(session.subscribe, session.getSnapshot);
  const [draft, setDraft] = useState<Point | null>(null);

  useEffect(() => {
    const element = root.current;
    const under = highlighter.current;
    const over = pen.current;
    const live = motion.current;
    if (element === null || under === null || over === null || live === null) return undefined;
    const marks = new MarkPainter(under, over);
    const moves = new MotionPainter(live);
    let frame = 0;
    let later: ReturnType<typeof setTimeout> | undefined;
    let paintedScale = 0;
    let stale = { marks: true, motion: true };

    const paint = () => {
      cancelAnimationFrame(frame);
      frame = 0;
      const { transform: now } = latest.current;
      const isZooming = paintedScale !== 0 && paintedScale !== now.scale;
      if (stale.marks && !isZooming) {
        const there = session.marksOn(page);
        marks.paint(there, now, devicePixelRatio);
        paintedScale = now.scale;
        const pins = there.filter(({ mark }) => mark.kind === 'note');
        setNotes((before) => (isSame(before, pins) ? before : pins));
      }
      if (stale.motion) {
        const own = session.drawing;
        const others = session.strokesInMotion(page);
        moves.paint(own?.page === page ? [...others, own] : others, now, devicePixelRatio);
        setMoving((before) => (before.length === 0 && others.length === 0 ? before : others.map(tipOf)));
      }
      stale = { marks: stale.marks && isZooming, motion: false };
    };
    const soon = (what: Partial<typeof stale>) => {
      stale = { marks: stale.marks || what.marks === true, motion: stale.motion || what.motion === true };
      if (frame === 0) frame = requestAnimationFrame(paint);
    };
    latest.current.repaint = () => {
      clearTimeout(later);
      later = setTimeout(() => {
        paintedScale = 0;
        soon({ marks: true, motion: true });
      }, SETTLE);
    };
    paint();
    const stopPages = session.onPages((pages) => {
      if (pages.has(page)) soon({ marks: true, motion: true });
    });
    const stopInput = attachPageInput(element, {
      page,
      session,
      transform: () => latest.current.transform,
      onDrawing: () => soon({ motion: true }),
      onNote: setDraft,
      onHover: (at) =>
        setHovered(at === null ? null : (hoveredMark(session, page, at, latest.current.transform) ?? null)),
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(later);
      stopPages();
      stopInput();
      marks.close();
      moves.close();
    };
  }, [session, page]);

  useEffect(() => {
    latest.current.transform = transform;
    latest.current.repaint();
  }, [transform]);

  const isDrawing = tool !== 'read';
  return (
    <div
      ref={root}
      data-tool={tool}
      className="absolute inset-0"
      style={{
        touchAction: isDrawing && fingerDraws ? 'none' : 'pan-x pan-y',
        cursor: CURSORS[tool],
        userSelect: isDrawing ? 'none' : 'auto',
      }}
    >
      {children}
      <canvas ref={highlighter} width={1} height={1} aria-hidden className={`${CANVAS} mix-blend-multiply`} />
      <canvas ref={pen} width={1} height={1} aria-hidden className={CANVAS} />
      <canvas ref={motion} width={1} height={1} aria-hidden className={CANVAS} />
      {notes.map((placed) =>
        placed.mark.kind === 'note' ? (
          <NotePin
            key={`${placed.author} ${placed.layer} ${placed.id}`}
            session={session}
            placed={placed}
            at={transform.toScreen(placed.mark)}
            colour={placed.mark.colour}
            author={placed.author}
            name={nameOf(placed.author)}
            text={placed.mark.text}
            layer={placed.layer}
            mayChange={session.marks.mayChange(placed)}
            onWrite={(text) => session.writeNote({ ...positionOf(placed), id: placed.id }, text)}
          />
        ) : null,
      )}
      {draft === null ? null : (
        <NotePin
          session={session}
          at={transform.toScreen(draft)}
          colour={pens.note.colour}
          author={session.me}
          name={nameOf(session.me)}
          text=""
          layer={layer}
          mayChange
          onWrite={(text) => session.writeNote({ page, ...draft }, text)}
          onClose={() => setDraft(null)}
        />
      )}
      {hovered === null || hovered.mark.kind === 'note' ? null : (
        <AuthorTag
          person={hovered.author}
          name={nameOf(hovered.author)}
          at={topOf(hovered, transform)}
          layer={hovered.layer}
        />
      )}
      <ThreadPins session={session} page={page} transform={transform} />
      <MarkLights session={session} page={page} transform={transform} />
      <Cursors
        presence={session.presence}
        page={page}
        transform={transform}
        moving={moving}
        nameOf={nameOf}
      />
    </div>
  );
}

const CANVAS = 'pointer-events-none absolute inset-0 size-full';

const CURSORS: Record<Tool, string> = {
  read: 'auto',
  pen: 'crosshair',
  highlighter: 'crosshair',
  note: 'copy',
  eraser: 'cell',
};

function tipOf({ mark, author, points }: LiveStroke): MovingPen {
  return { mark, author, at: points.at(-1) ?? { x: 0, y: 0 } };
}

function hoveredMark(
  session: AnnotationSession,
  page: number,
  at: Point,
  transform: PageTransform,
): PlacedMark | undefined {
  return session.markAt(page, at, REACH / transform.scale);
}

/** The upper left corner of a mark as it is shown. */
function topOf({ mark }: PlacedMark, transform: PageTransform): Point {
  return transform.rectToScreen(shapeOf(mark).bounds);
}

function positionOf({ mark }: PlacedMark): { page: number; x: number; y: number } {
  return mark.kind === 'note' ? { page: mark.page, x: mark.x, y: mark.y } : { page: mark.page, x: 0, y: 0 };
}

function isSame(before: readonly PlacedMark[], after: readonly PlacedMark[]): boolean {
  return before.length === after.length && before.every((placed, n) => placed === after[n]);
}
