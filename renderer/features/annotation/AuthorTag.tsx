import type { Point } from '#protocol/annotation/page-transform';
import type { PersonId } from '#protocol/wire/ids';
import { Icon } from '../../ui/index.ts';
import { personColour } from '../people/index.ts';

export interface AuthorTagProps {
  readonly person: PersonId;
  readonly name: string;
  /** Pixels from the upper left corner of the page; the tag stands above. */
  readonly at: Point;
  /** Shown with a lock: only its owner sees what it belongs to. */
  readonly isPrivate: boolean;
}

/** A person's name on the person's colour, beside a mark or a pen in motion. */
export function AuthorTag({ person, name, at, isPrivate }: AuthorTagProps) {
  return (
    <span
      aria-hidden
      style={{
        backgroundColor: personColour(person),
        transform: `translate(${at.x}px, ${at.y}px) translateY(-115%)`,
      }}
      className="pointer-events-none absolute top-0 left-0 z-10 flex items-center gap-1 rounded-md px-1.5 py-0.5 text-xs font-medium whitespace-nowrap text-[#fff] shadow-raised"
    >
      {isPrivate ? <Icon name="lock" size={0.75} /> : null}
      {name}
    </span>
  );
}
