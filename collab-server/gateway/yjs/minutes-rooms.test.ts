import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { newItem } from '#protocol/agenda/records';
import { blankMeeting, seat, type MeetingState } from '#protocol/meeting/records';
import { layerMap } from '#protocol/annotation/ydoc';
import { commentsRoomName, threadsOf, type CommentEntry } from '#protocol/minutes/comments';
import { NO_MINUTES } from '#protocol/minutes/records';
import { minutesBody, minutesRoomName, skeletonUpdate } from '#protocol/minutes/ydoc';
import { EMPTY_STREAM } from '#protocol/wire/chain';
import { CODES, type RefusalCode } from '#protocol/wire/codes';
import { ItemId, MeetingId, PersonId } from '#protocol/wire/ids';
import { createMinutesDoor, type MinutesDoor } from '../../domain/minutes/access.ts';
import { fakeEnvironment, type FakeEnvironment } from '../../testing/fake-environment.ts';
import { SimulatedClient, turn } from '../../testing/simulated-network.ts';
import { SimulatedStorage } from '../../testing/simulated-storage.ts';
import { minutesRooms } from './room-kind.ts';
import { createRooms, type Rooms } from './rooms.ts';

const person = (letter: string): PersonId => PersonId.parse(letter.repeat(20));
const [chair, secretary, staff, delegate, guest, stranger] = ['c', 's', 't', 'd', 'g', 'x'].map(person) as [
  PersonId,
  PersonId,
  PersonId,
  PersonId,
  PersonId,
  PersonId,
];
const meeting = MeetingId.parse('m'.repeat(20));
const item = ItemId.parse('1'.repeat(20));
const ROOM = minutesRoomName(meeting);
const POSITION = new Uint8Array([1, 2, 3]);

const inSession: MeetingState = {
  ...blankMeeting(meeting, {
    title: 'Họp giao ban',
    chair,
    deputy: null,
    quorum: null,
    startsAt: 0,
    endsAt: 1,
    place: '',
    mode: 'both',
  }),
  status: 'inSession',
  openedAt: 1,
  participants: [
    seat(chair, 'chair'),
    seat(secretary, 'secretary'),
    seat(staff, 'staff'),
    seat(delegate, 'delegate'),
    seat(guest, 'guest'),
  ],
  agenda: [newItem(item, null, { title: 'Kế hoạch', presenter: null, minutes: 0, kind: 'public' })],
};

let env: FakeEnvironment;
let storage: SimulatedStorage;
let rooms: Rooms;
let door: MinutesDoor;
let state: MeetingState;
let clients: SimulatedClient[];

function open(): void {
  const meetings = { now: () => Promise.resolve({ state, head: EMPTY_STREAM }) };
  door = createMinutesDoor({
    meetings,
    isMember: () => true,
    env,
    onCommentsOver: (minutesOf) => void rooms.reviewAccess({ minutesOf }),
  });
  const kind = minutesRooms(door.access, () =>
    Promise.resolve({ person: state.fields.chair, update: skeletonUpdate(state) }),
  );
  rooms = createRooms({ storage, env, kinds: [kind], clock: () => env.now() });
}

beforeEach(() => {
  env = fakeEnvironment();
  storage = new SimulatedStorage();
  state = inSession;
  clients = [];
  open();
});

afterEach(async () => {
  for (const client of clients) client.close();
  door.close();
  await closeRooms();
  await storage.close();
});

async function closeRooms(): Promise<void> {
  let closed = false;
  const closing = rooms.close().then(() => (closed = true));
  while (!closed) {
    storage.step();
    await turn();
  }
  await closing;
}

async function settle(): Promise<void> {
  for (let quiet = 0; quiet < 4; quiet++) {
    env.advance(2);
    for (const { link } of clients) {
      while (link?.deliverToServer() === true) quiet = 0;
      while (link?.deliverToClient() === true) quiet = 0;
    }
    while (storage.step()) quiet = 0;
    await turn();
  }
}

function connect(who: PersonId, doc = new Y.Doc(), room = ROOM): SimulatedClient {
  const client = new SimulatedClient(who, doc);
  clients.push(client);
  client.connect(rooms, room);
  return client;
}

async function join(who: PersonId, doc?: Y.Doc, room?: string): Promise<SimulatedClient> {
  const client = connect(who, doc, room);
  await settle();
  return client;
}

function write({ doc }: SimulatedClient, words: string): void {
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(words)]);
  minutesBody(doc).push([paragraph]);
}

const textOf = ({ doc }: SimulatedClient): string => minutesBody(doc).toJSON();
const closeOf = (code: RefusalCode): object => ({ code: CODES[code].close, reason: code });

