import { decideAgenda } from '../agenda/decide.ts';
import { newItem } from '../agenda/records.ts';
import { fits, placed } from '../agenda/tree.ts';
import { lateNumber, packPlaces } from '../documents/pack-places.ts';
import { MAX_EARLIER, MAX_PAPERS, versionOf, type Paper } from '../documents/records.ts';
import { decideAsking, decideBallots, decideSecretCount, wasVotedOnPaper } from '../ballots/decide.ts';
import { decideFloor } from '../floor/decide.ts';
import { decideMinutes } from '../minutes/decide.ts';
import { assertNever } from '../wire/assert-never.ts';
import { canonicalJson } from '../wire/canonical-json.ts';
import { refuse, type Refusal, type RefusalCode } from '../wire/codes.ts';
import type { PersonId } from '../wire/ids.ts';
import type { Actor, Audience } from '../wire/stream.ts';
import { isPresent } from './attendance.ts';
import type { MeetingCommand, ServerCommand } from './commands.ts';
import { decideConduct } from './decide-conduct.ts';
import { isInWriting, needsSitting } from './in-writing.ts';
import type { MeetingEvent } from './events.ts';
import { one, type NewEvent } from './new-event.ts';
import { MAX_PARTICIPANTS, type MeetingState } from './records.ts';
import {
  audienceOf,
  isOver,
  isWaiting,
  itemAudience,
  mayCommand,
  MEETING_CREATORS,
  PAPER_BRINGERS,
  roleIn,
  seatOf,
  type CommandToMeeting,
  type Member,
} from './rights.ts';

export interface Decision {
  readonly ok: true;
  readonly actor: Actor;
  readonly events: readonly NewEvent[];
}

const ALL: Audience = { to: 'all' };

/** What is still done to a meeting that has ended: its roll call is corrected, its minutes are finished, and it is archived. */
const AFTER_THE_END: readonly MeetingCommand['type'][] = [
  'attendance.mark',
  'meeting.archive',
  'minutes.openComments',
  'minutes.closeComments',
  'minutes.approve',
  'minutes.reopen',
  'minutes.sign',
  'minutes.issue',
];

/**
 * What a person's command does to a meeting: the events to append, or why it is refused. Pure; a refusal changes
 * nothing. `now` is milliseconds since 1970 by the server's clock; only what expires asks for it. Whoever isn't invited is told that there is no such meeting.
 */
export function decide(
  state: MeetingState | undefined,
  command: MeetingCommand,
  member: Member,
  now: number,
): Decision | Refusal {
  if (command.type === 'meeting.create') return created(state, command, member);
  if (state === undefined) return refuse('notFound');
  const role = seatOf(state, member.id);
  if (role === undefined) return refuse('notFound');
  if (isWaiting(state, member.id)) return refuse('inLobby');
  if (!mayCommand(state, member, role, command)) return refuse('notAllowed');
  if (state.status === 'archived') return refuse('meetingArchived');
  if (state.status === 'ended' && !AFTER_THE_END.includes(command.type)) return refuse('meetingEnded');
  if (isInWriting(state.fields) && needsSitting(command.type)) return refuse('heldInWriting');
  const events = decided(state, command, member, now);
  return typeof events === 'string' ? refuse(events) : { ok: true, actor: member.id, events };
}

/** Whether a command would be carried out and change something: what a screen may offer is what the server would do. */
export function wouldChange(
  state: MeetingState,
  command: Exclude<CommandToMeeting, CommandAbout<'vote' | 'proxy' | 'minutes'>>,
  member: Member,
): boolean {
  // Beside votes, proxies and minutes only the deadline of a meeting held in writing asks for the time: it is told when it has passed.
  const decision = decide(state, command, member, 0);
  return decision.ok && decision.events.length > 0;
}

