import { fits, withDescendants } from '../agenda/tree.ts';
import { MAX_AGENDA_ITEMS } from '../agenda/records.ts';
import { lateNumber, packPlaces } from '../documents/pack-places.ts';
import { MAX_EARLIER, MAX_PAPERS, versionOf, type Paper } from '../documents/records.ts';
import { assertNever } from '../wire/assert-never.ts';
import { canonicalJson } from '../wire/canonical-json.ts';
import { refuse, type Refusal, type RefusalCode } from '../wire/codes.ts';
import type { Actor, Audience } from '../wire/stream.ts';
import type { MeetingCommand, ServerCommand } from './commands.ts';
import type { MeetingEvent } from './events.ts';
import { MAX_REQUESTS, MAX_REQUESTS_OF_PERSON } from '../floor/records.ts';
import { MAX_PARTICIPANTS, type MeetingState } from './records.ts';
import {
  audienceOf,
  mayCommand,
  mayRead,
  MEETING_CREATORS,
  PAPER_BRINGERS,
  roleIn,
  type Member,
} from './rights.ts';

/** An event that is to be appended. */
export interface NewEvent {
  readonly event: MeetingEvent;
  readonly audience: Audience;
}

export interface Decision {
  readonly ok: true;
  readonly actor: Actor;
  readonly events: readonly NewEvent[];
}

const ALL: Audience = { to: 'all' };

/**
 * What a person's command does to a meeting: the events to append, or why it is refused. Pure; a refusal changes
 * nothing. Whoever isn't invited is told that there is no such meeting.
 */
export function decide(
  state: MeetingState | undefined,
  command: MeetingCommand,
  member: Member,
): Decision | Refusal {
  if (command.type === 'meeting.create') {
    if (!MEETING_CREATORS.includes(member.role)) return refuse('notAllowed');
    if (state !== undefined) return refuse('conflict');
    const { id, fields, secretary } = command;
    const secretaries = [...new Set([secretary, member.id])].filter((person) => person !== fields.chair);
    return by(member.id, { type: 'meeting.created', payload: { id, fields, secretaries } });
  }
  if (state === undefined) return refuse('notFound');
  const role = roleIn(state, member.id);
  if (role === undefined) return refuse('notFound');
  if (!mayCommand(state, member, role, command)) return refuse('notAllowed');
  if (state.status === 'ended') return refuse('meetingEnded');
  const events = decided(state, command, member);
  return typeof events === 'string' ? refuse(events) : { ok: true, actor: member.id, events };
}

/** The same for what only the server asks. Refused when the world has moved on meanwhile. */
export function decideForServer(state: MeetingState | undefined, command: ServerCommand): Decision | Refusal {
  if (state === undefined) return refuse('notFound');
  if (state.status === 'ended') return refuse('meetingEnded');
  switch (command.type) {
    case 'paper.attach': {
      const role = roleIn(state, command.by);
      if (role === undefined) return refuse('notFound');
      if (!PAPER_BRINGERS.includes(role)) return refuse('notAllowed');
      if (state.papers.length >= MAX_PAPERS) return refuse('tooMany');
      if (!state.agenda.some((item) => item.id === command.paper.item)) return refuse('conflict');
      if (state.papers.some((paper) => paper.id === command.paper.id)) return refuse('conflict');
      if (command.paper.secrecy !== 'normal') return refuse('secrecy');
      // After the numbers were given nothing shifts them: what comes now is numbered apart.
      const pack = state.status === 'planned' ? null : { late: lateNumber(state.papers) };
      return { ok: true, actor: command.by, events: [attached(state, { ...command.paper, pack })] };
    }
    case 'paper.revise': {
      const role = roleIn(state, command.by);
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
      if (state.status !== 'inSession') return refuse('meetingNotOpen');
      if (roleIn(state, command.person) === undefined) return refuse('notFound');
      const there = state.attendance.find((entry) => entry.person === command.person);
      if (there !== undefined && there.leftAt === null) return refuse('alreadyThere');
      return by('server', { type: 'person.joined', payload: { person: command.person } });
    }
    case 'person.depart': {
      const { person, leftAt } = command;
      const there = state.attendance.find((entry) => entry.person === person);
      if (there === undefined || there.leftAt !== null) return refuse('conflict');
      const time = Math.max(leftAt, there.joinedAt);
      return by('server', { type: 'person.left', payload: { person, leftAt: time } });
    }
    default:
      return assertNever(command);
  }
}

type Prepared = Exclude<MeetingCommand, { type: 'meeting.create' }>;

