import fc from 'fast-check';
import type { BallotCommand } from '#protocol/ballots/commands';
import { Receipt, type HandCount, type VoteFields } from '#protocol/ballots/records';
import type { ItemKind } from '#protocol/agenda/records';
import type { FloorCommand } from '#protocol/floor/commands';
import type { FloorKind } from '#protocol/floor/records';
import type { MeetingCommand, RollCallEntry, ServerCommand } from '#protocol/meeting/commands';
import type { Paper, Readers } from '#protocol/documents/records';
import {
  FloorRequestId,
  Hash,
  ItemId,
  MarkId,
  MeetingId,
  PaperId,
  PersonId,
  QuestionId,
  ServiceCallId,
  VersionId,
  VoteId,
} from '#protocol/wire/ids';
import type { Member } from '#protocol/meeting/rights';
import { INVITED } from './roles.ts';

/** An id that says in a counterexample what it is: `a` repeated and a number. */
function id<T>(kind: { parse(text: string): T }, letter: string, n: number): T {
  return kind.parse(letter.repeat(18) + String(n).padStart(2, '0'));
}

export const MEETING = id(MeetingId, 'm', 0);
const HASH = Hash.parse('0'.repeat(64));
const UNITS = ['Vụ Kế hoạch', 'Văn phòng', ''];

/** A handful of people, so that commands often meet; the last is an administrator. */
export const PEOPLE: readonly Member[] = Array.from({ length: 7 }, (_, n) => ({
  id: id(PersonId, 'p', n),
  role: (['official', 'secretary', 'official', 'staff', 'official', 'clerk', 'admin'] as const)[n] ?? 'staff',
  unit: UNITS[n % UNITS.length] ?? '',
}));
const ITEMS = Array.from({ length: 8 }, (_, n) => id(ItemId, 't', n));
const PAPERS = Array.from({ length: 5 }, (_, n) => id(PaperId, 'd', n));
const REQUESTS = Array.from({ length: 6 }, (_, n) => id(FloorRequestId, 'r', n));
const QUESTIONS = Array.from({ length: 4 }, (_, n) => id(QuestionId, 'h', n));
const VOTES = Array.from({ length: 3 }, (_, n) => id(VoteId, 'b', n));
const CALLS = Array.from({ length: 4 }, (_, n) => id(ServiceCallId, 's', n));
/** Versions that a paper may be given beside its first. */
const REVISIONS = 3;

const oneOf = <T>(values: readonly T[]) => fc.constantFrom(...values);
/** The first one in half of the cases, so that what is about it meets. */
const often = <T>(values: readonly T[]) => fc.oneof(oneOf(values.slice(0, 1)), oneOf(values));
const person = oneOf(PEOPLE).map((member) => member.id);
const item = oneOf(ITEMS);
const paperId = oneOf(PAPERS);
const title = oneOf(['Một', 'Hai', 'Ba']);
const position = fc.record({
  parent: fc.option(item, { nil: null }),
  before: fc.option(item, { nil: null, freq: 1 }),
});
const itemFields = fc.record({
  title,
  presenter: fc.option(person, { nil: null }),
  minutes: fc.nat(60),
  kind: fc.oneof(
    { weight: 3, arbitrary: fc.constant<ItemKind>('public') },
    oneOf<ItemKind>(['internal', 'closed']),
  ),
});
export const readers: fc.Arbitrary<Readers> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Readers>({ to: 'all' }) },
  fc.record({
    to: fc.constant<'some'>('some'),
    units: fc.subarray(UNITS.slice(0, 2)),
    people: fc.subarray(PEOPLE.map((member) => member.id)),
  }),
);

export const createMeeting: MeetingCommand = {
  type: 'meeting.create',
  id: MEETING,
  secretary: id(PersonId, 'p', 1),
  fields: {
    title: 'Họp',
    chair: id(PersonId, 'p', 0),
    startsAt: 1,
    endsAt: 2,
    place: '',
    mode: 'both',
    deputy: null,
    quorum: null,
  },
};

/** What makes a meeting in which most commands can do something: people in every role, items and an open session. */
export const preparation: readonly MeetingCommand[] = [
  createMeeting,
  ...INVITED.slice(1).map((role, n): MeetingCommand => ({
    type: 'participant.invite',
    person: id(PersonId, 'p', n + 2),
    role,
  })),
  ...ITEMS.slice(0, 3).map((itemIs, n): MeetingCommand => ({
    type: 'agenda.addItem',
    id: itemIs,
    fields: { title: 'Một', presenter: id(PersonId, 'p', n + 2), minutes: 0, kind: 'public' },
    position: { parent: n === 2 ? id(ItemId, 't', 0) : null, before: null },
  })),
  { type: 'meeting.approve' },
  { type: 'meeting.open' },
  { type: 'presenter.set', person: id(PersonId, 'p', 2) },
];

