import type { MeetingEvent } from '#protocol/meeting/events';
import { LiveFromClient, type LiveFromServer } from '#protocol/meeting/live';
import { blankMeeting, type MeetingState } from '#protocol/meeting/records';
import type { Json } from '#protocol/wire/canonical-json';
import { DeviceId, Hash, MeetingId, PersonId } from '#protocol/wire/ids';
import { NO_HASH, headBytes, payloadBytes, type DeliveredEvent } from '#protocol/wire/stream';
import type { ChannelEnvironment, SocketPort } from './channel-environment.ts';
import type { Digest } from './meeting-log.ts';

/** For tests of the meeting channel: a clock that is moved by hand and sockets that the test answers on. */
export class FakeWorld implements ChannelEnvironment {
  sockets: FakeSocket[] = [];
  #now = 1_000_000;
  #timers: { at: number; call: () => void }[] = [];
  #wake = new Set<() => void>();
  #bytes = 0;

  now(): number {
    return this.#now;
  }

  after(ms: number, call: () => void): () => void {
    const timer = { at: this.#now + ms, call };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((entry) => entry !== timer);
    };
  }

  random(): number {
    return 0.5;
  }

  randomBytes(count: number): Uint8Array {
    this.#bytes++;
    return new Uint8Array(count).fill(this.#bytes);
  }

  openSocket(url: string): FakeSocket {
    const socket = new FakeSocket(url);
    this.sockets.push(socket);
    return socket;
  }

  onWake(listener: () => void): () => void {
    this.#wake.add(listener);
    return () => this.#wake.delete(listener);
  }

  wake(): void {
    for (const listener of this.#wake) listener();
  }

  /** Moves the clock, calling timers in order, and lets promises settle between them. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await settled();
      const next = this.#timers.filter((timer) => timer.at <= end).toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      next.call();
    }
    this.#now = end;
  }

  get timers(): number {
    return this.#timers.length;
  }

  get listeners(): number {
    return this.#wake.size;
  }

  /** The newest socket, after the promises before it have settled. */
  async socket(): Promise<FakeSocket> {
    await settled();
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error('no socket was opened');
    return socket;
  }
}

export class FakeSocket implements SocketPort {
  onopen: (() => void) | null = null;
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null = null;
  readonly url: string;
  readonly sent: LiveFromClient[] = [];
  isClosed = false;

  constructor(url: string) {
    this.url = url;
  }

  send(text: string): void {
    this.sent.push(LiveFromClient.parse(JSON.parse(text)));
  }

  close(): void {
    this.isClosed = true;
  }

  /** The server's message arrives. */
  says(message: LiveFromServer): void {
    this.hears(JSON.stringify(message));
  }

  hears(text: string): void {
    this.onmessage?.({ data: text });
  }

  drops(code = 1006, reason = ''): void {
    this.isClosed = true;
    this.onclose?.({ code, reason });
  }

  ofType<T extends LiveFromClient['type']>(type: T): Extract<LiveFromClient, { type: T }>[] {
    return this.sent.filter((message): message is Extract<LiveFromClient, { type: T }> => {
      return message.type === type;
    });
  }
}

/** Lets everything that waits on settled promises run. */
async function settled(): Promise<void> {
  for (let i = 0; i < 12; i++) await Promise.resolve();
}

export const MEETING = MeetingId.parse('m'.repeat(20));
export const CHAIR = PersonId.parse('c'.repeat(20));
export const DEVICE = DeviceId.parse('d'.repeat(20));

/** A stand-in for SHA-256 that settles in a few microtasks, so that a test needs no real time. */
export const fakeDigest: Digest = (bytes) => {
  let sum = 7;
  for (const byte of bytes) sum = (sum * 31 + byte) >>> 0;
  return Promise.resolve(Hash.parse(sum.toString(16).padStart(64, '0')));
};

/** Writes a log as the server would: every event with its hashes. */
export class FakeLog {
  #seq = 0;
  #head: Hash = NO_HASH;

  get seq(): number {
    return this.#seq;
  }

  get head(): Hash {
    return this.#head;
  }

  async append(event: MeetingEvent): Promise<Extract<DeliveredEvent, { at: number }>> {
    const { type } = event;
    // Round-tripped as the wire does, so that it is JSON and nothing else.
    const payload: Json = JSON.parse(JSON.stringify(event.payload));
    const salt = `salt${this.#seq}`;
    const payloadHash = await fakeDigest(payloadBytes(salt, payload));
    const prevHash = this.#head;
    const seq = this.#seq + 1;
    const rest = { seq, at: 5000 + seq, actor: CHAIR, type, audience: { to: 'all' as const }, prevHash };
    const hash = await fakeDigest(headBytes({ ...rest, stream: `meeting/${MEETING}`, payloadHash }));
    this.#seq = seq;
    this.#head = hash;
    return { ...rest, salt, payload, hash };
  }
}

/** A planned meeting with its chair and nothing else. */
export function plannedMeeting(): MeetingState {
  const fields = {
    title: 'Họp giao ban tháng 11',
    chair: CHAIR,
    deputy: null,
    quorum: null,
    startsAt: 10_000,
    endsAt: 20_000,
    place: 'Phòng họp A',
    mode: 'both',
  } as const;
  return { ...blankMeeting(MEETING, fields), status: 'sent' };
}
