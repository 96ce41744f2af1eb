import { useSyncExternalStore } from 'react';
import type { PageTransform } from '#protocol/annotation/page-transform';
import type { PersonId } from '#protocol/wire/ids';
import type { RoomPresence } from '../../sync/room-presence.ts';
import { personColour } from '../people/index.ts';

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
