import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { PaperEvidence } from '#protocol/minutes/conclusions';
import type { MeetingId, PersonId } from '#protocol/wire/ids';

/** Most that wait at a time; of more the latest are kept. */
const MOST = 20;
const Kept = z.array(PaperEvidence).max(MOST);

/** The part of Storage that is needed; the browser's localStorage has it. */
type EvidenceStore = Pick<Storage, 'getItem' | 'setItem'>;

const listeners = new Set<() => void>();

function keyOf(person: PersonId, meeting: MeetingId): string {
  return `bantron.minutes.evidence.${person}.${meeting}`;
}

/** What somebody picked in the papers of a meeting, on this device, for its conclusions; the latest last. */
export function pendingEvidence(
  store: EvidenceStore,
  person: PersonId,
  meeting: MeetingId,
): readonly PaperEvidence[] {
  return parsed(read(store, keyOf(person, meeting)));
}

/** Keeps one more; one that waits already is not kept twice. */
export function keepEvidence(
  store: EvidenceStore,
  person: PersonId,
  meeting: MeetingId,
  link: PaperEvidence,
): void {
  const others = pendingEvidence(store, person, meeting).filter((each) => !isSame(each, link));
  write(store, keyOf(person, meeting), [...others, link].slice(-MOST));
}

/** It is in the minutes, or isn't wanted any more. */
export function dropEvidence(
  store: EvidenceStore,
  person: PersonId,
  meeting: MeetingId,
  link: PaperEvidence,
): void {
  const others = pendingEvidence(store, person, meeting).filter((each) => !isSame(each, link));
  write(store, keyOf(person, meeting), others);
}

/** The same for a screen, which hears of what another tab keeps. */
export function usePendingEvidence(person: PersonId, meeting: MeetingId): readonly PaperEvidence[] {
  // The text, not the list: it is the same as long as nothing changed.
  return parsed(useSyncExternalStore(subscribe, () => read(localStorage, keyOf(person, meeting))));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}

function parsed(text: string): readonly PaperEvidence[] {
  try {
    return Kept.safeParse(JSON.parse(text)).data ?? [];
  } catch {
    return [];
  }
}

function isSame(one: PaperEvidence, other: PaperEvidence): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function read(store: EvidenceStore, key: string): string {
  try {
    return store.getItem(key) ?? '[]';
  } catch {
    // Storage may be forbidden: nothing waits then.
    return '[]';
  }
}

function write(store: EvidenceStore, key: string, links: readonly PaperEvidence[]): void {
  try {
    store.setItem(key, JSON.stringify(links));
  } catch (error) {
    console.warn('evidence is not kept', error);
  }
  for (const listener of listeners) listener();
}
