import { expect, test } from 'vitest';
import type { Paper } from '#protocol/documents/records';
import { newItem } from '#protocol/agenda/records';
import { seat, type MeetingState, type Question } from '#protocol/meeting/records';
import { ItemId, PaperId, PersonId, QuestionId } from '#protocol/wire/ids';
import { meetingOf } from '../../sync/testing/meeting-of.ts';
import { mayAnswer, mayAsk, questionsByPaper, unanswered } from './question-view.ts';

const chair = PersonId.parse('c'.repeat(20));
const delegate = PersonId.parse('d'.repeat(20));
const first = ItemId.parse('1'.repeat(20));
const second = ItemId.parse('2'.repeat(20));

function paper(letter: string, item: ItemId): Paper {
  return {
    id: PaperId.parse(letter.repeat(20)),
    item,
    title: letter,
    number: '',
    secrecy: 'confidential',
    readers: { to: 'all' },
    version: null,
    earlier: [],
    pack: null,
  };
}

function question(letter: string, about: string, page: number | null, at: number): Question {
  return {
    id: QuestionId.parse(letter.repeat(20)),
    person: delegate,
    paper: PaperId.parse(about.repeat(20)),
    page,
    text: letter,
    at,
    answer: null,
  };
}

function meeting(questions: Question[]): MeetingState {
  const blank = meetingOf(chair);
  const about = { title: 'x', presenter: null, minutes: 0, kind: 'public' as const };
  return {
    ...blank,
    status: 'sent',
    participants: [...blank.participants, seat(delegate, 'delegate')],
    agenda: [newItem(first, null, about), newItem(second, null, about)],
    papers: [paper('b', second), paper('a', first)],
    questions,
  };
}

test('questions stand by paper in reading order, then whole paper, page and time', () => {
  const state = meeting([
    question('p', 'b', 0, 1),
    question('q', 'a', 4, 2),
    question('r', 'a', 2, 9),
    question('s', 'a', 2, 3),
    question('t', 'a', null, 8),
    question('v', 'z', 0, 4),
  ]);
  const said = questionsByPaper(state).map(
    ({ paper: of, questions }) => `${of?.title ?? '-'}:${questions.map(({ text }) => text).join('')}`,
  );
  expect(said).toEqual(['a:tsrq', 'b:p', '-:v']);
  expect(unanswered(state)).toBe(6);
});

test('asking is for before the meeting; answering is for the chair until it is over', () => {
  const state = meeting([]);
  expect(mayAsk(state)).toBe(true);
  expect(mayAsk({ status: 'inSession' })).toBe(false);
  expect(mayAsk({ status: 'ended' })).toBe(false);
  expect(mayAnswer(state, chair)).toBe(true);
  expect(mayAnswer(state, delegate)).toBe(false);
  expect(mayAnswer({ ...state, status: 'archived' }, chair)).toBe(false);
});
