import fc from 'fast-check';
import type { MeetingCommand, ServerCommand } from '#protocol/meeting/commands';
import type { Paper, Readers } from '#protocol/documents/records';
import {
  FloorRequestId,
  Hash,
  ItemId,
  MarkId,
  MeetingId,
  PaperId,
  PersonId,
  VersionId,
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
const itemFields = fc.record({ title, presenter: fc.option(person, { nil: null }), minutes: fc.nat(60) });
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
  fields: { title: 'Họp', chair: id(PersonId, 'p', 0), startsAt: 1, endsAt: 2, place: '', mode: 'both' },
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
    fields: { title: 'Một', presenter: id(PersonId, 'p', n + 2), minutes: 0 },
    position: { parent: n === 2 ? id(ItemId, 't', 0) : null, before: null },
  })),
  { type: 'meeting.open' },
  { type: 'presenter.set', person: id(PersonId, 'p', 2) },
];

/** A paper in it that everyone may read. */
export const preparedPaper: ServerCommand = {
  type: 'paper.attach',
  paper: paper(id(PaperId, 'd', 0), id(ItemId, 't', 0), 'Một', { to: 'all' }, id(PersonId, 'p', 1)),
  by: id(PersonId, 'p', 1),
};

/** Any command that a person may send, sensible or not. */
export const anyCommand: fc.Arbitrary<MeetingCommand> = fc.oneof(
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
  { weight: 3, arbitrary: person.map((who): ServerCommand => ({ type: 'person.arrive', person: who })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(person, fc.nat(100))
      .map(([who, leftAt]): ServerCommand => ({ type: 'person.depart', person: who, leftAt })),
  },
);
