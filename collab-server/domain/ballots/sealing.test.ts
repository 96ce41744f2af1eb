import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MeetingId, PersonId, VoteId } from '#protocol/wire/ids';
import { freshReceipt } from '../../testing/secret-votes.ts';
import { createSealer } from './sealing.ts';

const MEETING = MeetingId.parse('m'.repeat(20));
const VOTE = VoteId.parse('b'.repeat(20));
const [ONE, TWO] = [PersonId.parse('p'.repeat(20)), PersonId.parse('q'.repeat(20))];
const key = new Uint8Array(32).fill(7);
const nonce = new Uint8Array(12).fill(9);
const sealer = createSealer(key, MEETING, VOTE);
const row = sealer.rowOf(ONE);

const anyBallot = fc.record({
  receipt: fc.boolean().map((has) => (has ? freshReceipt() : null)),
  choice: fc.uniqueArray(fc.nat(59), { maxLength: 60 }),
});

it('[VOTE-14] opens what was sealed, all ballots as long as each other', () => {
  const lengths = new Set<number>();
  fc.assert(
    fc.property(anyBallot, (ballot) => {
      const sealed = sealer.seal(row, ballot, nonce);
      lengths.add(sealed.length);
      expect(sealer.open(row, sealed)).toEqual(ballot);
    }),
  );
  expect(lengths.size).toBe(1);
});

it('[VOTE-14] opens nothing that was changed, cut, or sealed for another row, vote, meeting or with another key', () => {
  const sealed = sealer.seal(row, { receipt: freshReceipt(), choice: [1] }, nonce);
  for (let place = 0; place < sealed.length; place++) {
    const changed = Uint8Array.from(sealed);
    changed[place] = (changed[place] ?? 0) ^ 1;
    expect(sealer.open(row, changed)).toBeUndefined();
  }
  expect(sealer.open(row, sealed.subarray(1))).toBeUndefined();
  expect(sealer.open(sealer.rowOf(TWO), sealed)).toBeUndefined();
  const others = [
    createSealer(key, MEETING, VoteId.parse('c'.repeat(20))),
    createSealer(key, MeetingId.parse('n'.repeat(20)), VOTE),
    createSealer(new Uint8Array(32), MEETING, VOTE),
  ];
  for (const other of others) {
    expect(other.open(row, sealed)).toBeUndefined();
    expect(other.rowOf(ONE)).not.toEqual(row);
  }
});
