import { NAMED_VOTE } from '../../testing/vote-fields.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { annotationRoomName } from '../annotation/ydoc.ts';
import { documentsApi } from '../documents/api.ts';
import { newVote, type Vote, type VoteFields } from '../ballots/records.ts';
import type { Paper, Readers } from '../documents/records.ts';
import type { OrgRole } from '../people/records.ts';
import { assertNever } from '../wire/assert-never.ts';
import type { MinutesStage } from '../minutes/records.ts';
import { minutesRoomName } from '../minutes/ydoc.ts';
import { CODES, type RefusalCode } from '../wire/codes.ts';
import { ticketApi } from '../wire/collab.ts';
import {
  FloorRequestId,
  Hash,
  newId,
  QuestionId,
  ServiceCallId,
  VersionId,
  VoteId,
  type PersonId,
} from '../wire/ids.ts';
import { attach, addCast, announce, give, prepareMeeting, type Cast } from '../../testing/meeting-cast.ts';
import { liveAddress, LiveClient } from '../../testing/live-client.ts';
import { pdf } from '../../testing/pdf-fixtures.ts';
import { fresh, runServer, type TestServer } from '../../testing/running-server.ts';
import { refusalOf } from '../../testing/api-client.ts';
import { meetingApi } from './api.ts';
import type { MeetingCommand } from './commands.ts';
import { decide, decideForServer } from './decide.ts';
import { evolve } from './evolve.ts';
import { seat, type MeetingState } from './records.ts';
import { mayRead, type Member } from './rights.ts';
import { PROTOCOL_VERSION } from '../wire/version.ts';

// Written by hand from what the roles of the field may do (chủ trì, thư ký, đại biểu, khách mời, chuyên viên; quản trị
// has no right to content). Nothing here is taken from the rules that it checks.

const COLUMNS = ['chair', 'secretary', 'delegate', 'guest', 'staff', 'outsider', 'admin'] as const;
type Column = (typeof COLUMNS)[number];
/** `e`: isn't entitled. `t`: it is another's turn. */
type Cell = 'y' | 'e' | 't' | '-';
type Row = readonly [Cell, Cell, Cell, Cell, Cell, Cell, Cell];

const ORG_ROLE: Record<Column, OrgRole> = {
  chair: 'official',
  secretary: 'secretary',
  delegate: 'official',
  guest: 'official',
  staff: 'staff',
  outsider: 'official',
  admin: 'admin',
};
const UNIT: Record<Column, string> = {
  chair: 'Lãnh đạo Bộ',
  secretary: 'Văn phòng',
  delegate: 'Vụ Kế hoạch',
  guest: 'Sở Lào Cai',
  staff: 'Vụ Kế hoạch',
  outsider: 'Vụ Kế hoạch',
  admin: 'Vụ Kế hoạch',
};