/** A paper in it that everyone may read. */
export const preparedPaper: ServerCommand = {
  type: 'paper.attach',
  paper: paper(id(PaperId, 'd', 0), id(ItemId, 't', 0), 'Một', { to: 'all' }, id(PersonId, 'p', 1)),
  by: id(PersonId, 'p', 1),
};

const floorKind = oneOf<FloorKind>(['speech', 'speech', 'intervention', 'pointOfOrder']);
const request = oneOf(REQUESTS);

/** Commands about the floor, sensible or not. */
const anyFloorCommand: fc.Arbitrary<FloorCommand> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant<'floor.ask'>('floor.ask'),
      id: request,
      kind: floorKind,
      about: fc.constant(null),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant<'floor.give'>('floor.give'),
      person,
      request: fc.option(request, { nil: null }),
      kind: floorKind,
      minutes: fc.nat(10),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant<'floor.move'>('floor.move'),
      id: request,
      before: fc.option(request, { nil: null }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant<'floor.extend'>('floor.extend'),
      minutes: fc.integer({ min: 1, max: 5 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant<'floor.stop'>('floor.stop'), person }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant<'floor.setRules'>('floor.setRules'),
      rules: fc.record({
        mode: oneOf(['open', 'chaired'] as const),
        order: oneOf(['request', 'fair'] as const),
        isListOpen: fc.boolean(),
        minutes: fc.nat(10),
      }),
    }),
  },
);

const rollCallEntry: fc.Arbitrary<RollCallEntry> = fc.record({
  person,
  is: oneOf(['inRoom', 'online', 'absent', 'left', 'unmarked'] as const),
  excused: fc.boolean(),
  reason: oneOf(['', 'Đi công tác']),
});

/** Commands about the course of the meeting, sensible or not. */
const anyConductCommand: fc.Arbitrary<MeetingCommand> = fc.oneof(
  { weight: 2, arbitrary: oneOf<MeetingCommand>([{ type: 'meeting.approve' }, { type: 'meeting.send' }]) },
  {
    weight: 1,
    arbitrary: oneOf<MeetingCommand>([
      { type: 'meeting.return' },
      { type: 'meeting.archive' },
      { type: 'attendance.checkOut' },
      { type: 'announcement.clear' },
      { type: 'announcement.make', text: 'Nghỉ giải lao' },
      { type: 'media.muteAll' },
    ]),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant<'chair.handOver'>('chair.handOver'), to: person }),
  },
  { weight: 1, arbitrary: fc.constant<MeetingCommand>({ type: 'chair.takeOver' }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant<'invitation.answer'>('invitation.answer'),
      answer: oneOf(['accepted', 'declined'] as const),
      reason: oneOf(['', 'Bận họp']),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant<'invitation.substitute'>('invitation.substitute'),
      person,
      substitute: person,
      unit: oneOf(UNITS),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant<'invitation.recallSubstitute'>('invitation.recallSubstitute'),
      person,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant<'attendance.checkIn'>('attendance.checkIn'),
      is: oneOf(['inRoom', 'online'] as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc
      .uniqueArray(rollCallEntry, { minLength: 1, maxLength: 4, selector: (entry) => entry.person })
      .map((entries): MeetingCommand => ({ type: 'attendance.mark', entries })),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant<'lobby.set'>('lobby.set'), isOn: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: oneOf(['lobby.admit', 'lobby.sendOut'] as const),
      person,
    }) as fc.Arbitrary<MeetingCommand>,
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: oneOf(['agenda.pauseItem', 'agenda.postponeItem', 'agenda.endItem'] as const),
      id: item,
    }) as fc.Arbitrary<MeetingCommand>,
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant<'question.ask'>('question.ask'),
      id: oneOf(QUESTIONS),
      paper: often(PAPERS),
      page: fc.option(fc.nat(3), { nil: null }),
      text: title,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant<'question.withdraw'>('question.withdraw'),
      id: oneOf(QUESTIONS),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant<'question.answer'>('question.answer'),
      id: oneOf(QUESTIONS),
      text: title,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant<'service.call'>('service.call'),
      id: oneOf(CALLS),
      kind: oneOf(['water', 'technician', 'papers', 'other'] as const),
      note: oneOf(['', 'Máy chiếu']),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant<'service.finish'>('service.finish'), id: oneOf(CALLS) }),
  },
  {
    weight: 1,
    arbitrary: fc.uniqueArray(person, { maxLength: 4 }).map((people): MeetingCommand => ({
      type: 'seating.set',
      seating: { seats: people.map((who, x) => ({ x, y: 0, person: who })) },
    })),
  },
);