/** A meeting begins, with the people and the agenda that it is given. */
function created(
  state: MeetingState | undefined,
  command: Extract<MeetingCommand, { type: 'meeting.create' }>,
  member: Member,
): Decision | Refusal {
  if (!MEETING_CREATORS.includes(member.role)) return refuse('notAllowed');
  if (state !== undefined) return refuse('conflict');
  const { id, fields, secretary, participants = [] } = command;
  if (fields.deputy === fields.chair) return refuse('conflict');
  const secretaries = [...new Set([secretary, member.id])].filter((person) => person !== fields.chair);
  const seated = new Set<PersonId>([fields.chair, ...secretaries]);
  const events: MeetingEvent[] = [{ type: 'meeting.created', payload: { id, fields, secretaries } }];
  for (const { person, role } of participants) {
    if (seated.has(person)) continue;
    if (seated.size >= MAX_PARTICIPANTS) return refuse('tooMany');
    seated.add(person);
    events.push({ type: 'participant.invited', payload: { person, role } });
  }
  let agenda: MeetingState['agenda'] = [];
  const added: NewEvent[] = [];
  for (const { id: item, parent, fields: about } of command.agenda ?? []) {
    const position = { parent, before: null };
    const entry = newItem(item, parent, about);
    if (agenda.some((other) => other.id === item) || !fits(agenda, [entry], position))
      return refuse('conflict');
    agenda = placed(agenda, [entry], position);
    const payload = { id: item, fields: about, position };
    const audience = itemAudience({ agenda, participants }, item);
    added.push({ event: { type: 'agenda.itemAdded', payload }, audience });
  }
  return { ok: true, actor: member.id, events: [...events.flatMap(one), ...added] };
}

/** The same for what only the server asks. Refused when the world has moved on meanwhile. */
export function decideForServer(state: MeetingState | undefined, command: ServerCommand): Decision | Refusal {
  if (state === undefined) return refuse('notFound');
  if (isOver(state)) return refuse('meetingEnded');
  switch (command.type) {
    case 'paper.attach': {
      const role = seatOf(state, command.by);
      if (role === undefined) return refuse('notFound');
      if (!PAPER_BRINGERS.includes(role)) return refuse('notAllowed');
      if (state.papers.length >= MAX_PAPERS) return refuse('tooMany');
      if (!state.agenda.some((item) => item.id === command.paper.item)) return refuse('conflict');
      if (state.papers.some((paper) => paper.id === command.paper.id)) return refuse('conflict');
      if (command.paper.secrecy !== 'normal') return refuse('secrecy');
      // After the numbers were given nothing shifts them: what comes now is numbered apart.
      const pack = state.status === 'inSession' ? { late: lateNumber(state.papers) } : null;
      return { ok: true, actor: command.by, events: [attached(state, { ...command.paper, pack })] };
    }
    case 'paper.revise': {
      const role = seatOf(state, command.by);
      if (role === undefined) return refuse('notFound');
      if (!PAPER_BRINGERS.includes(role)) return refuse('notAllowed');
      const paper = state.papers.find((entry) => entry.id === command.paper);
      if (paper === undefined) return refuse('notFound');
      // What is handed out in print only has no file to replace.
      if (paper.version === null) return refuse('secrecy');
      if (paper.earlier.length >= MAX_EARLIER) return refuse('tooMany');
      const known = [paper.version, ...paper.earlier].some((entry) => entry.id === command.version.id);
      if (known) return refuse('conflict');
      const after = { ...paper, version: command.version, earlier: [...paper.earlier, paper.version] };
      return { ok: true, actor: command.by, events: [attached(state, after)] };
    }
    case 'presenter.turn': {
      if (state.presenter !== command.by) return refuse('notAllowed');
      const paper = state.papers.find((entry) => entry.id === command.page.paper);
      const { page } = command;
      const version = paper === undefined ? undefined : versionOf(paper, page.version);
      if (paper === undefined || version === undefined) return refuse('notFound');
      if (page.page >= version.pages) return refuse('badRequest');
      const { page: before } = state;
      const same = before?.version === page.version && before.page === page.page;
      if (same) return { ok: true, actor: command.by, events: [] };
      const audience = audienceOf(state, paper);
      const turned: NewEvent = { event: { type: 'page.turned', payload: { page } }, audience };
      // Whoever may not read this paper must not go on believing in the page before.
      const left: NewEvent = { event: { type: 'page.turned', payload: { page: null } }, audience: ALL };
      return { ok: true, actor: command.by, events: audience.to === 'all' ? [turned] : [left, turned] };
    }
    case 'person.arrive': {
      const { person } = command;
      if (state.status !== 'inSession') return refuse('meetingNotOpen');
      if (isInWriting(state.fields)) return refuse('heldInWriting');
      if (seatOf(state, person) === undefined) return refuse('notFound');
      if (isWaiting(state, person)) return refuse('inLobby');
      return isPresent(state, person)
        ? refuse('alreadyThere')
        : by('server', { type: 'person.joined', payload: { person } });
    }
    case 'person.depart': {
      const { person, leftAt } = command;
      const there = state.attendance.find((entry) => entry.person === person);
      // Whoever is in the room stays there when their line is lost.
      if (there?.joinedAt == null || there.leftAt !== null || there.is !== 'online')
        return refuse('conflict');
      const time = Math.max(leftAt, there.joinedAt);
      return by('server', { type: 'person.left', payload: { person, leftAt: time } });
    }
    case 'person.checkIn': {
      const { person } = command;
      if (state.status !== 'sent' && state.status !== 'inSession') return refuse('meetingNotOpen');
      if (isInWriting(state.fields)) return refuse('heldInWriting');
      if (seatOf(state, person) === undefined) return refuse('notFound');
      if (isWaiting(state, person)) return refuse('inLobby');
      const entries = [{ person, is: 'inRoom' as const, excused: false, reason: '' }];
      return by(person, { type: 'attendance.marked', payload: { entries, proof: 'code' } });
    }
    case 'vote.count': {
      const vote = state.voting.votes.find(({ id }) => id === command.vote);
      if (vote === undefined) return refuse('notFound');
      const events = decideSecretCount(state, vote, command.ballots);
      return typeof events === 'string' ? refuse(events) : { ok: true, actor: 'server', events };
    }
    default:
      return assertNever(command);
  }
}

