import { z } from 'zod';
import { ItemProgress } from '../agenda/records.ts';
import { openVote } from '../ballots/decide.ts';
import { MajorityRule, VoteMethod, VoteNumbers, VoteOutcome, type Vote } from '../ballots/records.ts';
import { numbersNow, progressOf } from '../ballots/standing.ts';
import { agendaNumbers } from '../agenda/tree.ts';
import { kindOf } from '../agenda/visibility.ts';
import { Turn } from '../documents/reading-view.ts';
import { versionOf } from '../documents/records.ts';
import { FloorKind } from '../floor/records.ts';
import { quorumNeeded, quorumNow } from '../meeting/attendance.ts';
import {
  MeetingStatus,
  PageRect,
  QuorumRule,
  type MeetingState,
  type PresentedPage,
} from '../meeting/records.ts';
import type { PersonId } from '../wire/ids.ts';
import { VersionId } from '../wire/ids.ts';
import { CheckInCode } from './check-in-code.ts';

const time = z.int();
/** A clock that has run for `usedMs` before `since` (null: it stands still), of `minutes` (0: no limit). */
const clock = { since: time.nullable(), usedMs: z.int().min(0), minutes: z.int().min(0) };

/** People appear by name only: a screen has no use for anything that could be asked further about. */
const NamedPerson = z.object({ name: z.string(), title: z.string() });

/** The page that a room's screen shows. */
export const DisplayPage = z.object({
  version: VersionId,
  /** Counted from 0. */
  page: z.int().min(0),
  /** How many there are. */
  pages: z.int().min(1),
  rect: PageRect.nullable(),
  /** By which the presenter turns what they see. */
  turn: Turn,
});
export type DisplayPage = z.infer<typeof DisplayPage>;

/** A vote on something that everyone in the room may know of. */
export const DisplayVote = z.object({
  motion: z.string(),
  method: VoteMethod,
  kind: z.enum(['named', 'secret', 'hands']),
  rule: MajorityRule,
  /** How many ballots were cast, of how many. */
  cast: z.int().min(0),
  of: z.int().min(0),
  /** Null while it is open. One result is told from another by it. */
  stoppedAt: time.nullable(),
  /** As far as everyone is shown them. */
  numbers: VoteNumbers.nullable(),
  /** Once the count is published. */
  outcome: VoteOutcome.nullable(),
});
export type DisplayVote = z.infer<typeof DisplayVote>;

/** What whoever is in the room checks in with. */
export const DisplayCheckIn = z.object({
  code: CheckInCode,
  /** Address that a phone's camera opens. */
  link: z.string(),
});
export type DisplayCheckIn = z.infer<typeof DisplayCheckIn>;

/**
 * All that the screen of a room may know of its meeting (màn hình phòng họp). Anybody can look at that screen, so that
 * what is not for everyone is not in here at all, rather than in here and not drawn.
 */
export const DisplayView = z.object({
  title: z.string(),
  place: z.string(),
  status: MeetingStatus,
  startsAt: time,
  openedAt: time.nullable(),
  chair: NamedPerson.nullable(),
  /** The current item. `about` is null when it isn't a public one: the screen says that there is one, no more. */
  item: z
    .object({
      number: z.string(),
      progress: ItemProgress,
      about: z.object({ title: z.string(), ...clock }).nullable(),
    })
    .nullable(),
  page: DisplayPage.nullable(),
  speaker: NamedPerson.extend({ kind: FloorKind, ...clock }).nullable(),
  /** The open vote, or what became of the last one while its item is the current one. */
  vote: DisplayVote.nullable(),
  /** How many have asked to speak. */
  waiting: z.int().min(0),
  quorum: z.object({
    present: z.int().min(0),
    of: z.int().min(0),
    /** Null where the meeting has no rule. */
    rule: QuorumRule.nullable(),
    needed: z.int().min(1).nullable(),
  }),
  announcement: z.string().nullable(),
  checkIn: DisplayCheckIn.nullable(),
  /** The server's clock: milliseconds since 1970 when this was made. */
  now: time,
});
export type DisplayView = z.infer<typeof DisplayView>;

/** What a view is made of beside the meeting itself. */
export interface DisplaySurroundings {
  readonly now: number;
  readonly nameOf: (person: PersonId) => { readonly name: string; readonly title: string } | undefined;
  /** Left out of the view where nobody can check in: before the invitations are sent, and after the end. */
  readonly checkIn: DisplayCheckIn;
}

