import { MAX_MENTIONS } from '#protocol/annotation/mark';
import type { PersonId } from '#protocol/wire/ids';

/** Somebody who can be called upon. */
export interface Mentionable {
  readonly id: PersonId;
  readonly name: string;
  /** Title and unit, to tell apart people of the same name. */
  readonly detail: string;
}

/** A piece of a comment: plain, or the name of somebody who is called upon. */
export interface TextPiece {
  readonly text: string;
  readonly person: PersonId | null;
}

/** The people whose names are in the text after an @. */
export function mentionedIn(text: string, people: readonly Mentionable[]): PersonId[] {
  const found = new Set<PersonId>();
  for (const { person } of piecesOf(text, people)) if (person !== null) found.add(person);
  return [...found].slice(0, MAX_MENTIONS);
}

/** The text in pieces, with the names of these people after an @ apart. The longest name that fits counts. */
export function piecesOf(text: string, people: readonly Pick<Mentionable, 'id' | 'name'>[]): TextPiece[] {
  const names = people.toSorted((a, b) => b.name.length - a.name.length);
  const pieces: TextPiece[] = [];
  let plainFrom = 0;
  let at = text.indexOf('@');
  while (at !== -1) {
    const from = at + 1;
    const person = names.find(
      ({ name }) => name !== '' && text.startsWith(name, from) && ends(text, from + name.length),
    );
    if (person === undefined) {
      at = text.indexOf('@', from);
      continue;
    }
    const to = from + person.name.length;
    if (at > plainFrom) pieces.push({ text: text.slice(plainFrom, at), person: null });
    pieces.push({ text: text.slice(at, to), person: person.id });
    plainFrom = to;
    at = text.indexOf('@', to);
  }
  if (plainFrom < text.length) pieces.push({ text: text.slice(plainFrom), person: null });
  return pieces;
}

/** "@An" doesn't call upon An when it goes on as "@Anh". */
function ends(text: string, at: number): boolean {
  return !/[\p{L}\p{M}\p{N}]/u.test(text.slice(at, at + 1));
}
