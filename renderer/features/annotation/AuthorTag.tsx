import type { Point } from '#protocol/annotation/page-transform';
import type { Layer } from '#protocol/annotation/ydoc';
import type { PersonId } from '#protocol/wire/ids';
import { Icon } from '../../ui/index.ts';
import { personColour } from '../people/index.ts';
import { LAYER_LOOKS } from './layer-look.ts';

export interface AuthorTagProps {
  readonly person: PersonId;
  readonly name: string;
  /** Pixels from the upper left corner of the page; the tag stands above. */
  readonly at: Point;
  /** What isn't everyone's has its layer's sign. */
  readonly layer: Layer;
}

/** A person's name on the person's colour, beside a mark or a pen in motion. */
export function AuthorTag({ person, name, at, layer }: AuthorTagProps) {
  return (
    <span
      aria-hidden
      style={{
        backgroundColor: personColour(person),
        transform: `translate(${at.x}px, ${at.y}px) translateY(-115%)`,
      }}
      className="pointer-events-none absolute top-0 left-0 z-10 flex items-center gap-1 rounded-md px-1.5 py-0.5 text-xs font-medium whitespace-nowrap text-[#fff] shadow-raised"
    >
      {layer === 'shared' ? null : <Icon name={LAYER_LOOKS[layer].icon} size={0.75} />}
      {name}
    </span>
  );
}