const voteId = often(VOTES);
const voteFields: fc.Arbitrary<VoteFields> = fc
  .record({
    item: fc.option(item, { nil: null }),
    aboutPaper: fc.option(often(PAPERS), { nil: null }),
    kind: oneOf(['named', 'named', 'secret', 'hands'] as const),
    method: oneOf<VoteFields['method']>([
      { is: 'motion' },
      { is: 'options', options: ['Một', 'Hai', 'Ba'], most: 2 },
    ]),
    show: oneOf(['live', 'atEnd', 'chair'] as const),
    mayChange: fc.boolean(),
    electorate: fc.option(
      fc.subarray(
        PEOPLE.map((member) => member.id),
        { minLength: 1 },
      ),
      { nil: null },
    ),
  })
  .map(({ aboutPaper, ...fields }) => ({
    ...fields,
    motion: 'Nhất trí?',
    about: aboutPaper === null ? null : { paper: aboutPaper, version: versionOf(aboutPaper, 0), page: 0 },
    rule: { base: 'cast', share: { of: [1, 2], isMoreThan: true }, chairBreaksTie: false },
    // A secret vote can't be watched.
    show: fields.kind === 'secret' && fields.show === 'live' ? 'atEnd' : fields.show,
    needsPassword: false,
    receipts: fields.kind === 'secret',
    weights: [],
  }));

/** Commands about voting, sensible or not. */
const anyBallotCommand: fc.Arbitrary<BallotCommand> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant<'vote.prepare'>('vote.prepare'),
      id: voteId,
      fields: voteFields,
      repeats: fc.option(voteId, { nil: null, freq: 1 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: oneOf(['vote.open', 'vote.open', 'vote.stop', 'vote.publish', 'vote.remove'] as const),
      id: voteId,
    }) as fc.Arbitrary<BallotCommand>,
  },
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant<'vote.cast'>('vote.cast'),
      id: voteId,
      seat: person,
      choice: oneOf([[], [0], [1], [0, 1]]),
      receipt: oneOf([null, Receipt.parse('r'.repeat(16))]),
      reason: oneOf(['', 'Vì thiếu kinh phí']),
      password: fc.constant(null),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant<'vote.enterCounts'>('vote.enterCounts'),
      id: voteId,
      hands: fc.constant<HandCount>({ cast: 1, options: [1, 0], blank: 0, invalid: 0 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant<'vote.void'>('vote.void'),
      id: voteId,
      reason: fc.constant('Sai nội dung'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant<'vote.setRules'>('vote.setRules'),
      rules: fc.record({ proxies: fc.nat(2) }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant<'proxy.give'>('proxy.give'),
      from: person,
      to: person,
      until: fc.option(fc.nat(60), { nil: null }),
    }),
  },
  { weight: 1, arbitrary: fc.constant<BallotCommand>({ type: 'vote.remind' }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant<'proxy.recall'>('proxy.recall'), from: person }) },
);

