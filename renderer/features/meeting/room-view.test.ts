import { describe, expect, test } from 'vitest';
import type { Paper } from '#protocol/documents/records';
import { newItem } from '#protocol/agenda/records';
import { NO_FLOOR } from '#protocol/floor/records';
import { blankMeeting, seat, type MeetingState } from '#protocol/meeting/records';
import {
  DeviceId,
  FloorRequestId,
  Hash,
  ItemId,
  MeetingId,
  PaperId,
  PersonId,
  VersionId,
} from '#protocol/wire/ids';
import { attending, isHere } from './attendance-view.ts';
import { layoutFor, recallLayout, recallPaper, rememberLayout, rememberPaper } from './room-memory.ts';
import { announcements, paperToShow } from './room-view.ts';

const me = PersonId.parse('a'.repeat(20));
const other = PersonId.parse('b'.repeat(20));
const first = ItemId.parse('1'.repeat(20));
const second = ItemId.parse('2'.repeat(20));
const meeting = MeetingId.parse('m'.repeat(20));

function paper(letter: string, item: ItemId, isPrinted = false): Paper {
  const version = {
    id: VersionId.parse(letter.repeat(20)),
    hash: Hash.parse('0'.repeat(64)),
    fileName: 'a.pdf',
    bytes: 1,
    pages: 1,
    at: 0,
    by: me,
  };
  return {
    id: PaperId.parse(letter.repeat(20)),
    item,
    title: letter,
    number: '',
    secrecy: isPrinted ? 'secret' : 'normal',
    readers: { to: 'all' },
    version: isPrinted ? null : version,
    earlier: [],
    pack: null,
  };
}

const fields = {
  title: 't',
  chair: me,
  deputy: null,
  quorum: null,
  startsAt: 0,
  endsAt: 1,
  place: '',
  mode: 'both',
} as const;
const item = (id: ItemId, title: string) =>
  newItem(id, null, { title, presenter: null, minutes: 0, kind: 'public' });
const state: MeetingState = {
  ...blankMeeting(meeting, fields),
  status: 'inSession',
  openedAt: 0,
  agenda: [item(first, 'Một'), item(second, 'Hai')],
  papers: [paper('q', second), paper('p', first), paper('s', first, true)],
};
const page = (letter: string) => ({
  paper: PaperId.parse(letter.repeat(20)),
  version: VersionId.parse(letter.repeat(20)),
  page: 0,
  rect: null,
  mark: null,
});

describe('the paper on screen', () => {
  const shown = (change: Partial<Parameters<typeof paperToShow>[0]>) =>
    paperToShow({ state, me, presenting: null, following: true, chosen: undefined, ...change })?.title;

  test('is the first of the agenda, not the first that was uploaded', () => {
    expect(shown({})).toBe('p');
  });

  test('is that of the running item, unless the person chose another', () => {
    const running = { ...state, currentItem: second };
    expect(shown({ state: running })).toBe('q');
    expect(shown({ state: running, chosen: page('p').paper })).toBe('p');
  });

  test("is the presenter's while following, and one's own when not", () => {
    const presented = { ...state, presenter: other };
    const chosen = page('p').paper;
    expect(shown({ state: presented, presenting: page('q'), chosen })).toBe('q');
    expect(shown({ state: presented, presenting: page('q'), chosen, following: false })).toBe('p');
    expect(shown({ state: { ...state, presenter: me }, presenting: page('q'), chosen })).toBe('p');
  });

  test('stays when the presenter is in a paper that this person may not read', () => {
    const presented = { ...state, presenter: other };
    expect(shown({ state: presented, presenting: page('z'), chosen: page('q').paper })).toBe('q');
  });

  test('is never one that is handed out in print', () => {
    expect(shown({ chosen: page('s').paper })).toBe('p');
    expect(shown({ state: { ...state, papers: [paper('s', first, true)] } })).toBeUndefined();
  });
});

