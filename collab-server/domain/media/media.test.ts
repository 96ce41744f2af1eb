import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type MediaAnswer,
  type MediaNotification,
  type MediaRequestType,
  type MediaState,
  type MediaSuccessOf,
  isSuccessOf,
} from '#protocol/media/signalling';
import type { RtpParameters } from '#protocol/media/rtp';
import { DeviceId, ID_LENGTH, MeetingId, PersonId, newId } from '#protocol/wire/ids';
import type { EnsureWorker } from './ensure-worker-script.ts';
import { type Media, createMedia } from './media.ts';
import { realWorker } from './real-worker.ts';

const bytes = (seed: number) => new Uint8Array(ID_LENGTH).fill(seed);
const meeting = newId(MeetingId, bytes(1));
const an = newId(PersonId, bytes(2));
const binh = newId(PersonId, bytes(3));
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

function open(ensureWorker: EnsureWorker, mediaPort = 0): Media {
  const config = { mediaPort, mediaAddress: undefined, host: '127.0.0.1', mediaWorkers: 1 };
  const media = createMedia({ config, log: silent, ensureWorker });
  onTestFinished(() => media.close());
  return media;
}

function reaches(media: Media, state: MediaState['state']): Promise<MediaState> {
  if (media.state.state === state) return Promise.resolve(media.state);
  return new Promise((resolve) => {
    const end = media.onState((next) => {
      if (next.state !== state) return;
      end();
      resolve(next);
    });
  });
}

/** A connection that remembers its notices and can wait for one. */
function connect(media: Media, person: PersonId, connection: string) {
  const notices: MediaNotification[] = [];
  const waiting = new Set<() => void>();
  const peer = media.attach(meeting, {
    person,
    name: connection,
    connection,
    send: (notice) => {
      notices.push(notice);
      for (const look of waiting) look();
    },
  });
  const hears = (type: MediaNotification['type']): Promise<MediaNotification> =>
    new Promise((resolve) => {
      const look = () => {
        const at = notices.findIndex((notice) => notice.type === type);
        const [found] = at < 0 ? [] : notices.splice(at, 1);
        if (!found) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  const device = newId(DeviceId, bytes(connection.charCodeAt(0)));
  const join = (takeOver = false) => peer.request({ type: 'join', device, takeOver });
  return { ...peer, notices, hears, join };
}
type Connected = ReturnType<typeof connect>;

function done<T extends MediaRequestType>(answer: MediaAnswer, type: T): MediaSuccessOf<T> {
  if (!answer.ok || !isSuccessOf(type, answer)) throw new Error(`refused: ${JSON.stringify(answer)}`);
  return answer;
}

const opus: RtpParameters = {
  mid: '0',
  codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
  encodings: [{ ssrc: 4711 }],
  rtcp: { cname: 'test' },
};

async function speak(peer: Connected) {
  const created = await peer.request({ type: 'createTransport', direction: 'send' });
  const { id } = done(created, 'createTransport');
  const produced = await peer.request({
    type: 'produce',
    transport: id,
    source: 'microphone',
    rtpParameters: opus,
    paused: false,
  });
  return { transport: id, producer: done(produced, 'produce') };
}

function kill(pid: number | undefined): void {
  if (pid === undefined) throw new Error('there is no such process');
  process.kill(pid, 'SIGKILL');
}

test('a machine without a worker says why, and connections are refused and told', async () => {
  const media = open(async () => ({ unavailable: 'needs-packages', detail: 'as root: …' }));
  const peer = connect(media, an, 'a');
  expect(await reaches(media, 'unavailable')).toEqual({ state: 'unavailable', reason: 'needs-packages' });
  expect(await peer.join()).toEqual({ ok: false, code: 'notReady' });
  expect(peer.notices).toEqual([
    { type: 'state', state: { state: 'preparing' } },
    { type: 'state', state: { state: 'unavailable', reason: 'needs-packages' } },
  ]);
});

test('closing while the worker is being built stops the build', async () => {
  const begun = Promise.withResolvers<AbortSignal>();
  const media = createMedia({
    config: { mediaPort: 0, mediaAddress: undefined, host: '127.0.0.1' },
    log: silent,
    ensureWorker: ({ signal }) => {
      begun.resolve(signal);
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve({ unavailable: 'cancelled', detail: '' }));
      });
    },
  });
  const signal = await begun.promise;
  expect(media.state).toEqual({ state: 'preparing' });
  await media.close();
  expect(signal.aborted).toBe(true);
});

test('a worker that does not start is named as the reason', async () => {
  const media = open(async () => ({ path: '/nonexistent/mediasoup-worker' }));
  expect(await reaches(media, 'unavailable')).toEqual({ state: 'unavailable', reason: 'not-runnable' });
});

const worker = await realWorker();
const ensured: EnsureWorker = async () => ({ path: 'path' in worker ? worker.path : '' });