function decided(state: MeetingState, command: Prepared, member: Member): readonly NewEvent[] | RefusalCode {
  switch (command.type) {
    case 'meeting.change':
      return one({ type: 'meeting.changed', payload: { fields: command.fields } });
    case 'meeting.open':
      return state.status === 'planned' ? opened(state) : 'alreadyOpen';
    case 'meeting.close':
      return state.status === 'inSession' ? one({ type: 'meeting.closed', payload: {} }) : 'meetingNotOpen';
    case 'participant.invite': {
      const { person, role } = command;
      if (person === state.fields.chair) return 'conflict';
      if (state.participants.length >= MAX_PARTICIPANTS && roleIn(state, person) === undefined)
        return 'tooMany';
      if (roleIn(state, person) === role) return [];
      return one({ type: 'participant.invited', payload: { person, role } });
    }
    case 'participant.remove': {
      if (command.person === state.fields.chair) return 'conflict';
      if (roleIn(state, command.person) === undefined) return 'notFound';
      return one({ type: 'participant.removed', payload: { person: command.person } });
    }
    case 'agenda.addItem': {
      const { id, fields, position } = command;
      if (state.agenda.length >= MAX_AGENDA_ITEMS) return 'tooMany';
      if (state.agenda.some((item) => item.id === id)) return 'conflict';
      const item = { ...fields, id, parent: null, startedAt: null, endedAt: null };
      if (!fits(state.agenda, [item], position)) return 'conflict';
      return one({ type: 'agenda.itemAdded', payload: { id, fields, position } });
    }
    case 'agenda.changeItem': {
      const { id, fields } = command;
      if (!state.agenda.some((item) => item.id === id)) return 'notFound';
      return one({ type: 'agenda.itemChanged', payload: { id, fields } });
    }
    case 'agenda.moveItem': {
      const { id, position } = command;
      const moved = withDescendants(state.agenda, id);
      if (moved.length === 0) return 'notFound';
      if (!fits(state.agenda, moved, position)) return 'conflict';
      return one({ type: 'agenda.itemMoved', payload: { id, position } });
    }
    case 'agenda.removeItem': {
      const gone = withDescendants(state.agenda, command.id);
      if (gone.length === 0) return 'notFound';
      const ids = new Set(gone.map((item) => item.id));
      if (gone.some((item) => item.startedAt !== null)) return 'conflict';
      if (state.papers.some((paper) => ids.has(paper.item))) return 'conflict';
      return one({ type: 'agenda.itemRemoved', payload: { id: command.id } });
    }
    case 'agenda.startItem': {
      if (state.status !== 'inSession') return 'meetingNotOpen';
      if (!state.agenda.some((item) => item.id === command.id)) return 'notFound';
      if (state.currentItem === command.id) return [];
      return one({ type: 'agenda.itemStarted', payload: { id: command.id } });
    }
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
      return paper === undefined ? 'notFound' : [withdrawn(state, paper)];
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
    case 'floor.ask': {
      const { id, about } = command;
      if (state.status !== 'inSession') return 'meetingNotOpen';
      if (state.floor.some((entry) => entry.id === id)) return 'conflict';
      const own = state.floor.filter((entry) => entry.person === member.id);
      if (state.floor.length >= MAX_REQUESTS || own.length >= MAX_REQUESTS_OF_PERSON) return 'tooMany';
      const asked = (topic: typeof about, audience: Audience): NewEvent => ({
        event: { type: 'floor.asked', payload: { id, person: member.id, about: topic } },
        audience,
      });
      if (about === null) return [asked(null, ALL)];
      const paper = state.papers.find((entry) => entry.id === about.paper);
      if (paper === undefined || !mayRead(state, member, paper)) return 'notFound';
      const version = versionOf(paper, about.version);
      if (version === undefined || about.page >= version.pages) return 'badRequest';
      const audience = audienceOf(state, paper);
      return audience.to === 'all' ? [asked(about, ALL)] : [asked(null, ALL), asked(about, audience)];
    }
    case 'floor.withdraw':
      return state.floor.some((entry) => entry.id === command.id)
        ? one({ type: 'floor.withdrawn', payload: { id: command.id } })
        : 'notFound';
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
  for (const request of state.floor) {
    if (request.about?.paper !== id) continue;
    const { person, about } = request;
    events.push({ type: 'floor.asked', payload: { id: request.id, person, about } });
  }
  return events.map((event) => ({ event, audience }));
}

/** Opens the meeting and fixes the page numbers of its pack, the same for everyone whatever they may read. */
function opened(state: MeetingState): readonly NewEvent[] {
  const places = packPlaces(state);
  const numbered = state.papers.flatMap((paper) => {
    const pack = places.get(paper.id);
    return pack === undefined ? [] : [attached(state, { ...paper, pack })];
  });
  return [...one({ type: 'meeting.opened', payload: {} }), ...numbered];
}

function one(event: MeetingEvent): readonly NewEvent[] {
  return [{ event, audience: ALL }];
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

/**
 * The meeting as the member may see it: what evolving only the events of their audience gives, as long as none of them
 * is one that {@link changesRights} for them. Undefined for whoever isn't invited.
 */
export function visibleTo(
  state: MeetingState,
  member: Pick<Member, 'id' | 'unit'>,
): MeetingState | undefined {
  if (roleIn(state, member.id) === undefined) return undefined;
  const papers = state.papers.filter((paper) => mayRead(state, member, paper));
  const readable = new Set(papers.map((paper) => paper.id));
  const { page, moderation, floor } = state;
  return {
    ...state,
    papers,
    page: page !== null && readable.has(page.paper) ? page : null,
    moderation: { ...moderation, locked: moderation.locked.filter((paper) => readable.has(paper)) },
    floor: floor.map((request) =>
      request.about === null || readable.has(request.about.paper) ? request : { ...request, about: null },
    ),
  };
}

/**
 * Whose view of the meeting these events may have changed beyond what they say: the people, or all. Those get the state
 * anew, since the events of their new audience were withheld before. `state` is the one after the events.
 */
export function changesRights(
  state: MeetingState,
  events: readonly { readonly type: string; readonly payload: unknown }[],
): ReadonlySet<string> | 'all' {
  const people = new Set<string>();
  for (const { type, payload } of events) {
    if (type === 'meeting.changed') return 'all';
    if (type === 'agenda.itemChanged' || type === 'agenda.itemMoved') {
      // Whose item it is decides what a guest may read.
      for (const { person, role } of state.participants) if (role === 'guest') people.add(person);
    }
    if (type !== 'participant.invited' && type !== 'participant.removed') continue;
    if (typeof payload === 'object' && payload !== null && 'person' in payload)
      people.add(String(payload.person));
  }
  return people;
}
