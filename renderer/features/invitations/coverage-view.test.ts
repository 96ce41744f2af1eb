import { expect, test } from 'vitest';
import type { Paper } from '#protocol/documents/records';
import { newItem } from '#protocol/agenda/records';
import { seat, type MeetingState } from '#protocol/meeting/records';
import type { Colleague } from '#protocol/people/records';
import { Hash, ItemId, PaperId, PersonId, VersionId } from '#protocol/wire/ids';
import { meetingOf } from '../../sync/testing/meeting-of.ts';
import { coverageOf, openedCount } from './coverage-view.ts';

const id = (letter: string) => PersonId.parse(letter.repeat(20));
const [chair, first, second, lent] = ['c', 'd', 'e', 'f'].map(id) as [PersonId, PersonId, PersonId, PersonId];
const item = ItemId.parse('1'.repeat(20));

function paper(letter: string, readers: Paper['readers']): Paper {
  return {
    id: PaperId.parse(letter.repeat(20)),
    item,
    title: letter,
    number: '',
    secrecy: 'normal',
    readers,
    version: {
      id: VersionId.parse(letter.repeat(20)),
      hash: Hash.parse('0'.repeat(64)),
      fileName: 'a.pdf',
      bytes: 1,
      pages: 1,
      at: 0,
      by: chair,
    },
    earlier: [],
    pack: null,
  };
}

const open = paper('a', { to: 'all' });
const narrow = paper('b', { to: 'some', units: [], people: [first] });
const printed: Paper = { ...paper('h', { to: 'all' }), secrecy: 'secret', version: null };

function meeting(): MeetingState {
  const blank = meetingOf(chair);
  return {
    ...blank,
    status: 'sent',
    agenda: [newItem(item, null, { title: 'x', presenter: null, minutes: 0, kind: 'public' })],
    participants: [
      ...blank.participants,
      seat(first, 'delegate'),
      seat(second, 'delegate'),
      { ...seat(lent, 'delegate'), response: { is: 'substituted', reason: '', at: 1 } },
    ],
    papers: [open, narrow, printed],
  };
}

const people = {
  of: (person: PersonId): Colleague => ({
    id: person,
    name: person,
    title: '',
    unit: '',
    rank: person === second ? 1 : 5,
    role: 'official',
  }),
};

test('who has opened what, by rank; what somebody may not read counts for nobody', () => {
  const { papers, rows } = coverageOf(meeting(), people, [
    { paper: open.id, opened: [{ person: second, at: 70 }] },
    { paper: narrow.id, opened: [{ person: chair, at: 80 }] },
  ]);
  expect(papers.map(({ title }) => title)).toEqual(['a', 'b']);
  expect(
    rows.map(({ person, papers: cells }) => [person.id, cells.get(open.id), cells.get(narrow.id)]),
  ).toEqual([
    [second, 70, 'mayNot'],
    [chair, 'not', 80],
    [first, 'not', 'not'],
  ]);
  expect(openedCount(rows, open.id)).toEqual({ opened: 1, of: 3 });
  expect(openedCount(rows, narrow.id)).toEqual({ opened: 1, of: 2 });
});
