import { type Ref, useEffect, useImperativeHandle, useRef, useState, useSyncExternalStore } from 'react';
import type { PageTransform } from '#protocol/annotation/page-transform';
import type { PersonId } from '#protocol/wire/ids';
import type { RoomPresence } from '../../sync/room-presence.ts';
import { personColour } from '../people/index.ts';
import { AuthorTag } from './AuthorTag.tsx';
import type { MovingPen } from './painting/page-painter.ts';

/** Names beside pens in motion; when more people draw on a page, those that began first have one. */
const MOST_NAMES = 12;
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
          style={{ transform: `translate(${at.x}px, ${at.y}px)`, transition: 'transform 100ms linear' }}
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

/**
 * The names beside the others' pens in motion: a finger or stylus has no cursor. They follow the pens without rendering
 * anew, which would cost more than the strokes when many draw.
 */
export function PenNames({ ref, presence, page, transform, nameOf }: PenNamesProps) {
  const host = useRef<HTMLDivElement>(null);
  const [authors, setAuthors] = useState<readonly PersonId[]>([]);
  const shown = useRef<readonly PersonId[]>([]);
  /** When each of them was last seen drawing. */
  const drew = useRef(new Map<PersonId, number>());
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(leaving.current), []);
  useImperativeHandle(ref, () => {
    const follow = (tips: readonly MovingPen[]): void => {
      const now = performance.now();
      for (const { author } of tips) drew.current.set(author, now);
      for (const [author, at] of drew.current) if (at + LINGER <= now) drew.current.delete(author);
      // Who points has a name already.
      for (const cursor of presence.getSnapshot())
        if (cursor.page === page) drew.current.delete(cursor.person);
      clearTimeout(leaving.current);
      if (drew.current.size > 0) leaving.current = setTimeout(() => follow([]), LINGER);
      const names = [...drew.current.keys()].slice(0, MOST_NAMES);
      if (names.join() !== shown.current.join()) {
        shown.current = names;
        setAuthors(names);
      }
      for (const { author, at } of tips) {
        if (!names.includes(author)) continue;
        const element = host.current?.querySelector<HTMLElement>(`[data-pen="${author}"]`);
        const { x, y } = transform.toScreen(at);
        element?.style.setProperty('translate', `${x}px ${y}px`);
      }
    };
    return { follow };
  }, [presence, page, transform]);
  return (
    <div ref={host} className="contents">
      {authors.map((author) => (
        <span
          key={author}
          data-pen={author}
          style={{ translate: '-999px -999px', willChange: 'translate' }}
          className="pointer-events-none absolute top-0 left-0 z-10"
        >
          <AuthorTag person={author} name={nameOf(author)} at={ORIGIN} layer="shared" />
        </span>
      ))}
    </div>
  );
}

const ORIGIN = { x: 0, y: 0 };