describe('who may write the minutes', () => {
  test('[MIN-10] a delegate reads the draft while comments are asked for, writes nothing in it, and is let go when the time is over', async () => {
    state = {
      ...inSession,
      minutes: { ...NO_MINUTES, stage: 'commenting', commentsUntil: env.now() + 60_000 },
    };
    const editor = await join(secretary);
    write(editor, 'Giao Văn phòng theo dõi.');
    await settle();
    const [reader, writer] = [await join(delegate), await join(delegate)];
    expect(textOf(reader)).toContain('Giao Văn phòng theo dõi.');
    write(writer, 'lén');
    await settle();
    expect(writer.lastClose).toEqual(closeOf('notAllowed'));
    expect(textOf(editor)).not.toContain('lén');
    env.advance(61_000);
    await settle();
    expect(reader.lastClose).toEqual(closeOf('notAllowed'));
    write(editor, 'Sau hạn.');
    await settle();
    expect(textOf(editor)).toContain('Sau hạn.');
  });

  test('[MIN-20] editors comment, delegates while they are asked, guests and strangers never', async () => {
    const room = commentsRoomName(meeting);
    const say = ({ doc, person: author }: SimulatedClient, text: string) => {
      const passage = { from: POSITION, to: POSITION, quote: 'x', before: '', after: '' };
      const entry: CommentEntry = { kind: 'comment', ...passage, text, at: 1, edited: false };
      layerMap(doc, author).set('1'.repeat(20), entry);
    };
    const said = ({ doc }: SimulatedClient) => threadsOf(doc, () => false).map(({ text }) => text);
    const editor = await join(staff, undefined, room);
    say(editor, 'Cần nêu số liệu.');
    const early = await join(delegate, undefined, room);
    expect(early.lastClose).toEqual(closeOf('notAllowed'));
    state = {
      ...inSession,
      minutes: { ...NO_MINUTES, stage: 'commenting', commentsUntil: env.now() + 60_000 },
    };
    const asked = await join(delegate, undefined, room);
    say(asked, 'Nhất trí.');
    await settle();
    expect(said(asked).toSorted()).toEqual(['Cần nêu số liệu.', 'Nhất trí.']);
    expect(said(editor).toSorted()).toEqual(['Cần nêu số liệu.', 'Nhất trí.']);
    for (const [who, code] of [
      [guest, 'notAllowed'],
      [stranger, 'notFound'],
    ] as const)
      expect((await join(who, undefined, room)).lastClose).toEqual(closeOf(code));
    env.advance(61_000);
    await settle();
    expect(asked.lastClose).toEqual(closeOf('notAllowed'));
  });

  test('[MIN-1] chair, secretary and staff write; the others have no part in a draft', async () => {
    const editors = [await join(chair), await join(secretary), await join(staff)];
    for (const [n, editor] of editors.entries()) write(editor, `đoạn ${n}`);
    await settle();
    for (const editor of editors) {
      expect(['đoạn 0', 'đoạn 1', 'đoạn 2'].every((words) => textOf(editor).includes(words))).toBe(true);
    }
    for (const [who, code] of [
      [delegate, 'notAllowed'],
      [guest, 'notAllowed'],
      [stranger, 'notFound'],
    ] as const) {
      const client = await join(who);
      expect(client.lastClose).toEqual(closeOf(code));
      expect(textOf(client)).toBe('');
    }
  });

  test('[MIN-1] there are none before the meeting is opened', async () => {
    state = { ...inSession, status: 'sent', openedAt: null };
    expect((await join(chair)).lastClose).toEqual(closeOf('notFound'));
  });

  test('[MIN-1] [MIN-5] those of an archived meeting are read', async () => {
    const editor = await join(secretary);
    write(editor, 'trước');
    await settle();
    state = { ...inSession, status: 'archived' };
    await rooms.reviewAccess({ minutesOf: meeting });
    await settle();
    expect(editor.lastClose).toEqual(closeOf('busy'));
    const reader = await join(secretary);
    expect(textOf(reader)).toContain('trước');
    write(reader, 'sau');
    await settle();
    expect(reader.lastClose).toEqual(closeOf('meetingArchived'));
    expect(textOf(await join(chair))).not.toContain('sau');
  });

  test('[MIN-5] an editor who is one no more is closed, and what they wrote away from the server stays out', async () => {
    const [a, b] = [await join(staff), await join(secretary)];
    a.link?.cut();
    write(a, 'viết khi mất mạng');
    state = { ...inSession, participants: inSession.participants.filter((entry) => entry.person !== staff) };
    await rooms.reviewAccess({ person: staff });
    a.connect(rooms, ROOM);
    await settle();
    expect(a.lastClose).toEqual(closeOf('notFound'));
    expect(textOf(a)).toContain('viết khi mất mạng');
    expect(textOf(b)).not.toContain('viết khi mất mạng');
  });
});

describe('the beginning', () => {
  test('[MIN-4] two who come at once find one skeleton, also after a restart and another agenda', async () => {
    const [a, b] = [connect(chair), connect(secretary)];
    await settle();
    for (const client of [a, b]) expect(textOf(client).split('kind="attendance"').length).toBe(2);
    expect(textOf(a)).toBe(textOf(b));
    minutesBody(a.doc).delete(0, minutesBody(a.doc).length);
    await settle();
    await closeRooms();
    const [first] = inSession.agenda;
    if (first === undefined) throw new Error('no agenda');
    state = { ...inSession, agenda: [first, { ...first, id: ItemId.parse('2'.repeat(20)) }] };
    open();
    expect(textOf(await join(staff))).toBe('');
  });

  test('[MIN-4] what was written without a server joins what others wrote', async () => {
    const [a, b] = [await join(staff), await join(secretary)];
    a.link?.cut();
    write(a, 'của chuyên viên');
    write(b, 'của thư ký');
    await settle();
    a.connect(rooms, ROOM);
    const marker = a.marker();
    await settle();
    expect(a.saved).toBe(marker);
    for (const client of [a, b]) {
      expect(textOf(client)).toContain('của chuyên viên');
      expect(textOf(client)).toContain('của thư ký');
    }
    expect(textOf(a)).toBe(textOf(b));
  });
});
