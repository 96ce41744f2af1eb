import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PersonId, VersionId } from '../wire/ids.ts';
import { annotationRoomName, parseAnnotationRoom, type AnnotationRoom } from './ydoc.ts';

const version = VersionId.parse('v'.repeat(20));
const owner = PersonId.parse('p'.repeat(20));
const unit = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 80 })
  .map((text) => text.normalize('NFC'));

it('[LAYER-1] each room has one name, whatever a unit is called, and a name is of one room', () => {
  fc.assert(
    fc.property(unit, unit, (one, other) => {
      const room: AnnotationRoom = { layer: 'group', version, unit: one };
      const name = annotationRoomName(room);
      expect(name).toMatch(/^[\w/-]+$/);
      expect(parseAnnotationRoom(name)).toEqual(room);
      expect(annotationRoomName({ ...room, unit: other }) === name).toBe(one === other);
    }),
  );
  for (const room of [
    { layer: 'shared', version },
    { layer: 'private', version, owner },
  ] as const)
    expect(parseAnnotationRoom(annotationRoomName(room))).toEqual(room);
});

it('[LAYER-1] what no room is called is no name of one', () => {
  const group = annotationRoomName({ layer: 'group', version, unit: 'Vụ Kế hoạch' });
  for (const name of [
    `${group}=`,
    `${group}/`,
    `annotation/${version}/g/`,
    `annotation/${version}/g`,
    // Another way to write the same bytes, and bytes that are no text.
    `annotation/${version}/g/YR`,
    `annotation/${version}/g/_w`,
    `annotation/${version}/g/${'a'.repeat(701)}`,
    `annotation/${version}/x/${owner}`,
    `annotation/${version}/p/nobody`,
  ])
    expect(parseAnnotationRoom(name), name).toBeUndefined();
  fc.assert(
    fc.property(fc.string(), (text) => {
      const room = parseAnnotationRoom(`annotation/${version}/g/${text}`);
      if (room !== undefined) expect(annotationRoomName(room)).toBe(`annotation/${version}/g/${text}`);
    }),
  );
});
