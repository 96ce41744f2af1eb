import { expect, test } from 'vitest';
import type { ReadingPlace } from '#protocol/documents/api';
import { AppError } from '#protocol/wire/codes';
import { ID_LENGTH, newId, PersonId, VersionId } from '#protocol/wire/ids';
import { placeKey } from '../place-key.ts';
import { sendUnsentPlaces } from './unsent-places.ts';

const idOf = <T>(kind: { parse(text: string): T }, n: number) =>
  newId(kind, new Uint8Array(ID_LENGTH).fill(n));
const [an, binh] = [idOf(PersonId, 1), idOf(PersonId, 2)];
const [one, two] = [idOf(VersionId, 3), idOf(VersionId, 4)];

function memoryWith(entries: Record<string, unknown>) {
  const kept = new Map(Object.entries(entries).map(([key, value]) => [key, JSON.stringify(value)]));
  return {
    kept,
    get length() {
      return kept.size;
    },
    key: (index: number) => [...kept.keys()][index] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    removeItem: (key: string) => void kept.delete(key),
  };
}

const places = () =>
  memoryWith({
    [placeKey(an, one)]: { page: 3, y: 20 },
    'bantron.display': {},
    [placeKey(binh, one)]: { page: 9, y: 0 },
    [placeKey(an, two)]: { page: 1, y: 0 },
  });

test('sends this person’s places, each once, and forgets what the server has', async () => {
  const memory = places();
  const sent: [VersionId, ReadingPlace][] = [];
  await sendUnsentPlaces(memory, an, async (version, place) => void sent.push([version, place]));
  expect(sent).toEqual([
    [one, { page: 3, y: 20 }],
    [two, { page: 1, y: 0 }],
  ]);
  expect([...memory.kept.keys()]).toEqual(['bantron.display', placeKey(binh, one)]);
});

test('without a network they stay noted; a paper that is not readable any more is forgotten', async () => {
  const memory = places();
  await sendUnsentPlaces(memory, an, () => Promise.reject(new Error('no network')));
  expect(memory.kept.size).toBe(4);
  await sendUnsentPlaces(memory, an, (version) =>
    version === one ? Promise.reject(new AppError('notFound')) : Promise.resolve(),
  );
  expect(memory.kept.size).toBe(2);
});

test('a place that changes while it is sent stays, and what is no place is thrown away', async () => {
  const memory = memoryWith({ [placeKey(an, one)]: { page: 3, y: 20 }, [placeKey(an, two)]: 'x' });
  await sendUnsentPlaces(memory, an, async (version) => {
    memory.kept.set(placeKey(an, version), JSON.stringify({ page: 4, y: 0 }));
  });
  expect([...memory.kept]).toEqual([[placeKey(an, one), '{"page":4,"y":0}']]);
});
