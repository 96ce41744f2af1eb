import { expect, test } from 'vitest';
import type { PaperEvidence } from '#protocol/minutes/conclusions';
import { MeetingId, PaperId, PersonId, VersionId } from '#protocol/wire/ids';
import { dropEvidence, keepEvidence, pendingEvidence } from './pending-evidence.ts';

const me = PersonId.parse('a'.repeat(20));
const meeting = MeetingId.parse('m'.repeat(20));
const link = (page: number): PaperEvidence => ({
  is: 'paper',
  paper: PaperId.parse('p'.repeat(20)),
  version: VersionId.parse('v'.repeat(20)),
  page,
  quote: null,
});

function store() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    kept,
  };
}

test('[MIN-57] what was picked in a paper waits once, for this person and meeting, until it is used', () => {
  const device = store();
  for (const page of [1, 2, 1]) keepEvidence(device, me, meeting, link(page));
  expect(pendingEvidence(device, me, meeting)).toEqual([link(2), link(1)]);
  expect(pendingEvidence(device, PersonId.parse('b'.repeat(20)), meeting)).toEqual([]);
  dropEvidence(device, me, meeting, link(2));
  expect(pendingEvidence(device, me, meeting)).toEqual([link(1)]);
});

test('[MIN-57] of many the latest wait, and what another program wrote is passed over', () => {
  const device = store();
  for (let page = 0; page < 30; page++) keepEvidence(device, me, meeting, link(page));
  const waiting = pendingEvidence(device, me, meeting);
  expect([waiting.length, waiting.at(-1)]).toEqual([20, link(29)]);
  for (const key of device.kept.keys()) device.kept.set(key, '{"is":');
  expect(pendingEvidence(device, me, meeting)).toEqual([]);
});