describe('what is said aloud', () => {
  const at = (change: Partial<MeetingState>, isOffline = false) => ({
    isLive: !isOffline,
    isOffline,
    meeting: { ...state, ...change },
  });

  const request = (id: string, person: PersonId) => ({
    id: FloorRequestId.parse(id.repeat(20)),
    person,
    kind: 'speech' as const,
    item: null,
    about: null,
    at: 1,
  });

  const speaks = (person: PersonId): Partial<MeetingState> => ({
    floor: {
      ...NO_FLOOR,
      speech: { person, kind: 'speech', item: null, startedAt: 1, since: 1, usedMs: 0, minutes: 5 },
    },
  });
  const list = (isListOpen: boolean): Partial<MeetingState> => ({
    floor: { ...NO_FLOOR, rules: { ...NO_FLOOR.rules, isListOpen } },
  });
  const chairedBy = (chair: PersonId): Partial<MeetingState> => ({ fields: { ...fields, chair } });
  const lobby = (admitted: PersonId[]): Partial<MeetingState> => ({
    lobby: { isOn: true, admitted },
    participants: [seat(me, 'guest')],
  });

  test.each([
    ['nothing at first sight', { ...at({}), meeting: undefined }, at({ presenter: other }), []],
    ['a lost connection', at({}), at({}, true), [{ what: 'lost' }]],
    ['a connection that is back', at({}, true), at({}), [{ what: 'back' }]],
    ['an item that starts', at({}), at({ currentItem: second }), [{ what: 'item', title: 'Hai' }]],
    ['somebody presents', at({}), at({ presenter: other }), [{ what: 'presents', person: other }]],
    ['one presents oneself', at({ presenter: other }), at({ presenter: me }), [{ what: 'youPresent' }]],
    ['nobody presents any more', at({ presenter: other }), at({}), [{ what: 'stopped' }]],
    [
      'somebody asks to speak, once, and not oneself',
      at({ floor: { ...NO_FLOOR, requests: [request('1', other)] } }),
      at({
        floor: { ...NO_FLOOR, requests: [request('1', other), request('2', other), request('3', me)] },
      }),
      [{ what: 'asks', person: other }],
    ],
    ['somebody is called', at({}), at(speaks(other)), [{ what: 'speaks', person: other }]],
    ['one is called oneself', at(speaks(other)), at(speaks(me)), [{ what: 'youSpeak' }]],
    ["one's own turn is over", at(speaks(me)), at({}), [{ what: 'yourTurnOver' }]],
    ['the list is closed', at({}), at(list(false)), [{ what: 'listClosed' }]],
    ['the list is open again', at(list(false)), at({}), [{ what: 'listOpened' }]],
    ['another chair', at({}), at(chairedBy(other)), [{ what: 'chairs', person: other }]],
    ['one has the chair', at(chairedBy(other)), at({}), [{ what: 'youChair' }]],
    [
      'an announcement, and another one, but not that it is gone',
      at({ announcement: { text: 'cũ', by: other, at: 1 } }),
      at({ announcement: { text: 'mới', by: other, at: 2 } }),
      [{ what: 'notice', text: 'mới' }],
    ],
    [
      'an announcement that stays, no second time',
      at({ announcement: { text: 'cũ', by: other, at: 1 } }),
      at({ announcement: { text: 'cũ', by: other, at: 1 } }),
      [],
    ],
    ['an announcement that is gone', at({ announcement: { text: 'cũ', by: other, at: 1 } }), at({}), []],
    ['one is let in', at(lobby([])), at(lobby([me])), [{ what: 'admitted' }]],
    [
      'the end of a round in writing',
      at({}),
      at({ status: 'ended', fields: { ...state.fields, mode: 'written' } }),
      [{ what: 'answersOver' }],
    ],
    ['the end, once', at({ presenter: other }), at({ status: 'ended' }), [{ what: 'closed' }]],
  ] as const)('%s', (_what, before, now, said) => {
    expect(announcements(before, now, me)).toEqual(said);
  });
});

describe('attendance', () => {
  const device = (media: boolean) => ({ device: DeviceId.parse('d'.repeat(20)), media });

  test('a connection counts, and on how many devices', () => {
    expect(attending(me, [{ person: me, devices: [device(false), device(true)] }])).toEqual({
      is: 'here',
      devices: 2,
      media: true,
    });
    expect(attending(other, [{ person: me, devices: [device(false)] }])).toEqual({ is: 'away' });
  });

  test('whoever waits outside is connected and not there', () => {
    const presence = [{ person: other, devices: [device(false)] }];
    const withGuest = { ...state, participants: [...state.participants, seat(other, 'guest')] };
    expect(isHere(withGuest, presence, other)).toBe(true);
    const closed = { ...withGuest, lobby: { isOn: true, admitted: [] } };
    expect(isHere(closed, presence, other)).toBe(false);
    expect(isHere({ ...closed, lobby: { isOn: true, admitted: [other] } }, presence, other)).toBe(true);
  });
});

describe('memory of a device', () => {
  const store = () => {
    const kept = new Map<string, string>();
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => void kept.set(key, text),
    };
  };

  test('keeps the layout; a narrow screen starts folded and keeps nothing', () => {
    const here = store();
    rememberLayout(here, { ...layoutFor(1280), people: false }, 1280);
    expect(recallLayout(here, 1280)).toMatchObject({ agenda: true, people: false });
    expect(recallLayout(here, 390)).toMatchObject({ agenda: false, people: false });
    rememberLayout(here, { ...layoutFor(390), people: true }, 390);
    expect(recallLayout(here, 1280).people).toBe(false);
  });

  test('keeps the open paper for each person of a shared device', () => {
    const here = store();
    rememberPaper(here, me, meeting, page('q').paper);
    expect(recallPaper(here, me, meeting)).toBe(page('q').paper);
    expect(recallPaper(here, other, meeting)).toBeUndefined();
  });

  test('survives rubbish and storage that is forbidden', () => {
    const rubbish = { getItem: () => '{"agenda":3}', setItem: () => {} };
    expect(recallLayout(rubbish, 1280)).toEqual(layoutFor(1280));
    const forbidden = {
      getItem: () => {
        throw new DOMException('no');
      },
      setItem: () => {
        throw new DOMException('no');
      },
    };
    expect(recallLayout(forbidden, 1024).agenda).toBe(true);
    expect(() => rememberPaper(forbidden, me, meeting, page('q').paper)).not.toThrow();
  });
});