/** Any command that a person may send, sensible or not. */
export const anyCommand: fc.Arbitrary<MeetingCommand> = fc.oneof(
  { weight: 14, arbitrary: anyFloorCommand },
  { weight: 22, arbitrary: anyBallotCommand },
  { weight: 30, arbitrary: anyConductCommand },
  { weight: 1, arbitrary: fc.constant<MeetingCommand>(createMeeting) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant<'meeting.change'>('meeting.change'),
      fields: fc.record({
        title,
        chair: person,
        startsAt: fc.constant(1),
        endsAt: fc.constant(2),
        place: title,
        mode: oneOf(['onSite', 'online', 'both'] as const),
        deputy: fc.option(person, { nil: null }),
        quorum: fc.option(
          fc.record({
            percent: fc.integer({ min: 1, max: 100 }),
            base: oneOf(['all', 'entitled', 'presentEntitled'] as const),
          }),
          { nil: null },
        ),
      }),
    }),
  },
  { weight: 2, arbitrary: fc.constant<MeetingCommand>({ type: 'meeting.open' }) },
  {
    weight: 1,
    arbitrary: fc
      .nat(9)
      .map((n): MeetingCommand => (n === 0 ? { type: 'meeting.close' } : { type: 'meeting.open' })),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant<'participant.invite'>('participant.invite'),
      person,
      role: oneOf(INVITED),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant<'participant.remove'>('participant.remove'), person }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant<'agenda.addItem'>('agenda.addItem'),
      id: item,
      fields: itemFields,
      position,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant<'agenda.changeItem'>('agenda.changeItem'),
      id: item,
      fields: itemFields,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ type: fc.constant<'agenda.moveItem'>('agenda.moveItem'), id: item, position }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant<'agenda.removeItem'>('agenda.removeItem'), id: item }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant<'agenda.startItem'>('agenda.startItem'), id: item }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant<'paper.announcePrinted'>('paper.announcePrinted'),
      id: paperId,
      item,
      title,
      number: title,
      secrecy: fc.constant<'secret'>('secret'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant<'paper.change'>('paper.change'),
      id: often(PAPERS),
      item,
      title,
      number: title,
      readers,
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant<'paper.remove'>('paper.remove'), id: paperId }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant<'presenter.set'>('presenter.set'),
      person: fc.option(person, { nil: null, freq: 5 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant<'marks.lock'>('marks.lock'),
      paper: often(PAPERS),
      locked: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant<'marks.hide'>('marks.hide'), person, hidden: fc.boolean() }),
  },
  {
    weight: 5,
    arbitrary: fc
      .tuple(oneOf(REQUESTS), fc.option(fc.tuple(often(PAPERS), fc.nat(REVISIONS), fc.nat(3)), { nil: null }))
      .map(([request, about]): MeetingCommand => ({
        type: 'floor.ask',
        id: request,
        kind: 'speech',
        about:
          about === null
            ? null
            : {
                paper: about[0],
                version: versionOf(about[0], about[1]),
                page: about[2],
                mark: { author: id(PersonId, 'p', 0), mark: id(MarkId, 'k', about[2]) },
              },
      })),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant<'floor.withdraw'>('floor.withdraw'), id: oneOf(REQUESTS) }),
  },
);

/** The first version of a paper is 0. */
function versionOf(paperIs: PaperId, revision: number): VersionId {
  return id(VersionId, 'v', PAPERS.indexOf(paperIs) + PAPERS.length * revision);
}

function paper(paperIs: PaperId, itemIs: ItemId, text: string, who: Readers, by: PersonId): Paper {
  const version = { id: versionOf(paperIs, 0), hash: HASH, fileName: 'a.pdf', bytes: 1, pages: 3, at: 0, by };
  return {
    id: paperIs,
    item: itemIs,
    title: text,
    number: '',
    secrecy: 'normal',
    readers: who,
    version,
    earlier: [],
    pack: null,
  };
}

/** Any command of the server itself. A paper is attached under its own id once; `attached` are those that were. */
export const anyServerCommand: fc.Arbitrary<ServerCommand> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(paperId, item, title, readers, person)
      .map(([p, i, text, who, by]): ServerCommand => ({
        type: 'paper.attach',
        paper: paper(p, i, text, who, by),
        by,
      })),
  },
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        fc.oneof(fc.constant(id(PaperId, 'd', 0)), paperId),
        fc.nat(3),
        fc.oneof(fc.constant(id(PersonId, 'p', 2)), person),
        fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(REVISIONS) }),
      )
      .map(([p, number, by, revision]): ServerCommand => {
        const version = versionOf(p, revision);
        return {
          type: 'presenter.turn',
          page: { paper: p, version, page: number, rect: null, mark: null },
          by,
        };
      }),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(paperId, fc.integer({ min: 1, max: REVISIONS }), fc.integer({ min: 1, max: 5 }), person)
      .map(([p, revision, pages, by]): ServerCommand => ({
        type: 'paper.revise',
        paper: p,
        version: {
          id: versionOf(p, revision),
          hash: HASH,
          fileName: 'b.pdf',
          bytes: 2,
          pages,
          at: revision,
          by,
        },
        by,
      })),
  },
  { weight: 6, arbitrary: person.map((who): ServerCommand => ({ type: 'person.arrive', person: who })) },
  {
    weight: 3,
    arbitrary: fc.tuple(voteId, fc.nat(4)).map(([vote, count]): ServerCommand => ({
      type: 'vote.count',
      vote,
      ballots: Array.from({ length: count }, (_, n) => ({
        seat: null,
        receipt: Receipt.parse('r'.repeat(15) + String(n)),
        choice: [n % 2],
        reason: '',
      })),
    })),
  },
  { weight: 1, arbitrary: person.map((who): ServerCommand => ({ type: 'person.checkIn', person: who })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(person, fc.nat(100))
      .map(([who, leftAt]): ServerCommand => ({ type: 'person.depart', person: who, leftAt })),
  },
);
