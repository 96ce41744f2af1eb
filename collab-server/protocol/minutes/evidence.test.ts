import { describe, expect, test } from 'vitest';
import { newItem } from '../agenda/records.ts';
import { newVote, NO_VOTING } from '../ballots/records.ts';
import type { Paper } from '../documents/records.ts';
import { ended, given } from '../floor/evolve.ts';
import { NO_FLOOR } from '../floor/records.ts';
import { blankMeeting, type MeetingState } from '../meeting/records.ts';
import { NAMED_VOTE } from '../../testing/vote-fields.ts';
import { Hash, ItemId, MeetingId, PaperId, PersonId, VersionId, VoteId } from '../wire/ids.ts';
import { evidenceFacts, type Evidence } from './evidence.ts';
import { quoteIn } from './find-quote.ts';

const chair = PersonId.parse('c'.repeat(20));
const item = ItemId.parse('1'.repeat(20));
const version = (letter: string, pages = 5) => ({
  id: VersionId.parse(letter.repeat(20)),
  hash: Hash.parse('0'.repeat(64)),
  fileName: 'to-trinh.pdf',
  bytes: 1,
  pages,
  at: 1,
  by: chair,
});
const paper: Paper = {
  id: PaperId.parse('p'.repeat(20)),
  item,
  title: 'Tờ trình',
  number: '',
  secrecy: 'normal',
  readers: { to: 'all' },
  version: version('b'),
  earlier: [version('a')],
  pack: null,
};
const vote = {
  ...newVote(VoteId.parse('v'.repeat(20)), { ...NAMED_VOTE, item }, null),
  openedAt: 5,
  status: 'open' as const,
};

function meeting(change: Partial<MeetingState> = {}): MeetingState {
  const blank = blankMeeting(MeetingId.parse('m'.repeat(20)), {
    title: 'Họp giao ban',
    chair,
    deputy: null,
    quorum: null,
    startsAt: 0,
    endsAt: 100,
    place: '',
    mode: 'onSite',
  });
  return {
    ...blank,
    agenda: [newItem(item, null, { title: 'Khai mạc', presenter: null, minutes: 5, kind: 'public' })],
    papers: [paper],
    voting: { ...NO_VOTING, votes: [vote] },
    floor: ended(given(NO_FLOOR, { person: chair, kind: 'speech', minutes: 5 }, item, 10), chair, 20),
    ...change,
  };
}

const toPaper = (letter: string): Evidence => ({
  kind: 'paper',
  paper: paper.id,
  version: VersionId.parse(letter.repeat(20)),
  page: 1,
  quote: '',
  before: '',
  after: '',
});

describe('what a conclusion rests on', () => {
  test('[MIN-53] says that its paper has a newer version, or is gone', () => {
    expect(evidenceFacts(meeting(), toPaper('b'))).toMatchObject({ is: 'paper', isOlder: false });
    expect(evidenceFacts(meeting(), toPaper('a'))).toMatchObject({ is: 'paper', isOlder: true });
    expect(evidenceFacts(meeting(), toPaper('c'))).toEqual({ is: 'gone' });
    expect(evidenceFacts(meeting({ papers: [] }), toPaper('b'))).toEqual({ is: 'gone' });
    const printed = { ...paper, version: null, earlier: [] };
    expect(evidenceFacts(meeting({ papers: [printed] }), toPaper('b'))).toEqual({ is: 'gone' });
  });

  test('[MIN-53] says that its vote is void or gone', () => {
    const link: Evidence = { kind: 'vote', ref: vote.id };
    const withVotes = (...votes: MeetingState['voting']['votes']) =>
      meeting({ voting: { ...NO_VOTING, votes } });
    expect(evidenceFacts(meeting(), link)).toMatchObject({ is: 'vote', isVoid: false });
    expect(evidenceFacts(withVotes({ ...vote, status: 'void' }), link)).toMatchObject({ isVoid: true });
    expect(evidenceFacts(withVotes(), link)).toEqual({ is: 'gone' });
  });

  test('[MIN-53] says that its speech is gone, or that a newer program wrote it', () => {
    const link: Evidence = { kind: 'speech', person: chair, startedAt: 10 };
    expect(evidenceFacts(meeting(), link)).toMatchObject({ is: 'speech' });
    expect(evidenceFacts(meeting(), { ...link, startedAt: 11 })).toEqual({ is: 'gone' });
    expect(evidenceFacts(meeting(), { kind: 'picture' })).toEqual({ is: 'unknown' });
  });
});

describe('words of a page', () => {
  const text = 'Kinh phí năm 2026 là 40 tỷ.\nKinh phí năm 2027 là\n40 tỷ đồng.';
  const at = (words: { quote: string; before: string; after: string }, page = text) => {
    const found = quoteIn(page, words);
    return found === undefined ? undefined : [found.start, page.slice(found.start, found.end)];
  };

  test('[MIN-54] are found where lines are broken elsewhere', () => {
    expect(at({ quote: '2027 là 40 tỷ', before: '', after: '' })).toEqual([
      text.indexOf('2027'),
      '2027 là\n40 tỷ',
    ]);
  });

  test('[MIN-54] are found among several by the words around them', () => {
    const second = text.lastIndexOf('40 tỷ');
    expect(at({ quote: '40 tỷ', before: '2027 là ', after: ' đồng' })).toEqual([second, '40 tỷ']);
    expect(at({ quote: '40 tỷ', before: '2026 là ', after: '.' })).toEqual([text.indexOf('40 tỷ'), '40 tỷ']);
  });

  test('[MIN-54] are not found where they aren’t', () => {
    expect(at({ quote: '50 tỷ', before: '', after: '' })).toBeUndefined();
    expect(at({ quote: '  ', before: '', after: '' })).toBeUndefined();
  });
});