//                                chair sec  del  guest staff outs admin
const COMMANDS: Record<Exclude<MeetingCommand['type'], 'meeting.create'>, Row> = {
  'meeting.change': ['y', 'y', '-', '-', '-', '-', '-'],
  'meeting.open': ['y', 'y', '-', '-', '-', '-', '-'],
  'meeting.close': ['y', 'y', '-', '-', '-', '-', '-'],
  'participant.invite': ['y', 'y', '-', '-', '-', '-', '-'],
  'participant.remove': ['y', 'y', '-', '-', '-', '-', '-'],
  'agenda.addItem': ['y', 'y', '-', '-', '-', '-', '-'],
  'agenda.changeItem': ['y', 'y', '-', '-', '-', '-', '-'],
  'agenda.moveItem': ['y', 'y', '-', '-', '-', '-', '-'],
  'agenda.removeItem': ['y', 'y', '-', '-', '-', '-', '-'],
  'agenda.startItem': ['y', 'y', '-', '-', '-', '-', '-'],
  'paper.announcePrinted': ['y', 'y', '-', '-', '-', '-', '-'],
  'paper.change': ['y', 'y', '-', '-', '-', '-', '-'],
  'paper.remove': ['y', 'y', '-', '-', '-', '-', '-'],
  'presenter.set': ['y', 'y', '-', '-', '-', '-', '-'],
  'marks.lock': ['y', '-', '-', '-', '-', '-', '-'],
  'marks.hide': ['y', '-', '-', '-', '-', '-', '-'],
  'floor.ask': ['y', 'y', 'y', 'y', 'y', '-', '-'],
  // Somebody else's request.
  'floor.withdraw': ['y', 'y', '-', '-', '-', '-', '-'],
  // About what is somebody else's too: a seat, a speech, a question, a call.
  'meeting.approve': ['y', '-', '-', '-', '-', '-', '-'],
  'meeting.return': ['y', '-', '-', '-', '-', '-', '-'],
  'meeting.send': ['y', 'y', '-', '-', '-', '-', '-'],
  'meeting.archive': ['y', 'y', '-', '-', '-', '-', '-'],
  'chair.handOver': ['y', '-', '-', '-', '-', '-', '-'],
  'chair.takeOver': ['-', 'y', '-', '-', '-', '-', '-'],
  'invitation.answer': ['-', 'y', 'y', 'y', 'y', '-', '-'],
  'invitation.substitute': ['y', 'y', '-', '-', '-', '-', '-'],
  'invitation.recallSubstitute': ['y', 'y', '-', '-', '-', '-', '-'],
  'attendance.checkIn': ['y', 'y', 'y', 'y', 'y', '-', '-'],
  'attendance.checkOut': ['y', 'y', 'y', 'y', 'y', '-', '-'],
  'attendance.mark': ['y', 'y', '-', '-', '-', '-', '-'],
  'lobby.set': ['y', 'y', '-', '-', '-', '-', '-'],
  'lobby.admit': ['y', 'y', '-', '-', '-', '-', '-'],
  'lobby.sendOut': ['y', 'y', '-', '-', '-', '-', '-'],
  'agenda.pauseItem': ['y', 'y', '-', '-', '-', '-', '-'],
  'agenda.postponeItem': ['y', 'y', '-', '-', '-', '-', '-'],
  'agenda.endItem': ['y', 'y', '-', '-', '-', '-', '-'],
  'floor.move': ['y', 'y', '-', '-', '-', '-', '-'],
  'floor.give': ['y', 'y', '-', '-', '-', '-', '-'],
  'floor.extend': ['y', 'y', '-', '-', '-', '-', '-'],
  'floor.stop': ['y', 'y', '-', '-', '-', '-', '-'],
  'floor.setRules': ['y', 'y', '-', '-', '-', '-', '-'],
  'question.ask': ['y', 'y', 'y', 'y', 'y', '-', '-'],
  'question.withdraw': ['-', '-', '-', '-', '-', '-', '-'],
  'question.answer': ['y', 'y', '-', '-', '-', '-', '-'],
  'seating.set': ['y', 'y', '-', '-', '-', '-', '-'],
  'announcement.make': ['y', 'y', '-', '-', '-', '-', '-'],
  'announcement.clear': ['y', 'y', '-', '-', '-', '-', '-'],
  'service.call': ['y', 'y', 'y', 'y', 'y', '-', '-'],
  'service.finish': ['y', 'y', '-', '-', 'y', '-', '-'],
  'media.muteAll': ['y', 'y', '-', '-', '-', '-', '-'],
  'vote.setRules': ['y', 'y', '-', '-', '-', '-', '-'],
  'vote.prepare': ['y', 'y', '-', '-', '-', '-', '-'],
  'vote.remove': ['y', 'y', '-', '-', '-', '-', '-'],
  'vote.open': ['y', 'y', '-', '-', '-', '-', '-'],
  // The seat of a delegate: nobody else's to vote with, whatever their role.
  'vote.cast': ['e', 'e', 'y', 'e', 'e', '-', '-'],
  'vote.stop': ['y', 'y', '-', '-', '-', '-', '-'],
  'vote.enterCounts': ['y', 'y', '-', '-', '-', '-', '-'],
  'vote.publish': ['y', 'y', '-', '-', '-', '-', '-'],
  'vote.void': ['y', 'y', '-', '-', '-', '-', '-'],
  'vote.remind': ['y', 'y', '-', '-', '-', '-', '-'],
  'minutes.openComments': ['y', 'y', '-', '-', '-', '-', '-'],
  'minutes.closeComments': ['y', 'y', '-', '-', '-', '-', '-'],
  'minutes.approve': ['y', '-', '-', '-', '-', '-', '-'],
  'minutes.reopen': ['y', '-', '-', '-', '-', '-', '-'],
  // Before anybody has signed.
  'minutes.sign': ['t', 'y', '-', '-', '-', '-', '-'],
  'minutes.issue': ['y', 'y', '-', '-', '-', '-', '-'],
  // Somebody else's proxy.
  'proxy.give': ['y', 'y', '-', '-', '-', '-', '-'],
  'proxy.recall': ['y', 'y', '-', '-', '-', '-', '-'],
};
/** Why those are refused whose role alone would do. */
const OTHERWISE: Partial<Record<Cell, RefusalCode>> = { e: 'notEntitled', t: 'notYourTurn' };
const BRINGS_PAPERS: Row = ['y', 'y', '-', '-', 'y', '-', '-'];
const WRITES_SHARED: Row = ['y', 'y', 'y', '-', 'y', '-', '-'];
const DRAFTS_MINUTES: Row = ['y', 'y', '-', '-', 'y', '-', '-'];

