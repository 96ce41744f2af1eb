import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { PageTransform, Point } from '#protocol/annotation/page-transform';
import type { PersonId } from '#protocol/wire/ids';
import type { AnnotationSession } from './annotation-session.ts';
import { AuthorTag } from './AuthorTag.tsx';
import { Cursors, PenNames, type PenNamesHandle } from './Cursors.tsx';
import type { PlacedMark } from './mark-index.ts';
import { shapeOf } from './mark-shape.ts';
import { NotePin } from './NotePin.tsx';
import { attachPageInput, REACH } from './page-input.ts';
import { PagePainter } from './painting/page-painter.ts';
import { SelectionFrame } from './selection/SelectionFrame.tsx';
import { MarkLights } from './threads/MarkLights.tsx';
import { ThreadPins } from './threads/ThreadPins.tsx';
import { TextBoxEditor } from './tools/TextBoxEditor.tsx';
import type { Tool } from './tools/tool.ts';

export interface PageMarksProps {
  readonly session: AnnotationSession;
  readonly page: number;
  readonly transform: PageTransform;
  /**
   * The page's own rotation in the file, in degrees clockwise, without that of the view: typed words and images stand
   * upright on the page as the file shows it. Absent: the view isn't turned.
   */
  readonly ownRotation?: number;
  readonly nameOf: (person: PersonId) => string;
  /** The page itself, under the marks. */
  readonly children: ReactNode;
}

/** A page with the marks on it: most on canvases, notes as pins, others' cursors and pens in motion. */
export function PageMarks({
  session,
  page,
  transform,
  ownRotation = transform.size.rotation,
  nameOf,
  children,
}: PageMarksProps) {
  const root = useRef<HTMLDivElement>(null);
  const highlighter = useRef<HTMLCanvasElement>(null);
  const pen = useRef<HTMLCanvasElement>(null);
  const motion = useRef<HTMLCanvasElement>(null);
  const names = useRef<PenNamesHandle>(null);
  const latest = useRef(transform);
  const painting = useRef<PagePainter>(null);
  const [notes, setNotes] = useState<readonly PlacedMark[]>([]);
  const [hovered, setHovered] = useState<PlacedMark | null>(null);
  const { tool, fingerDraws, layer, pens, draft } = useSyncExternalStore(
    session.subscribe,
    session.getSnapshot,
  );

  useEffect(() => {
    const element = root.current;
    const canvases = { highlighter: highlighter.current, pen: pen.current, motion: motion.current };
    if (
      element === null ||
      canvases.highlighter === null ||
      canvases.pen === null ||
      canvases.motion === null
    ) {
      return undefined;
    }
    const painter = new PagePainter({
      session,
      page,
      canvases: { highlighter: canvases.highlighter, pen: canvases.pen, motion: canvases.motion },
      transform: latest.current,
      rotation: ownRotation,
      onMarks: (marks) => {
        const pins = marks.filter(({ mark }) => mark.kind === 'note');
        setNotes((before) => (isSame(before, pins) ? before : pins));
        // What was pointed at may be gone, or be another value now.
        setHovered((before) => (before === null || marks.includes(before) ? before : null));
      },
      onTips: (tips) => names.current?.follow(tips),
    });
    painting.current = painter;
    const stopInput = attachPageInput(element, {
      page,
      session,
      transform: () => latest.current,
      rotation: ownRotation,
      onMoved: () => painter.moved(),
      onHover: (at) =>
        setHovered(at === null ? null : (session.markAt(page, at, REACH / latest.current.scale) ?? null)),
    });
    return () => {
      painting.current = null;
      stopInput();
      painter.close();
    };
  }, [session, page, ownRotation]);

  useEffect(() => {
    latest.current = transform;
    painting.current?.setTransform(transform);
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
      <canvas
        ref={highlighter}
        width={1}
        height={1}
        aria-hidden
        style={EMPTY}
        className={`${CANVAS} mix-blend-multiply`}
      />
      <canvas ref={pen} width={1} height={1} aria-hidden style={EMPTY} className={CANVAS} />
      <canvas ref={motion} width={1} height={1} aria-hidden style={EMPTY} className={CANVAS} />
      <div className={tool === 'select' || tool === 'eraser' ? 'contents *:pointer-events-none' : 'contents'}>
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
      </div>
      {draft?.kind === 'note' && draft.page === page ? (
        <NotePin
          session={session}
          at={transform.toScreen(draft.at)}
          colour={pens.note.colour}
          author={session.me}
          name={nameOf(session.me)}
          text=""
          layer={layer}
          mayChange
          onWrite={(text) => session.writeNote({ page, ...draft.at }, text)}
          onClose={() => session.hand.setDraft(null)}
        />
      ) : null}
      {draft?.kind === 'textBox' && draft.page === page ? (
        <TextBoxEditor
          key={draft.placed?.id ?? `${draft.box.x} ${draft.box.y}`}
          session={session}
          draft={draft}
          transform={transform}
        />
      ) : null}
      <SelectionFrame session={session} page={page} transform={transform} nameOf={nameOf} />
      {hovered === null || hovered.mark.kind === 'note' || tool === 'select' ? null : (
        <AuthorTag
          person={hovered.author}
          name={nameOf(hovered.author)}
          at={topOf(hovered, transform)}
          layer={hovered.layer}
        />
      )}
      <ThreadPins session={session} page={page} transform={transform} />
      <MarkLights session={session} page={page} transform={transform} />
      <PenNames ref={names} presence={session.presence} page={page} transform={transform} nameOf={nameOf} />
      <Cursors presence={session.presence} page={page} transform={transform} nameOf={nameOf} />
    </div>
  );
}

/** Not shown while empty: a canvas that is multiplied with the page makes every frame dearer. */
const CANVAS = 'pointer-events-none absolute inset-0 size-full';
const EMPTY = { display: 'none' };

const CURSORS: Record<Tool, string> = {
  read: 'auto',
  select: 'default',
  pen: 'crosshair',
  laser: 'crosshair',
  highlighter: 'crosshair',
  underline: 'text',
  strikeOut: 'text',
  line: 'crosshair',
  arrow: 'crosshair',
  box: 'crosshair',
  ellipse: 'crosshair',
  note: 'copy',
  textBox: 'text',
  stamp: 'copy',
  eraser: 'cell',
};

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
