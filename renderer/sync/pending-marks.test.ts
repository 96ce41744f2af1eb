import { expect, test, vi } from 'vitest';
import { ID_LENGTH, MarkId, newId, PersonId, VersionId } from '#protocol/wire/ids';
import { pendingMarks } from './pending-marks.ts';

const idOf = <T>(kind: { parse(text: string): T }, n: number) =>
  newId(kind, new Uint8Array(ID_LENGTH).fill(n % 32).with(0, Math.floor(n / 32)));
const an = idOf(PersonId, 1);
const version = idOf(VersionId, 2);

function storage(full = false) {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (full) throw new DOMException('full', 'QuotaExceededError');
      kept.set(key, value);
    },
    removeItem: (key: string) => void kept.delete(key),
  };
}

test('remembers marks by version and room, for one person on one server', () => {
  const memory = storage();
  const pending = new Map([[version, new Map([['annotation/x', [idOf(MarkId, 3)]]])]]);
  pendingMarks(memory, 'https://hop.example', an).store(pending);
  expect(pendingMarks(memory, 'https://hop.example', an).load()).toEqual(pending);
  expect(pendingMarks(memory, 'https://khac.example', an).load().size).toBe(0);
  expect(pendingMarks(memory, 'https://hop.example', idOf(PersonId, 9)).load().size).toBe(0);
  pendingMarks(memory, 'https://hop.example', an).store(new Map());
  expect(memory.kept.size).toBe(0);
});

test('a version without a single mark is remembered too: its rooms were not compared', () => {
  const memory = storage();
  pendingMarks(memory, 'https://hop.example', an).store(new Map([[version, new Map()]]));
  expect([...pendingMarks(memory, 'https://hop.example', an).load().keys()]).toEqual([version]);
});

test('thousands of marks do not fill the small memory', () => {
  const memory = storage();
  const marks = Array.from({ length: 1000 }, (_, n) => idOf(MarkId, n));
  const rooms = new Map(Array.from({ length: 9 }, (_, n) => [`annotation/${n}`, marks] as const));
  pendingMarks(memory, 'https://hop.example', an).store(new Map([[version, rooms]]));
  const read = pendingMarks(memory, 'https://hop.example', an).load().get(version);
  expect([...(read?.values() ?? [])].flat()).toHaveLength(4000);
});

test('what cannot be read or written is as if it were not there', () => {
  const memory = storage(true);
  vi.spyOn(console, 'debug').mockReturnValue();
  pendingMarks(memory, 'https://hop.example', an).store(new Map([[version, new Map()]]));
  memory.kept.set(`bantron.unsaved https://hop.example ${an}`, '{"x":');
  expect(pendingMarks(memory, 'https://hop.example', an).load().size).toBe(0);
  memory.kept.set(`bantron.unsaved https://hop.example ${an}`, '["old"]');
  expect(pendingMarks(memory, 'https://hop.example', an).load().size).toBe(0);
});
