import type { PersonId } from '#protocol/wire/ids';

// Dark enough for white letters (4.5:1 and more), apart from each other, and none of them the red that means "live".
const COLOURS = [
  '#1f5fa8',
  '#0b6e6e',
  '#7a4a9c',
  '#8a5a0b',
  '#2f6b2f',
  '#a3407a',
  '#4a5a9e',
  '#5d6414',
  '#0f6b94',
  '#8a4b2d',
  '#5a4fb0',
  '#3f6f57',
] as const;

/** The colour of a person on every screen: avatar, cursor, marks. The same for everybody who looks. */
export function personColour(id: PersonId): string {
  let hash = 0;
  for (const char of id) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) >>> 0;
  return COLOURS[hash % COLOURS.length] ?? COLOURS[0];
}