describe.skipIf(worker.missing !== '')(`with the real worker${worker.missing}`, { timeout: 30_000 }, () => {
  test('who joins learns who is there and what they send, and is told what changes', async () => {
    const media = open(ensured);
    await reaches(media, 'ready');
    const [a, b] = [connect(media, an, 'a'), connect(media, binh, 'b')];
    done(await a.join(), 'join');
    const { producer } = await speak(a);
    const answer = done(await b.join(), 'join');
    expect(answer.participants).toEqual([{ person: an, name: 'a' }]);
    expect(answer.producers).toEqual([
      { id: producer.id, person: an, source: 'microphone', paused: false, held: false },
    ]);
    expect(JSON.stringify(answer.rtpCapabilities)).not.toContain('abs-capture-time');

    expect(await a.hears('participantJoined')).toMatchObject({ participant: { person: binh } });
    done(await a.request({ type: 'pauseProducer', producer: producer.id }), 'pauseProducer');
    expect(await b.hears('producerPaused')).toMatchObject({ person: an, held: false });
    done(await a.request({ type: 'resumeProducer', producer: producer.id }), 'resumeProducer');
    expect(await b.hears('producerResumed')).toMatchObject({ person: an });
    a.close();
    expect(await b.hears('producerClosed')).toMatchObject({ producer: producer.id });
    expect(await b.hears('participantLeft')).toMatchObject({ person: an });
  });

  test('what happens after a join is never told before its answer', async () => {
    const media = open(ensured);
    await reaches(media, 'ready');
    for (let round = 0; round < 20; round++) {
      const told: string[] = [];
      const [a, b] = [connect(media, an, 'a'), connect(media, binh, 'b')];
      const joins = [a, b].map(async (peer) => {
        done(await peer.join(), 'join');
        told.push(
          `answer after ${peer.notices.filter(({ type }) => type === 'participantJoined').length} notices`,
        );
      });
      await Promise.all(joins);
      expect(told).toEqual(['answer after 0 notices', 'answer after 0 notices']);
      a.close();
      b.close();
    }
  });

  test('limits hold and foreign ids lead nowhere', async () => {
    const media = open(ensured);
    await reaches(media, 'ready');
    const [a, b] = [connect(media, an, 'a'), connect(media, binh, 'b')];
    expect(await b.request({ type: 'createTransport', direction: 'send' })).toEqual({
      ok: false,
      code: 'notJoined',
    });
    done(await a.join(), 'join');
    done(await b.join(), 'join');
    const { transport, producer } = await speak(a);
    const again = {
      type: 'produce',
      transport,
      source: 'microphone',
      rtpParameters: opus,
      paused: false,
    } as const;
    expect(await a.request(again)).toEqual({ ok: false, code: 'tooMany' });
    expect(await b.request(again)).toEqual({ ok: false, code: 'notFound' });
    expect(await b.request({ type: 'closeProducer', producer: producer.id })).toEqual({
      ok: false,
      code: 'notFound',
    });
    const unheardOf = {
      ...opus,
      codecs: [{ mimeType: 'video/unheard-of', payloadType: 96, clockRate: 90_000 }],
    };
    expect(await a.request({ ...again, source: 'camera', rtpParameters: unheardOf })).toEqual({
      ok: false,
      code: 'badRequest',
    });
  });

  test('a held microphone is silent from its first packet on, whatever its owner switches', async () => {
    const media = open(ensured);
    await reaches(media, 'ready');
    const [a, b] = [connect(media, an, 'a'), connect(media, binh, 'b')];
    done(await b.join(), 'join');
    media.hold(meeting, an, true);
    done(await a.join(), 'join');
    const { producer } = await speak(a);
    expect(producer.held).toBe(true);
    expect(await b.hears('producerAdded')).toMatchObject({ producer: { paused: true, held: true } });
    done(await a.request({ type: 'resumeProducer', producer: producer.id }), 'resumeProducer');
    media.hold(meeting, an, false);
    // Only now; the owner's own switch gave no notice.
    expect(await a.hears('producerResumed')).toMatchObject({ producer: producer.id });
    expect(b.notices.some(({ type }) => type === 'producerPaused')).toBe(false);
    media.hold(meeting, an, true);
    expect(await a.hears('producerPaused')).toMatchObject({ held: true });
  });

  test('a media process that is killed is replaced, and everybody is told', async () => {
    const media = open(ensured);
    await reaches(media, 'ready');
    const [a, b] = [connect(media, an, 'a'), connect(media, binh, 'b')];
    done(await a.join(), 'join');
    const before = media.processes();
    const preparing = reaches(media, 'preparing');
    kill(before.sfu);
    await a.hears('interrupted');
    await preparing;
    await reaches(media, 'ready');
    expect(media.processes().sfu).not.toBe(before.sfu);
    expect(media.processes().workers).not.toEqual(before.workers);
    expect(await a.request({ type: 'createTransport', direction: 'send' })).toEqual({
      ok: false,
      code: 'notJoined',
    });
    done(await a.join(), 'join');
    done(await b.join(), 'join');
    await speak(a);
    await b.hears('producerAdded');
  });

  test('a worker that dies takes its rooms with it, not the media process', async () => {
    const media = open(ensured);
    await reaches(media, 'ready');
    const a = connect(media, an, 'a');
    done(await a.join(), 'join');
    const { sfu, workers } = media.processes();
    kill(workers[0]);
    await a.hears('interrupted');
    let answer = await a.join();
    while (!answer.ok && answer.code === 'notReady') answer = await a.join();
    done(answer, 'join');
    expect(media.processes().sfu).toBe(sfu);
    await speak(a);
  });

  test('a port that somebody else has is named as the reason, and used once it is free', async () => {
    const squatter = createSocket('udp4');
    squatter.bind(0, '127.0.0.1');
    await once(squatter, 'listening');
    const media = open(ensured, squatter.address().port);
    expect(await reaches(media, 'unavailable')).toEqual({ state: 'unavailable', reason: 'port-in-use' });
    squatter.close();
    await reaches(media, 'ready');
  });
});