/** Who may read a paper, by whom it is for. */
const READS: Record<
  'all' | "the guest's item" | 'one unit' | 'a unit that is nobody’s' | 'named' | 'others named',
  Row
> = {
  all: ['y', 'y', 'y', '-', 'y', '-', '-'],
  "the guest's item": ['y', 'y', 'y', 'y', 'y', '-', '-'],
  'one unit': ['y', 'y', 'y', '-', 'y', '-', '-'],
  'a unit that is nobody’s': ['y', 'y', '-', '-', '-', '-', '-'],
  named: ['y', 'y', 'y', 'y', '-', '-', '-'],
  'others named': ['y', 'y', '-', '-', '-', '-', '-'],
};
type Case = keyof typeof READS;
const CASES = Object.keys(READS) as Case[];

/** Who may start a meeting at all, by role in the organisation. */
const CREATES: Record<OrgRole, boolean> = {
  admin: false,
  secretary: true,
  clerk: false,
  official: true,
  staff: false,
};

const may = (row: Row, column: Column): boolean => row[COLUMNS.indexOf(column)] === 'y';
/** Inside the meeting one is told; to everybody else there is no such meeting. */
const refusal = (column: Column) => (column === 'outsider' || column === 'admin' ? 'notFound' : 'notAllowed');

function readersOf(which: Case, id: Record<Column, PersonId>): Readers {
  const some = (units: string[], people: PersonId[]): Readers => ({ to: 'some', units, people });
  switch (which) {
    case 'all':
    case "the guest's item":
      return { to: 'all' };
    case 'one unit':
      return some([UNIT.delegate], []);
    case 'a unit that is nobody’s':
      return some(['Vụ khác'], []);
    case 'named':
      // Being named opens nothing to whoever isn't of the meeting.
      return some([], [id.delegate, id.guest, id.outsider, id.admin]);
    case 'others named':
      return some([], [id.chair]);
    default:
      return assertNever(which);
  }
}

/** Delegates and guests don't know of a meeting yet. */
const isBeforeSending = ({ status }: MeetingState) => status === 'draft' || status === 'approved';

