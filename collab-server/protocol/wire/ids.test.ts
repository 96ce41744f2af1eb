import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CODES, REFUSAL_CODES } from './codes.ts';
import { Hash, ID_LENGTH, newId, PersonId } from './ids.ts';

it('[TEXT-4] ids are twenty signs that are not mistaken for each other, and nothing else passes for one', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: ID_LENGTH, maxLength: 30 }), (bytes) => {
      expect(newId(PersonId, bytes)).toMatch(/^[0-9abcdefghjkmnpqrstvwxyz]{20}$/);
    }),
  );
  const all =
    newId(
      PersonId,
      Uint8Array.from({ length: 20 }, (_, n) => n),
    ) +
    newId(
      PersonId,
      Uint8Array.from({ length: 20 }, (_, n) => n + 12),
    );
  expect(new Set(all).size).toBe(32);
  expect(() => newId(PersonId, new Uint8Array(19))).toThrow(RangeError);
  for (const text of [
    '',
    'a'.repeat(19),
    'a'.repeat(21),
    'i'.repeat(20),
    'o'.repeat(20),
    'A'.repeat(20),
    `${'a'.repeat(20)}\n`,
    '../../../etc/passwd0',
  ]) {
    expect(PersonId.safeParse(text).success, text).toBe(false);
  }
  for (const text of ['a'.repeat(63), 'g'.repeat(64), 'A'.repeat(64), `${'a'.repeat(64)}\n`])
    expect(Hash.safeParse(text).success, text).toBe(false);
});

it('[HTTP-8] every refusal has an HTTP status and a close code of its own range', () => {
  for (const code of REFUSAL_CODES) {
    expect(CODES[code].http, code).toBeGreaterThanOrEqual(400);
    expect(CODES[code].close, code).toBeGreaterThanOrEqual(4400);
    expect(CODES[code].close, code).toBeLessThan(4600);
  }
});
