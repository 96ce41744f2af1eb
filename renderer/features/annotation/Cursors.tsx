import { type Ref, useEffect, useImperativeHandle, useRef, useState, useSyncExternalStore } from 'react';
import type { PageTransform } from '#protocol/annotation/page-transform';
import type { PersonId } from '#protocol/wire/ids';
import type { RoomPresence } from '../../sync/room-presence.ts';
import { personColour } from '../people/index.ts';
import { AuthorTag } from './AuthorTag.tsx';
import type { MovingPen } from './painting/page-painter.ts';

/** Names beside pens in motion; when more people draw on a page, those that began first have one. */
const MOST_NAMES = 12;
/** Cursors move this often, in milliseconds, and glide there meanwhile. */
const GLIDE = 100;
/** Names beside pens follow in steps, this often: with each the browser puts all of the page together anew. */
const STEP = 300;
/** A name stays for so long after its stroke, in milliseconds: a hand that writes lifts the pen all the time. */
const LINGER = 1000;

export interface CursorsProps {
  readonly presence: RoomPresence;
  readonly page: number;
  readonly transform: PageTransform;
  readonly nameOf: (person: PersonId) => string;
}

/** The others' cursors on one page, each with its person's colour and name. */
export function Cursors({ presence, page, transform, nameOf }: CursorsProps) {
  const cursors = useSyncExternalStore(presence.subscribe, presence.getSnapshot);
  return cursors
    .filter((cursor) => cursor.page === page)
    .map(({ client, person, x, y }) => {
      const at = transform.toScreen({ x, y });
      return (
        <span
          key={client}
          aria-hidden
          data-cursor={person}
          style={{ transform: `translate(${at.x}px, ${at.y}px)`, transition: `transform ${GLIDE}ms linear` }}
          className="pointer-events-none absolute top-0 left-0 z-10"
        >
          <svg width="16" height="18" viewBox="0 0 16 18" className="block">
            <path
              d="M1 1l13 7.5-6 1.6-2.8 6z"
              fill={personColour(person)}
              stroke="#fff"
              strokeWidth="1.4"
              strokeLinejoin="round"
            />
          </svg>
          <span
            style={{ backgroundColor: personColour(person) }}
            className="ml-3 block rounded-md px-1.5 py-0.5 text-xs font-medium whitespace-nowrap text-[#fff] shadow-raised"
          >
            {nameOf(person)}
          </span>
        </span>
      );
    });
}

/** Puts the names where the pens are now. */
export interface PenNamesHandle {
  readonly follow: (tips: readonly MovingPen[]) => void;
}

export interface PenNamesProps extends CursorsProps {
  readonly ref: Ref<PenNamesHandle>;
}

interface PenName {
  readonly author: PersonId;
  /** Where the pen was when the name came, as the `translate` of CSS. */
  readonly from: string;
}

/**
 * The names beside the others' pens in motion: a finger or stylus has no cursor. They follow the pens in steps, without
 * rendering anew: to glide, or to move with every frame, would cost more than the strokes.
 */
export function PenNames({ ref, presence, page, transform, nameOf }: PenNamesProps) {
  const host = useRef<HTMLDivElement>(null);
  const [names, setNames] = useState<readonly PenName[]>([]);
  const shown = useRef<readonly PenName[]>([]);
  /** When each of them was last seen drawing, and where. */
  const pens = useRef(new Map<PersonId, { readonly time: number; readonly place: string }>());
  const moved = useRef(0);
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(leaving.current), []);
  useImperativeHandle(ref, () => {
    const place = (): void => {
      for (const { author } of shown.current) {
        const element = host.current?.querySelector<HTMLElement>(`[data-pen="${author}"]`);
        element?.style.setProperty('translate', pens.current.get(author)?.place ?? null);
      }
    };
    const follow = (tips: readonly MovingPen[]): void => {
      const time = performance.now();
      for (const { author, at } of tips) {
        const { x, y } = transform.toScreen(at);
        pens.current.set(author, { time, place: `${x}px ${y}px` });
      }
      for (const [author, pen] of pens.current) if (pen.time + LINGER <= time) pens.current.delete(author);
      // Who points has a name already.
      for (const cursor of presence.getSnapshot())
        if (cursor.page === page) pens.current.delete(cursor.person);
      const next = [...pens.current]
        .slice(0, MOST_NAMES)
        .map(([author, { place: from }]) => ({ author, from }));
      if (next.map(({ author }) => author).join() !== shown.current.map(({ author }) => author).join()) {
        shown.current = next;
        setNames(next);
      }
      const isEarly = time < moved.current + STEP;
      if (!isEarly) {
        moved.current = time;
        place();
      }
      clearTimeout(leaving.current);
      const isLeft = [...pens.current.values()].some((pen) => pen.time < time);
      if (isEarly || isLeft) leaving.current = setTimeout(() => follow(tips), isEarly ? STEP : LINGER);
    };
    return { follow };
  }, [presence, page, transform]);
  return (
    <div ref={host} className="contents">
      {names.map(({ author, from }) => (
        <span
          key={author}
          data-pen={author}
          style={{ translate: from }}
          className="pointer-events-none absolute top-0 left-0 z-10"
        >
          <AuthorTag person={author} name={nameOf(author)} at={ORIGIN} layer="shared" />
        </span>
      ))}
    </div>
  );
}

const ORIGIN = { x: 0, y: 0 };
