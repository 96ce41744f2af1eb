import { z } from 'zod';
import { Evidence } from '#protocol/minutes/evidence';
import type { MeetingId, PersonId } from '#protocol/wire/ids';

/** Most passages that wait to be put into a conclusion; the oldest go. */
const MOST = 30;

const Kept = z.array(Evidence).max(MOST);

function keyOf(me: PersonId, meeting: MeetingId): string {
  return `bantron.evidence ${me} ${meeting}`;
}

/** Passages that this person has taken from papers for the minutes of a meeting, on this device, the latest first. */
export function pendingEvidence(store: Storage, me: PersonId, meeting: MeetingId): readonly Evidence[] {
  try {
    const parsed = Kept.safeParse(JSON.parse(store.getItem(keyOf(me, meeting)) ?? '[]'));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

/** Keeps one more. */
export function keepEvidence(store: Storage, me: PersonId, meeting: MeetingId, evidence: Evidence): void {
  write(store, me, meeting, [evidence, ...pendingEvidence(store, me, meeting)].slice(0, MOST));
}

/** It has been put where it belongs, or isn't wanted any more. */
export function dropEvidence(store: Storage, me: PersonId, meeting: MeetingId, evidence: Evidence): void {
  const same = JSON.stringify(evidence);
  const rest = pendingEvidence(store, me, meeting).filter((each) => JSON.stringify(each) !== same);
  write(store, me, meeting, rest);
}

function write(store: Storage, me: PersonId, meeting: MeetingId, evidence: readonly Evidence[]): void {
  try {
    store.setItem(keyOf(me, meeting), JSON.stringify(evidence));
  } catch (error) {
    console.warn('a passage could not be kept for the minutes', error);
  }
}
