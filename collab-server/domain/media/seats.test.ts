import { beforeEach, expect, test } from 'vitest';
import type { MediaAnswer, MediaNotification, MediaRequest } from '#protocol/media/signalling';
import { DeviceId, ID_LENGTH, MeetingId, PersonId, newId } from '#protocol/wire/ids';
import { Seats } from './seats.ts';

const id = (seed: number) => new Uint8Array(ID_LENGTH).fill(seed);
const meeting = newId(MeetingId, id(1));
const an = { person: newId(PersonId, id(2)) };
const tablet = newId(DeviceId, id(3));
const desktop = newId(DeviceId, id(4));
const joined: MediaAnswer = {
  ok: true,
  type: 'join',
  rtpCapabilities: {},
  participants: [],
  producers: [],
  activeSpeaker: null,
};

let calls: string[];
let answer: (request: MediaRequest) => MediaAnswer | Promise<MediaAnswer>;
let seats: Seats;

beforeEach(() => {
  calls = [];
  answer = (request) => (request.type === 'join' ? joined : { ok: false, code: 'notFound' });
  seats = new Seats({
    request: async (_meeting, peer, _who, request) => {
      calls.push(`${request.type} ${peer}`);
      return answer(request);
    },
    drop: (_meeting, peer) => calls.push(`drop ${peer}`),
  });
});

function connect(label: string) {
  const notices: MediaNotification[] = [];
  const peer = seats.attach(meeting, an, (notice) => notices.push(notice), label);
  return { ...peer, notices };
}

const join = (device: DeviceId, takeOver = false): MediaRequest => ({ type: 'join', device, takeOver });

test('a second device is told that media is on elsewhere, and nothing changes for the first', async () => {
  const first = connect('a');
  const second = connect('b');
  await first.request(join(tablet));
  expect(await second.request(join(desktop))).toEqual({ ok: false, code: 'activeElsewhere' });
  expect(calls).toEqual(['join 1:a']);
  expect(first.notices).toEqual([]);
});

test('taking over closes the first, tells it, and refuses what it asks afterwards', async () => {
  const first = connect('a');
  const second = connect('b');
  await first.request(join(tablet));
  expect(await second.request(join(desktop, true))).toEqual(joined);
  expect(calls).toEqual(['join 1:a', 'drop 1:a', 'join 2:b']);
  expect(first.notices).toEqual([{ type: 'movedElsewhere' }]);
  expect(await first.request({ type: 'createTransport', direction: 'recv' })).toEqual({
    ok: false,
    code: 'notJoined',
  });
});

test('the same device on a new connection gets its seat back without asking', async () => {
  const first = connect('a');
  const second = connect('b');
  await first.request(join(tablet));
  expect(await second.request(join(tablet))).toEqual(joined);
  expect(first.notices).toEqual([]);
  // The old connection is noticed dead only now, and must not take the new one's media with it.
  first.close();
  expect(calls).toEqual(['join 1:a', 'drop 1:a', 'join 2:b']);
});

test('of two devices that join at once, one is refused', async () => {
  const answers = await Promise.all([
    connect('a').request(join(tablet)),
    connect('b').request(join(desktop)),
  ]);
  expect(answers).toEqual([joined, { ok: false, code: 'activeElsewhere' }]);
});

test('a join that failed leaves the seat free', async () => {
  answer = () => ({ ok: false, code: 'notReady' });
  await connect('a').request(join(tablet));
  answer = () => joined;
  expect(await connect('b').request(join(desktop))).toEqual(joined);
});

test('leaving and closing free the seat', async () => {
  const first = connect('a');
  await first.request(join(tablet));
  await first.request({ type: 'leave' });
  const second = connect('b');
  expect(await second.request(join(desktop))).toEqual(joined);
  second.close();
  expect(await first.request(join(tablet))).toEqual(joined);
  expect(calls).toEqual(['join 1:a', 'drop 1:a', 'join 2:b', 'drop 2:b', 'join 1:a']);
  expect(await second.request(join(desktop))).toEqual({ ok: false, code: 'closed' });
});

test('notices of the media process reach the seated connection only', async () => {
  const first = connect('a');
  const second = connect('b');
  await first.request(join(tablet));
  seats.notify(meeting, '1:a', { type: 'activeSpeaker', person: an.person });
  seats.notify(meeting, '2:b', { type: 'activeSpeaker', person: an.person });
  expect(first.notices).toHaveLength(1);
  expect(second.notices).toHaveLength(0);
});

test('a connection that floods is refused instead of queued', async () => {
  const first = connect('a');
  await first.request(join(tablet));
  const never = Promise.withResolvers<MediaAnswer>();
  answer = () => never.promise;
  const asked = Array.from({ length: 65 }, () =>
    first.request({ type: 'createTransport', direction: 'recv' }),
  );
  expect(await asked[64]).toEqual({ ok: false, code: 'tooMany' });
  never.resolve({ ok: false, code: 'broken' });
  await Promise.all(asked);
});
