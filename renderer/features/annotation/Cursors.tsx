import { useSyncExternalStore } from 'react';
import type { PageTransform, Point } from '#protocol/annotation/page-transform';
import type { MarkId, PersonId } from '#protocol/wire/ids';
import type { RoomPresence } from '../../sync/room-presence.ts';
import { personColour } from '../people/index.ts';
import { AuthorTag } from './AuthorTag.tsx';

/** Somebody's pen in motion: where its tip is, in PDF points. */
export interface MovingPen {
  readonly mark: MarkId;
  readonly author: PersonId;
  readonly at: Point;
}

export interface CursorsProps {
  readonly presence: RoomPresence;
  readonly page: number;
  readonly transform: PageTransform;
  readonly moving: readonly MovingPen[];
  readonly nameOf: (person: PersonId) => string;
}

/** The others' cursors and pens on one page, each with its person's colour and name. */
export function Cursors({ presence, page, transform, moving, nameOf }: CursorsProps) {
  const cursors = useSyncExternalStore(presence.subscribe, presence.getSnapshot);
  const here = cursors.filter((cursor) => cursor.page === page);
  // A finger or stylus has no cursor: then the name stands at the tip of the pen.
  const tips = moving.filter(({ author }) => !here.some(({ person }) => person === author));
  return (
    <>
      {tips.map(({ mark, author, at }) => (
        <AuthorTag
          key={mark}
          person={author}
          name={nameOf(author)}
          at={transform.toScreen(at)}
          layer="shared"
        />
      ))}
      {here.map(({ client, person, x, y }) => {
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
      })}
    </>
  );
}