function decided(
  state: MeetingState,
  command: CommandToMeeting,
  member: Member,
  now: number,
): readonly NewEvent[] | RefusalCode {
  // What goes round in writing begins with being sent.
  const begins =
    command.type === 'meeting.open' || (command.type === 'meeting.send' && isInWriting(state.fields));
  if (begins) return opened(state, member, now);
  if (isAbout('agenda', command)) return decideAgenda(state, command);
  if (isAbout('vote', command) || isAbout('proxy', command))
    return decideBallots(state, command, member, now);
  if (isAbout('minutes', command)) return decideMinutes(state, command, member, now);
  if (isAbout('floor', command)) return decideFloor(state, command, member);
  if (isAbout('paper', command) || isAbout('marks', command) || command.type === 'presenter.set')
    return decidePapers(state, command);
  return decideConduct(state, command, member);
}

type CommandAbout<Area extends string> = Extract<CommandToMeeting, { type: `${Area}.${string}` }>;

function isAbout<Area extends string>(area: Area, command: CommandToMeeting): command is CommandAbout<Area> {
  return command.type.startsWith(`${area}.`);
}

function decidePapers(
  state: MeetingState,
  command: CommandAbout<'paper' | 'marks' | 'presenter'>,
): readonly NewEvent[] | RefusalCode {
  switch (command.type) {
    case 'paper.announcePrinted': {
      const { id, item, title, number, secrecy } = command;
      if (state.papers.length >= MAX_PAPERS) return 'tooMany';
      if (state.papers.some((paper) => paper.id === id)) return 'conflict';
      if (!state.agenda.some((entry) => entry.id === item)) return 'notFound';
      return [
        attached(state, {
          id,
          item,
          title,
          number,
          secrecy,
          readers: { to: 'all' },
          version: null,
          earlier: [],
          pack: null,
        }),
      ];
    }
    case 'paper.change': {
      const before = state.papers.find((paper) => paper.id === command.id);
      if (before === undefined) return 'notFound';
      if (!state.agenda.some((item) => item.id === command.item)) return 'notFound';
      const { item, title, number, readers } = command;
      const after = { ...before, item, title, number, readers };
      const told = attached(state, after);
      const same = canonicalJson(told.audience) === canonicalJson(audienceOf(state, before));
      // Withdrawn first where other people may read it now: whoever loses the right also loses the entry. Otherwise it
      // keeps its place in the list and on the presenter's screen.
      return same ? [told] : [withdrawn(state, before), told, ...aboutPaper(state, before, told.audience)];
    }
    case 'paper.remove': {
      const paper = state.papers.find((entry) => entry.id === command.id);
      if (paper === undefined) return 'notFound';
      return wasVotedOnPaper(state, paper.id) ? 'votedOn' : [withdrawn(state, paper)];
    }
    case 'presenter.set': {
      const { person } = command;
      if (state.status !== 'inSession') return 'meetingNotOpen';
      if (person !== null && roleIn(state, person) === undefined) return 'notFound';
      if (person === state.presenter) return [];
      return one({ type: 'presenter.changed', payload: { person } });
    }
    case 'marks.lock': {
      const paper = state.papers.find((entry) => entry.id === command.paper);
      if (paper === undefined) return 'notFound';
      if (state.moderation.locked.includes(paper.id) === command.locked) return [];
      const payload = { paper: paper.id, locked: command.locked };
      return [{ event: { type: 'marks.locked', payload }, audience: audienceOf(state, paper) }];
    }
    case 'marks.hide': {
      const { person, hidden } = command;
      if (state.moderation.hidden.includes(person) === hidden) return [];
      if (hidden && (roleIn(state, person) === undefined || person === state.fields.chair)) return 'conflict';
      return one({ type: 'marks.hidden', payload: { person, hidden } });
    }
    default:
      return assertNever(command);
  }
}

