import { expect, test } from 'vitest';
import type { Evidence } from '#protocol/minutes/evidence';
import { MeetingId, PersonId } from '#protocol/wire/ids';
import { dropEvidence, keepEvidence, pendingEvidence } from './pending-evidence.ts';

const me = PersonId.parse('a'.repeat(20));
const meeting = MeetingId.parse('m'.repeat(20));
const link = (startedAt: number): Evidence => ({ kind: 'speech', person: me, startedAt });

/** A device's storage. */
function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => void kept.set(key, text),
    removeItem: (key) => void kept.delete(key),
  };
}

test('[MIN-57] what was picked waits for this person and meeting until it is used', () => {
  const device = storage();
  for (const at of [1, 2]) keepEvidence(device, me, meeting, link(at));
  expect(pendingEvidence(device, me, meeting)).toEqual([link(2), link(1)]);
  expect(pendingEvidence(device, PersonId.parse('b'.repeat(20)), meeting)).toEqual([]);
  dropEvidence(device, me, meeting, link(2));
  expect(pendingEvidence(device, me, meeting)).toEqual([link(1)]);
});

test('[MIN-57] of many the latest wait, and what another program wrote is passed over', () => {
  const device = storage();
  for (let at = 0; at < 40; at++) keepEvidence(device, me, meeting, link(at));
  const waiting = pendingEvidence(device, me, meeting);
  expect([waiting.length, waiting[0]]).toEqual([30, link(39)]);
  device.setItem(device.key(0) ?? '', '{"kind":');
  expect(pendingEvidence(device, me, meeting)).toEqual([]);
});
