import type { Paper } from '#protocol/documents/records';
import type { MeetingState, PresentedPage } from '#protocol/meeting/records';
import { isInWriting } from '#protocol/meeting/in-writing';
import { isWaiting } from '#protocol/meeting/rights';
import type { PaperId, PersonId } from '#protocol/wire/ids';

/** What decides which paper is on screen. */
export interface PaperChoice {
  readonly state: MeetingState;
  readonly me: PersonId;
  readonly presenting: PresentedPage | null;
  readonly following: boolean;
  /** What the person opened last, here or in an earlier visit. */
  readonly chosen: PaperId | undefined;
}

/** Whether there is somebody else to follow. */
export function canFollow(state: Pick<MeetingState, 'presenter'>, me: PersonId): boolean {
  return state.presenter !== null && state.presenter !== me;
}

/**
 * The paper to show: the presenter's while following, else what the person chose, else the first of the running item,
 * else the first of all. Undefined when there is none that can be read.
 */
export function paperToShow({ state, me, presenting, following, chosen }: PaperChoice): Paper | undefined {
  const readable = state.papers.filter((paper) => paper.version !== null);
  const byId = (id: PaperId | undefined) => readable.find((paper) => paper.id === id);
  if (following && canFollow(state, me) && presenting !== null) {
    const presented = byId(presenting.paper);
    if (presented !== undefined) return presented;
  }
  const order = new Map(state.agenda.map((item, index) => [item.id, index]));
  const sorted = readable.toSorted((a, b) => (order.get(a.item) ?? 0) - (order.get(b.item) ?? 0));
  return byId(chosen) ?? sorted.find((paper) => paper.item === state.currentItem) ?? sorted[0];
}

/** Something that a screen reader is told while it happens; `room.say.<what>` in the dictionary. */
export type Announcement =
  | { readonly what: 'lost' | 'back' | 'opened' | 'closed' | 'stopped' | 'youPresent' }
  | { readonly what: 'asked' | 'answersOver' }
  | { readonly what: 'youSpeak' | 'yourTurnOver' | 'listClosed' | 'listOpened' | 'youChair' | 'admitted' }
  | { readonly what: 'item'; readonly title: string }
  | { readonly what: 'notice'; readonly text: string }
  | { readonly what: 'presents' | 'asks' | 'speaks' | 'chairs'; readonly person: PersonId };

interface Heard {
  readonly isLive: boolean;
  readonly isOffline: boolean;
  readonly meeting: MeetingState | undefined;
}

/** What changed between two moments, worth saying aloud. Nothing for the first sight of the meeting. */
export function announcements(before: Heard, now: Heard, me: PersonId): Announcement[] {
  const said: Announcement[] = [];
  if (!before.isOffline && now.isOffline) said.push({ what: 'lost' });
  if (before.isOffline && now.isLive) said.push({ what: 'back' });
  const [a, b] = [before.meeting, now.meeting];
  if (a === undefined || b === undefined) return said;
  const inWriting = isInWriting(b.fields);
  if (a.status !== b.status && b.status === 'inSession') said.push({ what: inWriting ? 'asked' : 'opened' });
  if (a.status !== b.status && b.status === 'ended')
    said.push({ what: inWriting ? 'answersOver' : 'closed' });
  if (a.currentItem !== b.currentItem && b.currentItem !== null) {
    const item = b.agenda.find((entry) => entry.id === b.currentItem);
    if (item !== undefined) said.push({ what: 'item', title: item.title });
  }
  if (a.presenter !== b.presenter && b.status !== 'ended') {
    if (b.presenter === null) said.push({ what: 'stopped' });
    else if (b.presenter === me) said.push({ what: 'youPresent' });
    else said.push({ what: 'presents', person: b.presenter });
  }
  said.push(...saidOfConduct(a, b, me));
  const asked = new Set(a.floor.requests.map(({ id }) => id));
  const asking = b.floor.requests.filter(({ id, person }) => !asked.has(id) && person !== me);
  for (const { person } of asking) said.push({ what: 'asks', person });
  return said;
}

/** Who has the floor and the chair, the list, what is announced to everyone, and being let in. */
function saidOfConduct(a: MeetingState, b: MeetingState, me: PersonId): Announcement[] {
  const said: Announcement[] = [];
  if (isWaiting(a, me) && !isWaiting(b, me) && b.status === 'inSession') said.push({ what: 'admitted' });
  const [before, now] = [a.floor.speech?.person, b.floor.speech?.person];
  if (before !== now) {
    if (now === me) said.push({ what: 'youSpeak' });
    else if (now !== undefined) said.push({ what: 'speaks', person: now });
    else if (before === me) said.push({ what: 'yourTurnOver' });
  }
  if (a.floor.rules.isListOpen !== b.floor.rules.isListOpen)
    said.push({ what: b.floor.rules.isListOpen ? 'listOpened' : 'listClosed' });
  const { chair } = b.fields;
  if (a.fields.chair !== chair)
    said.push(chair === me ? { what: 'youChair' } : { what: 'chairs', person: chair });
  if (b.announcement !== null && b.announcement.at !== a.announcement?.at)
    said.push({ what: 'notice', text: b.announcement.text });
  return said;
}