describe('by the rules alone', () => {
  const personOf = (column: Column): Member => ({
    id: `${'p'.repeat(19)}${COLUMNS.indexOf(column)}` as PersonId,
    role: ORG_ROLE[column],
    unit: UNIT[column],
  });
  const ids = Object.fromEntries(COLUMNS.map((column) => [column, personOf(column).id])) as Record<
    Column,
    PersonId
  >;
  const meeting = fresh.meeting();
  const [item, guestItem, spare] = [fresh.item(), fresh.item(), fresh.item()];
  const last = { parent: null, before: null };
  const itemFields = (presenter: PersonId | null) => ({
    title: 'Nội dung',
    presenter,
    minutes: 0,
    kind: 'public' as const,
  });
  const fields = {
    title: 'Họp',
    chair: ids.chair,
    startsAt: 1,
    endsAt: 2,
    place: '',
    mode: 'both',
    deputy: null,
    quorum: null,
  } as const;

  function prepared(): MeetingState {
    const commands: MeetingCommand[] = [
      { type: 'meeting.create', id: meeting, secretary: ids.secretary, fields },
      { type: 'participant.invite', person: ids.delegate, role: 'delegate' },
      { type: 'participant.invite', person: ids.guest, role: 'guest' },
      { type: 'participant.invite', person: ids.staff, role: 'staff' },
      { type: 'agenda.addItem', id: item, fields: itemFields(ids.chair), position: last },
      { type: 'agenda.addItem', id: guestItem, fields: itemFields(ids.guest), position: last },
      { type: 'agenda.addItem', id: spare, fields: itemFields(null), position: last },
    ];
    let state: MeetingState | undefined;
    for (const command of commands) {
      const decision = decide(state, command, personOf('secretary'), 0);
      if (!decision.ok) throw new Error(decision.code);
      for (const { event } of decision.events) state = evolve(state, event, 1);
    }
    if (state === undefined) throw new Error('no meeting');
    return state;
  }

  const planned = prepared();
  const paper = (readers: Readers, at = item): Paper => ({
    id: fresh.paper(),
    item: at,
    title: 'T',
    number: '',
    secrecy: 'normal',
    readers,
    version: {
      id: newId(VersionId, new Uint8Array(20)),
      hash: Hash.parse('0'.repeat(64)),
      fileName: 'a.pdf',
      bytes: 1,
      pages: 1,
      at: 0,
      by: ids.secretary,
    },
    earlier: [],
    pack: null,
  });
  const known = paper({ to: 'all' });
  const guestsOwn = paper({ to: 'all' }, guestItem);
  const asked = {
    id: newId(FloorRequestId, new Uint8Array(20).fill(2)),
    person: 'q'.repeat(20) as PersonId,
    kind: 'speech' as const,
    item: null,
    about: null,
    at: 0,
  };
  const speech = {
    person: 'q'.repeat(20) as PersonId,
    kind: 'speech' as const,
    item: null,
    startedAt: 1,
    since: 1,
    usedMs: 0,
    minutes: 5,
  };
  const question = {
    id: newId(QuestionId, new Uint8Array(20).fill(3)),
    person: 'q'.repeat(20) as PersonId,
    paper: known.id,
    page: null,
    text: 'Vì sao?',
    at: 1,
    answer: null,
  };
  const call = {
    id: newId(ServiceCallId, new Uint8Array(20).fill(4)),
    person: 'q'.repeat(20) as PersonId,
    kind: 'water' as const,
    note: '',
    at: 1,
  };
  const motion: VoteFields = { ...NAMED_VOTE, item };
  const vote = newVote(newId(VoteId, new Uint8Array(20).fill(7)), motion, null);
  const there = (person: PersonId) => ({
    person,
    is: 'online' as const,
    excused: false,
    reason: '',
    joinedAt: 1,
    leftAt: null,
  });
  const other = 's'.repeat(20) as PersonId;
  const inSession: MeetingState = {
    ...planned,
    participants: [...planned.participants, seat(other, 'delegate')],
    status: 'inSession',
    openedAt: 1,
    papers: [known, guestsOwn],
    floor: {
      ...planned.floor,
      requests: [asked],
      speech,
    },
    questions: [question],
    serviceCalls: [call],
    attendance: [there(ids.delegate), there(ids.staff)],
    currentItem: item,
    lobby: { isOn: true, admitted: [ids.guest] },
  };

  const frozen = { snapshot: Hash.parse('a'.repeat(64)), pdf: Hash.parse('b'.repeat(64)) };
  const examples: Record<keyof typeof COMMANDS, MeetingCommand> = {
    'meeting.change': { type: 'meeting.change', fields },
    'meeting.open': { type: 'meeting.open' },
    'meeting.close': { type: 'meeting.close' },
    'participant.invite': {
      type: 'participant.invite',
      person: 'q'.repeat(20) as PersonId,
      role: 'guest',
    },
    'participant.remove': { type: 'participant.remove', person: ids.staff },
    'agenda.addItem': { type: 'agenda.addItem', id: fresh.item(), fields: itemFields(null), position: last },
    'agenda.changeItem': { type: 'agenda.changeItem', id: item, fields: itemFields(null) },
    'agenda.moveItem': { type: 'agenda.moveItem', id: spare, position: { parent: item, before: null } },
    'agenda.removeItem': { type: 'agenda.removeItem', id: spare },
    'agenda.startItem': { type: 'agenda.startItem', id: item },
    'paper.announcePrinted': {
      type: 'paper.announcePrinted',
      id: fresh.paper(),
      item,
      title: 'T',
      number: '',
      secrecy: 'secret',
    },
    'paper.change': {
      type: 'paper.change',
      id: known.id,
      item,
      title: 'U',
      number: '',
      readers: { to: 'all' },
    },
    'paper.remove': { type: 'paper.remove', id: known.id },
    'presenter.set': { type: 'presenter.set', person: ids.delegate },
    'marks.lock': { type: 'marks.lock', paper: known.id, locked: true },
    'marks.hide': { type: 'marks.hide', person: ids.delegate, hidden: true },
    'floor.ask': {
      type: 'floor.ask',
      id: newId(FloorRequestId, new Uint8Array(20).fill(1)),
      kind: 'speech',
      about: null,
    },
    'floor.withdraw': { type: 'floor.withdraw', id: asked.id },
    'meeting.approve': { type: 'meeting.approve' },
    'meeting.return': { type: 'meeting.return' },
    'meeting.send': { type: 'meeting.send' },
    'meeting.archive': { type: 'meeting.archive' },
    'chair.handOver': { type: 'chair.handOver', to: ids.delegate },
    'chair.takeOver': { type: 'chair.takeOver' },
    'invitation.answer': { type: 'invitation.answer', answer: 'declined', reason: 'Bận' },
    'invitation.substitute': {
      type: 'invitation.substitute',
      person: other,
      substitute: 'r'.repeat(20) as PersonId,
    },
    'invitation.recallSubstitute': { type: 'invitation.recallSubstitute', person: other },
    'attendance.checkIn': { type: 'attendance.checkIn', is: 'inRoom' },
    'attendance.checkOut': { type: 'attendance.checkOut' },
    'attendance.mark': {
      type: 'attendance.mark',
      entries: [{ person: ids.staff, is: 'absent', excused: true, reason: '' }],
    },
    'lobby.set': { type: 'lobby.set', isOn: false },
    'lobby.admit': { type: 'lobby.admit', person: ids.guest },
    'lobby.sendOut': { type: 'lobby.sendOut', person: ids.guest },
    'agenda.pauseItem': { type: 'agenda.pauseItem', id: item },
    'agenda.postponeItem': { type: 'agenda.postponeItem', id: spare },
    'agenda.endItem': { type: 'agenda.endItem', id: item },
    'floor.move': { type: 'floor.move', id: asked.id, before: null },
    'floor.give': {
      type: 'floor.give',
      person: ids.delegate,
      request: null,
      kind: 'speech',
      minutes: 5,
    },
    'floor.extend': { type: 'floor.extend', minutes: 2 },
    'floor.stop': { type: 'floor.stop', person: speech.person },
    'floor.setRules': { type: 'floor.setRules', rules: { ...planned.floor.rules, mode: 'chaired' } },
    'question.ask': {
      type: 'question.ask',
      id: newId(QuestionId, new Uint8Array(20).fill(5)),
      paper: guestsOwn.id,
      page: null,
      text: 'Khi nào?',
    },
    'question.withdraw': { type: 'question.withdraw', id: question.id },
    'question.answer': { type: 'question.answer', id: question.id, text: 'Vì vậy.' },
    'seating.set': { type: 'seating.set', seating: null },
    'announcement.make': { type: 'announcement.make', text: 'Nghỉ giải lao 10 phút' },
    'announcement.clear': { type: 'announcement.clear' },
    'service.call': {
      type: 'service.call',
      id: newId(ServiceCallId, new Uint8Array(20).fill(6)),
      kind: 'technician',
      note: '',
    },
    'service.finish': { type: 'service.finish', id: call.id },
    'media.muteAll': { type: 'media.muteAll' },
    'vote.setRules': { type: 'vote.setRules', rules: { proxies: 2 } },
    'vote.prepare': {
      type: 'vote.prepare',
      id: newId(VoteId, new Uint8Array(20)),
      fields: motion,
      repeats: null,
    },
    'vote.remove': { type: 'vote.remove', id: vote.id },
    'vote.open': { type: 'vote.open', id: vote.id },
    'vote.cast': {
      type: 'vote.cast',
      id: vote.id,
      seat: ids.delegate,
      choice: [0],
      receipt: null,
      reason: '',
      password: null,
    },
    'vote.stop': { type: 'vote.stop', id: vote.id },
    'vote.enterCounts': {
      type: 'vote.enterCounts',
      id: vote.id,
      hands: { cast: 0, options: [0, 0], blank: 0, invalid: 0 },
    },
    'vote.publish': { type: 'vote.publish', id: vote.id },
    'vote.void': { type: 'vote.void', id: vote.id, reason: 'Sai nội dung' },
    'vote.remind': { type: 'vote.remind' },
    'minutes.openComments': { type: 'minutes.openComments', until: 1000 },
    'minutes.closeComments': { type: 'minutes.closeComments' },
    'minutes.approve': { type: 'minutes.approve', ...frozen, conclusions: [] },
    'minutes.reopen': { type: 'minutes.reopen', reason: 'Sai số liệu' },
    'minutes.sign': { type: 'minutes.sign', key: 'k'.repeat(43), signature: 's'.repeat(86), pdf: null },
    'minutes.issue': { type: 'minutes.issue', number: '12/BB-VP' },
    'proxy.give': { type: 'proxy.give', from: other, to: ids.delegate, until: null },
    'proxy.recall': { type: 'proxy.recall', from: other },
  };
  const voting = (status: Vote['status'], more: Partial<Vote> = {}): MeetingState => ({
    ...inSession,
    voting: {
      rules: { proxies: 1 },
      votes: [{ ...vote, status, openedAt: status === 'draft' ? null : 1, ...more }],
      proxies: [{ from: other, to: ids.staff, until: null, at: 1 }],
      remindedAt: null,
    },
  });
  const ended: MeetingState = { ...inSession, status: 'ended' };
  const minutesAt = (stage: MinutesStage, signed: readonly ('secretary' | 'chair')[] = []): MeetingState => ({
    ...ended,
    minutes: {
      stage,
      commentsUntil: stage === 'commenting' ? 1000 : null,
      approved: stage === 'approved' ? { by: ids.chair, at: 1, ...frozen, conclusions: [] } : null,
      signatures: signed.map((as) => ({
        person: ids[as],
        as,
        at: 1,
        key: 'k'.repeat(43),
        signature: 's'.repeat(86),
        pdf: null,
      })),
      issued: null,
    },
  });
  /** What the example is given to, where that isn't the meeting in session. */
  const states: Partial<Record<keyof typeof COMMANDS, MeetingState>> = {
    'meeting.approve': planned,
    'meeting.open': { ...planned, status: 'sent' },
    'meeting.return': { ...planned, status: 'approved', fields: { ...planned.fields, deputy: null } },
    'meeting.send': { ...inSession, status: 'approved' },
    'meeting.archive': { ...inSession, status: 'ended' },
    'minutes.closeComments': minutesAt('commenting'),
    'minutes.approve': ended,
    'minutes.reopen': minutesAt('approved', ['secretary']),
    'minutes.sign': minutesAt('approved'),
    'minutes.issue': minutesAt('approved', ['secretary', 'chair']),
    'vote.remove': voting('draft'),
    'vote.open': voting('draft'),
    'vote.cast': voting('open'),
    'vote.stop': voting('open'),
    'vote.enterCounts': voting('stopped', { fields: { ...motion, kind: 'hands' } }),
    'vote.publish': voting('counted', {
      count: {
        ballots: [],
        hands: null,
        numbers: { entitled: 0, present: 0, cast: 0, blank: 0, invalid: 0, options: [0, 0] },
        outcome: { is: 'rejected', chosen: [] },
        isPublished: false,
      },
    }),
    'vote.void': voting('open'),
    'vote.remind': {
      ...voting('open'),
      fields: { ...inSession.fields, mode: 'written', quorum: null },
    },
    'proxy.give': voting('draft'),
    'proxy.recall': voting('draft'),
    'invitation.recallSubstitute': {
      ...inSession,
      participants: [
        ...inSession.participants,
        { ...seat('r'.repeat(20) as PersonId, 'delegate'), standsFor: other },
      ],
    },
  };

  for (const [type, row] of Object.entries(COMMANDS) as [keyof typeof COMMANDS, Row][]) {
    it(`[MEET-3] ${type}: ${COLUMNS.filter((column) => may(row, column)).join(', ')}`, () => {
      const state = states[type] ?? inSession;
      for (const column of COLUMNS) {
        const decision = decide(state, examples[type], personOf(column), 0);
        const hidden = isBeforeSending(state) && (column === 'delegate' || column === 'guest');
        expect(decision.ok ? 'ok' : decision.code, column).toBe(
          may(row, column)
            ? 'ok'
            : hidden
              ? 'notFound'
              : (OTHERWISE[row[COLUMNS.indexOf(column)] ?? '-'] ?? refusal(column)),
        );
      }
    });
  }

  it('[MEET-3] whoever presents may stop, whatever their role, and hand it to nobody else', () => {
    for (const presenter of ['delegate', 'guest', 'staff'] as const) {
      const state = { ...inSession, presenter: ids[presenter] };
      for (const column of COLUMNS) {
        const preparing = column === 'chair' || column === 'secretary';
        const stop = decide(state, { type: 'presenter.set', person: null }, personOf(column), 0);
        expect(stop.ok ? 'ok' : stop.code, column).toBe(
          preparing || column === presenter ? 'ok' : refusal(column),
        );
        const hand = decide(state, { type: 'presenter.set', person: ids.chair }, personOf(column), 0);
        expect(hand.ok ? 'ok' : hand.code, column).toBe(preparing ? 'ok' : refusal(column));
      }
    }
  });

  it('[MEET-3] a meeting is started by secretaries and officials', () => {
    for (const [role, yes] of Object.entries(CREATES) as [OrgRole, boolean][]) {
      const decision = decide(
        undefined,
        { type: 'meeting.create', id: meeting, secretary: ids.secretary, fields },
        { ...personOf('outsider'), role },
        0,
      );
      expect(decision.ok ? 'ok' : decision.code, role).toBe(yes ? 'ok' : 'notAllowed');
    }
  });

  it('[MEET-3] papers are brought by chair, secretaries and staff', () => {
    for (const column of COLUMNS) {
      const decision = decideForServer(inSession, {
        type: 'paper.attach',
        paper: paper({ to: 'all' }),
        by: ids[column],
      });
      expect(decision.ok ? 'ok' : decision.code, column).toBe(
        may(BRINGS_PAPERS, column) ? 'ok' : refusal(column),
      );
    }
  });

  it('[MEET-3] pages are turned by the presenter alone, whatever their role', () => {
    for (const presenter of COLUMNS.slice(0, 5)) {
      const state = { ...inSession, presenter: ids[presenter] };
      const page = {
        paper: known.id,
        version: known.version?.id ?? newId(VersionId, new Uint8Array(20)),
        page: 0,
        rect: null,
        mark: null,
      };
      for (const column of COLUMNS) {
        const decision = decideForServer(state, { type: 'presenter.turn', page, by: ids[column] });
        expect(decision.ok ? 'ok' : decision.code).toBe(column === presenter ? 'ok' : 'notAllowed');
      }
    }
  });

  for (const which of CASES) {
    it(`[PAPER-4] readers ${which}: ${COLUMNS.filter((column) => may(READS[which], column)).join(', ')}`, () => {
      const entry = paper(readersOf(which, ids), which === "the guest's item" ? guestItem : item);
      for (const column of COLUMNS) {
        expect(mayRead({ ...inSession, papers: [entry] }, personOf(column), entry), column).toBe(
          may(READS[which], column),
        );
      }
    });
  }
});

