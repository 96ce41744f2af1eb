import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { NAMED_VOTE } from '../../testing/vote-fields.ts';
import { newItem } from '../agenda/records.ts';
import { newVote, NO_VOTING, type Vote } from '../ballots/records.ts';
import { NO_FLOOR, type PastSpeech } from '../floor/records.ts';
import { blankMeeting, type MeetingState } from '../meeting/records.ts';
import { ItemId, MeetingId, PersonId, VoteId } from '../wire/ids.ts';
import { minutesFacts } from './facts.ts';
import { blockFacts } from './live-block.ts';
import { minutesBody, skeletonUpdate } from './ydoc.ts';

const chair = PersonId.parse('c'.repeat(20));
const item = ItemId.parse('1'.repeat(20));
const begun: Vote = {
  ...newVote(VoteId.parse('v'.repeat(20)), { ...NAMED_VOTE, item }, null),
  status: 'open',
  openedAt: 5,
};
const speech: PastSpeech = { person: chair, kind: 'speech', item, startedAt: 1, endedAt: 4, ms: 3 };

function meeting(votes: readonly Vote[]): MeetingState {
  return {
    ...blankMeeting(MeetingId.parse('m'.repeat(20)), {
      title: 't',
      chair,
      deputy: null,
      quorum: null,
      startsAt: 0,
      endsAt: 1,
      place: '',
      mode: 'both',
    }),
    agenda: [newItem(item, null, { title: 'Mục', presenter: null, minutes: 0, kind: 'public' })],
    voting: { ...NO_VOTING, votes: [...votes] },
    floor: { ...NO_FLOOR, speeches: [speech] },
  };
}

const shown = (state: MeetingState, attributes: unknown) => blockFacts(minutesFacts(state), attributes);

test('[MIN-7] every block of the skeleton shows something of its meeting', () => {
  const state = meeting([begun]);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, skeletonUpdate(state));
  const blocks = minutesBody(doc)
    .toArray()
    .flatMap((node) =>
      node instanceof Y.XmlElement && node.nodeName === 'liveBlock' ? [node.getAttributes()] : [],
    );
  expect(blocks.map((block) => shown(state, block).is)).toEqual([
    'attendance',
    'item',
    'happened',
    'happened',
    'happened',
  ]);
});

test('[MIN-7] speeches, votes and what became of a vote appear by themselves', () => {
  const votes = { kind: 'votes', ref: item };
  expect(shown(meeting([]), votes)).toEqual({ is: 'happened', speeches: [], votes: [] });
  expect(shown(meeting([begun]), votes)).toEqual({ is: 'happened', speeches: [], votes: [begun] });
  expect(shown(meeting([begun]), { kind: 'speeches', ref: item })).toEqual({
    is: 'happened',
    speeches: [speech],
    votes: [],
  });
  const voided: Vote = { ...begun, status: 'void', voided: { reason: 'nhầm', by: chair, at: 9 } };
  expect(shown(meeting([voided]), { kind: 'vote', ref: begun.id })).toEqual({
    is: 'happened',
    speeches: [],
    votes: [voided],
  });
});

test.each(['item', 'speeches', 'votes', 'vote', 'paper'])(
  '[MIN-7] a %s that is gone is said to be',
  (kind) => {
    expect(shown(meeting([begun]), { kind, ref: 'z'.repeat(20) })).toEqual({ is: 'gone' });
  },
);

test.each([undefined, null, 'x', {}, { kind: 'map' }, { kind: 'vote' }, { kind: 'vote', ref: 'no id' }])(
  '[MIN-7] attributes that this program does not know (%j) are said to be unknown',
  (attributes) => {
    expect(shown(meeting([begun]), attributes)).toEqual({ is: 'unknown' });
  },
);