/** What a room's screen shows now. `presented` is what the presenter shows, whoever may read it. */
export function displayView(
  state: MeetingState,
  presented: PresentedPage | null,
  { now, nameOf, checkIn }: DisplaySurroundings,
): DisplayView {
  const { fields, floor, status } = state;
  const named = (person: PersonId) => {
    const found = nameOf(person);
    return found === undefined ? undefined : { name: found.name, title: found.title };
  };
  const { speech } = floor;
  const canCheckIn = status === 'sent' || status === 'inSession';
  return {
    title: fields.title,
    place: fields.place,
    status,
    startsAt: fields.startsAt,
    openedAt: state.openedAt,
    chair: named(fields.chair) ?? null,
    item: itemOn(state),
    page: pageOn(state, presented),
    speaker:
      speech === null
        ? null
        : {
            ...(named(speech.person) ?? { name: '', title: '' }),
            kind: speech.kind,
            since: speech.since,
            usedMs: speech.usedMs,
            minutes: speech.minutes,
          },
    vote: voteOn(state, now),
    waiting: floor.requests.length,
    quorum: quorumOn(state),
    announcement: state.announcement?.text ?? null,
    checkIn: canCheckIn ? checkIn : null,
    now,
  };
}

function itemOn({ agenda, currentItem }: MeetingState): DisplayView['item'] {
  const item = agenda.find(({ id }) => id === currentItem);
  if (item === undefined) return null;
  const { title, since, usedMs, minutes, progress } = item;
  const isPublic = kindOf(agenda, item.id) === 'public';
  return {
    number: agendaNumbers(agenda).get(item.id) ?? '',
    progress,
    about: isPublic ? { title, since, usedMs, minutes } : null,
  };
}

/** Only a vote on a public item, or on none: its audience is everyone. Of who voted, and how, nothing. */
function voteOn(state: MeetingState, now: number): DisplayVote | null {
  if (state.status !== 'inSession') return null;
  const vote = openVote(state) ?? lastOn(state);
  if (vote === undefined || vote.status === 'draft' || vote.status === 'void') return null;
  const { fields, count, stoppedAt } = vote;
  if (fields.item !== null && kindOf(state.agenda, fields.item) !== 'public') return null;
  const { cast, of } = progressOf(state, vote, now);
  const { motion, method, kind, rule } = fields;
  const published = count?.isPublished === true ? count : null;
  const isLive = vote.status === 'open' && kind === 'named' && fields.show === 'live';
  return {
    motion,
    method,
    kind,
    rule,
    cast,
    of,
    stoppedAt,
    numbers: published?.numbers ?? (isLive ? numbersNow(state, vote, now) : null),
    outcome: published?.outcome ?? null,
  };
}

/** The vote that began last, as long as the meeting is still at its item; on none, until the next item starts. */
function lastOn({ voting, currentItem, agenda }: MeetingState): Vote | undefined {
  const last = voting.votes.findLast(({ openedAt }) => openedAt !== null);
  if (last === undefined || last.fields.item !== null)
    return last?.fields.item === currentItem ? last : undefined;
  const current = agenda.find(({ id }) => id === currentItem);
  return (current?.since ?? 0) <= (last.stoppedAt ?? 0) ? last : undefined;
}

/**
 * Only a page of a paper that is for everyone, on a public item. What is shown to the room is shown to the guests in it
 * as well; a paper that they must not see belongs under an internal item, or has readers.
 */
function pageOn(state: MeetingState, presented: PresentedPage | null): DisplayPage | null {
  if (presented === null || state.status !== 'inSession') return null;
  const paper = state.papers.find(({ id }) => id === presented.paper);
  if (paper === undefined || paper.readers.to !== 'all') return null;
  if (kindOf(state.agenda, paper.item) !== 'public') return null;
  const version = versionOf(paper, presented.version);
  if (version === undefined || presented.page >= version.pages) return null;
  return {
    version: version.id,
    page: presented.page,
    pages: version.pages,
    rect: presented.rect,
    turn: presented.view?.turn ?? 0,
  };
}

function quorumOn(state: MeetingState): DisplayView['quorum'] {
  const { present, of } = quorumNow(state);
  const rule = state.fields.quorum;
  return { present, of, rule, needed: rule === null ? null : quorumNeeded(rule, of) };
}