describe('through a running server', () => {
  let server: TestServer;
  let cast: Cast;
  let prepared: Awaited<ReturnType<typeof prepareMeeting>>;
  const papers = new Map<Case, Paper>();
  beforeAll(async () => {
    server = await runServer();
    cast = await addCast(server);
    prepared = await prepareMeeting(cast);
    const ids = Object.fromEntries(COLUMNS.map((column) => [column, cast[column].person.id])) as Record<
      Column,
      PersonId
    >;
    const bytes = await pdf();
    for (const which of CASES) {
      const item = which === "the guest's item" ? prepared.guestItem : prepared.item;
      papers.set(
        which,
        await attach(cast.secretary.client, prepared.meeting, item, bytes, {
          readers: readersOf(which, ids),
        }),
      );
    }
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const versionOf = (which: Case) => {
    const version = papers.get(which)?.version?.id;
    if (version === undefined) throw new Error('no version');
    return version;
  };
  /** 'open' when the room answers, or the code that it closes with. */
  const enter = async (column: Column, name: string) => {
    const { client } = cast[column];
    const { ticket } = await client.call(ticketApi.ticket, { body: { target: `collab:${name}` } });
    const socket = new WebSocket(`${server.url.replace(/^http/, 'ws')}/collab/${name}?ticket=${ticket}`);
    const answer = await new Promise<string>((resolve) => {
      socket.on('message', (data: Buffer) => data[0] === 0 && resolve('open'));
      socket.on('close', (code) => resolve(String(code)));
      socket.on('error', () => undefined);
    });
    socket.terminate();
    return answer;
  };

  for (const which of CASES) {
    it(`[PAPER-4] bytes, pages, place and rooms of a paper with readers ${which}`, async () => {
      const version = versionOf(which);
      for (const column of COLUMNS) {
        const { client, person } = cast[column];
        const yes = may(READS[which], column);
        const expected = yes ? 'ok' : 'notFound';
        expect((await client.fetch(`/api/versions/${version}/bytes`)).status, column).toBe(yes ? 200 : 404);
        expect(await client.refusal(documentsApi.pages, { params: { version } }), column).toBe(expected);
        expect(await client.refusal(documentsApi.place, { params: { version } }), column).toBe(expected);
        const place = { params: { version }, body: { page: 0, y: 0 } };
        expect(await client.refusal(documentsApi.setPlace, place), column).toBe(expected);
        const entered = yes ? 'open' : '4404';
        expect(await enter(column, annotationRoomName({ layer: 'shared', version })), column).toBe(entered);
        expect(
          await enter(column, annotationRoomName({ layer: 'private', version, owner: person.id })),
          column,
        ).toBe(entered);
        const others = cast[column === 'delegate' ? 'chair' : 'delegate'].person.id;
        expect(
          await enter(column, annotationRoomName({ layer: 'private', version, owner: others })),
          column,
        ).toBe('4404');
      }
    });
  }

  it('[PAPER-4] the meeting that each of them is given holds exactly the papers that they may read', async () => {
    for (const column of COLUMNS.slice(0, 5)) {
      const { state } = await cast[column].client.call(meetingApi.get, {
        params: { meeting: prepared.meeting },
      });
      const expected = CASES.filter((which) => may(READS[which], column)).map(
        (which) => papers.get(which)?.id,
      );
      expect(
        state.papers.map(({ id }) => id),
        column,
      ).toEqual(expected);
    }
  });

  it('[MEET-2] to whoever isn’t invited there is no such meeting, by any way', async () => {
    const { meeting, item } = prepared;
    for (const column of ['outsider', 'admin'] as const) {
      const { client } = cast[column];
      expect(await client.refusal(meetingApi.get, { params: { meeting } })).toBe('notFound');
      expect(await refusalOf(announce(client, meeting, item, new Uint8Array(9)))).toBe('notFound');
      const command = { key: fresh.key(), command: { type: 'meeting.open' } as const };
      expect(await client.call(meetingApi.command, { params: { meeting }, body: command })).toEqual({
        ok: false,
        code: 'notFound',
      });
      const live = new LiveClient(await liveAddress(client, meeting), fresh.device());
      live.socket.on('open', () =>
        live.send({ type: 'hello', protocol: PROTOCOL_VERSION, device: live.device, since: 0 }),
      );
      expect((await live.closed).code).toBe(4404);
      expect(live.messages).toEqual([]);
      expect(await client.call(documentsApi.uploads, { params: { meeting } })).toEqual({ uploads: [] });
    }
  });

  it('[MEET-3] papers are announced and attached by chair, secretaries and staff', async () => {
    const { meeting, item } = prepared;
    const bytes = await pdf();
    for (const column of COLUMNS) {
      const { client } = cast[column];
      const expected = may(BRINGS_PAPERS, column) ? 'ok' : refusal(column);
      expect(await refusalOf(attach(client, meeting, item, bytes)), column).toBe(expected);
    }
  });

  it('[MEET-3] who may write on the shared layer, and nobody once the meeting has ended', async () => {
    const { annotationAccess } = await import('../../domain/annotation/access.ts');
    const { meeting } = prepared;
    await give(cast.chair.client, meeting, { type: 'meeting.open' });
    const version = versionOf("the guest's item");
    const access = async (column: Column, layer: 'shared' | 'private') => {
      const { state } = await cast.chair.client.call(meetingApi.get, { params: { meeting } });
      const { person } = cast[column];
      const paper = papers.get("the guest's item");
      if (paper === undefined) throw new Error('no paper');
      const versions = {
        readable: () =>
          Promise.resolve({
            meeting: state,
            paper,
            hash: Hash.parse('0'.repeat(64)),
            bytes: 1,
            fileName: '',
            original: undefined,
          }),
        fileOf: () => Promise.resolve(undefined),
        pageSizes: () => Promise.resolve([]),
        ofMeeting: () => Promise.resolve(new Map()),
      };
      const room =
        layer === 'shared' ? ({ layer, version } as const) : ({ layer, version, owner: person.id } as const);
      const answer = await annotationAccess(versions, () => person, person.id, room);
      return 'may' in answer ? answer.may : answer.code;
    };
    for (const column of COLUMNS.slice(0, 5)) {
      expect(await access(column, 'shared'), column).toBe(may(WRITES_SHARED, column) ? 'write' : 'read');
      expect(await access(column, 'private'), column).toBe('write');
    }
    await give(cast.chair.client, meeting, { type: 'meeting.close' });
    for (const column of COLUMNS.slice(0, 5)) {
      expect(await access(column, 'shared'), column).toBe('read');
      expect(await access(column, 'private'), column).toBe('write');
    }
  });

  it('[MIN-1] [MIN-5] who may open the draft of the minutes: from the opening on, until the meeting is archived', async () => {
    const { meeting } = await prepareMeeting(cast);
    const name = minutesRoomName(meeting);
    for (const column of COLUMNS) expect(await enter(column, name), column).toBe('4404');
    for (const type of ['meeting.open', 'meeting.close'] as const) {
      await give(cast.chair.client, meeting, { type });
      for (const column of COLUMNS) {
        const closed = COLUMNS.indexOf(column) < 5 ? '4403' : '4404';
        expect(await enter(column, name), column).toBe(may(DRAFTS_MINUTES, column) ? 'open' : closed);
      }
    }
    const { client } = cast.staff;
    const { ticket } = await client.call(ticketApi.ticket, { body: { target: `collab:${name}` } });
    const socket = new WebSocket(`${server.url.replace(/^http/, 'ws')}/collab/${name}?ticket=${ticket}`);
    await new Promise((resolve) => socket.once('message', resolve));
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    await give(cast.chair.client, meeting, { type: 'meeting.archive' });
    expect(await closed).toBe(CODES.busy.close);
    expect(await enter('staff', name)).toBe('open');
  });
});