/** What else is known of a paper, for those who may read it from now on: its lock, and who asks to speak about it. */
function aboutPaper(state: MeetingState, { id }: Paper, audience: Audience): readonly NewEvent[] {
  const isLocked = state.moderation.locked.includes(id);
  const events: MeetingEvent[] = isLocked
    ? [{ type: 'marks.locked', payload: { paper: id, locked: true } }]
    : [];
  for (const request of state.floor.requests) {
    if (request.about?.paper !== id) continue;
    const { person, kind, about } = request;
    events.push({ type: 'floor.asked', payload: { id: request.id, person, kind, about } });
  }
  return events.map((event) => ({ event, audience }));
}

/**
 * Opens the meeting and fixes the page numbers of its pack, the same for everyone whatever they may read. What a chair
 * opens is approved by that, and everyone invited.
 */
function opened(state: MeetingState, member: Member, now: number): readonly NewEvent[] | RefusalCode {
  const { status } = state;
  if (status === 'inSession') return 'alreadyOpen';
  if (status === 'draft' && member.id !== state.fields.chair) return 'notApproved';
  const steps: MeetingEvent[] = [];
  if (status === 'draft') steps.push({ type: 'meeting.approved', payload: {} });
  if (status !== 'sent') steps.push({ type: 'meeting.sent', payload: {} });
  steps.push({ type: 'meeting.opened', payload: {} });
  const places = packPlaces(state);
  const numbered = state.papers.flatMap((paper) => {
    const pack = places.get(paper.id);
    return pack === undefined ? [] : [attached(state, { ...paper, pack })];
  });
  const questions = isInWriting(state.fields) ? decideAsking(state, now) : [];
  return typeof questions === 'string' ? questions : [...steps.flatMap(one), ...numbered, ...questions];
}

function by(actor: Actor, event: MeetingEvent): Decision {
  return { ok: true, actor, events: one(event) };
}

function attached(state: MeetingState, paper: Paper): NewEvent {
  return { event: { type: 'paper.attached', payload: { paper } }, audience: audienceOf(state, paper) };
}

function withdrawn(state: MeetingState, paper: Paper): NewEvent {
  return {
    event: { type: 'paper.withdrawn', payload: { id: paper.id } },
    audience: audienceOf(state, paper),
  };
}
