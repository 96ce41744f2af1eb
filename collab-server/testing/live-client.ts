import { WebSocket } from 'ws';
import type { MeetingCommand } from '#protocol/meeting/commands';
import { parseMeetingEvent } from '#protocol/meeting/events';
import { evolve } from '#protocol/meeting/evolve';
import {
  LiveFromServer,
  presenceAfter,
  type CommandAnswer,
  type LiveFromClient,
  type PresentPerson,
} from '#protocol/meeting/live';
import type { MeetingState, PresentedPage } from '#protocol/meeting/records';
import { ticketApi } from '#protocol/wire/collab';
import type { DeviceId, MeetingId } from '#protocol/wire/ids';
import { NO_HASH, type DeliveredEvent } from '#protocol/wire/stream';
import type { ApiClient } from './api-client.ts';
import { fresh } from './running-server.ts';
import { PROTOCOL_VERSION } from '#protocol/wire/version';

type Of<Type extends LiveFromServer['type']> = Extract<LiveFromServer, { type: Type }>;

/** What a client holds of a meeting, to reconnect with. */
export interface Held {
  readonly state: MeetingState;
  readonly seq: number;
  readonly head: string;
}

/**
 * A client of the meeting channel: parses what comes, keeps the state by the same rules as any client, and checks that
 * no event is missing between two.
 */
export class LiveClient {
  readonly messages: LiveFromServer[] = [];
  readonly device: DeviceId;
  readonly socket: WebSocket;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  state: MeetingState | undefined;
  seq = 0;
  head: string = NO_HASH;
  page: PresentedPage | null = null;
  /** Who is there, as it was told. */
  presence: readonly PresentPerson[] = [];
  readonly #waiting = new Set<() => void>();
  #requests = 0;

  constructor(address: string, device: DeviceId, held?: Held) {
    this.device = device;
    if (held !== undefined) ({ state: this.state, seq: this.seq, head: this.head } = held);
    this.socket = new WebSocket(address);
    this.socket.on('message', (data: Buffer) => {
      const message = LiveFromServer.parse(JSON.parse(data.toString()));
      this.#take(message);
      this.messages.push(message);
      for (const look of this.#waiting) look();
    });
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() });
        for (const look of this.#waiting) look();
      });
    });
  }

  /** The first message from number `from` on that fits; rejects when the socket closes before. */
  async next<Type extends LiveFromServer['type']>(
    type: Type,
    fits: (message: Of<Type>) => boolean = () => true,
    from = 0,
  ): Promise<Of<Type>> {
    return new Promise((resolve, reject) => {
      let at = from;
      const look = () => {
        for (; at < this.messages.length; at++) {
          const message = this.messages[at];
          if (message === undefined || !isOf(message, type) || !fits(message)) continue;
          this.#waiting.delete(look);
          resolve(message);
          return;
        }
        if (this.socket.readyState < WebSocket.CLOSING) return;
        this.#waiting.delete(look);
        reject(new Error(`closed while waiting for ${type}`));
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** Who is there once that is told again, after message number `from`. */
  async present(from = this.messages.length): Promise<readonly PresentPerson[]> {
    const isTold = ({ type }: LiveFromServer) => type === 'presence' || type === 'presenceChanged';
    await this.until(({ messages }) => messages.slice(from).some(isTold));
    return this.presence;
  }

  /** Waits until the client holds the meeting up to this event. */
  async reached(seq: number): Promise<void> {
    while (this.seq < seq) await this.next('events', () => true, this.messages.length);
  }

  /** Waits until what the client holds fits. */
  async until(fits: (client: this) => boolean): Promise<void> {
    if (fits(this)) return;
    await new Promise<void>((resolve, reject) => {
      const look = () => {
        const closed = this.socket.readyState >= WebSocket.CLOSING;
        if (!fits(this) && !closed) return;
        this.#waiting.delete(look);
        if (fits(this)) resolve();
        else reject(new Error('closed while waiting'));
      };
      this.#waiting.add(look);
    });
  }

  send(message: LiveFromClient): void {
    this.socket.send(JSON.stringify(message));
  }

  async command(command: MeetingCommand, key = fresh.key()): Promise<CommandAnswer> {
    const id = ++this.#requests;
    this.send({ type: 'command', id, key, command });
    return (await this.next('answer', (message) => message.id === id)).answer;
  }

  get held(): Held {
    if (this.state === undefined) throw new Error('nothing is held yet');
    return { state: this.state, seq: this.seq, head: this.head };
  }

  /** Ends the connection as a network does that goes away. */
  async cut(): Promise<void> {
    this.socket.terminate();
    await this.closed;
  }

  #take(message: LiveFromServer): void {
    if (message.type === 'welcome') {
      ({ state: this.state, seq: this.seq, head: this.head, presenting: this.page } = message);
    } else if (message.type === 'resumed') this.page = message.presenting;
    else if (message.type === 'presence' || message.type === 'presenceChanged')
      this.presence = presenceAfter(this.presence, message);
    else if (message.type === 'presenting') this.page = message.page;
    else if (message.type === 'events') for (const event of message.events) this.#evolve(event);
  }

  #evolve(event: DeliveredEvent): void {
    if (event.seq !== this.seq + 1) throw new Error(`event ${event.seq} follows ${this.seq}`);
    if (event.prevHash !== this.head) throw new Error(`event ${event.seq} doesn't follow the one before`);
    this.seq = event.seq;
    this.head = event.hash;
    if ('withheld' in event) return;
    const known = parseMeetingEvent(event.type, event.payload);
    if (known !== undefined) this.state = evolve(this.state, known, event.at);
  }
}

function isOf<Type extends LiveFromServer['type']>(message: LiveFromServer, type: Type): message is Of<Type> {
  return message.type === type;
}

/** The address of a meeting's channel with a ticket of this person. */
export async function liveAddress(client: ApiClient, meeting: MeetingId): Promise<string> {
  const { ticket } = await client.call(ticketApi.ticket, { body: { target: `live:${meeting}` } });
  return `${client.url.replace(/^http/, 'ws')}/live/${meeting}?ticket=${ticket}`;
}

/** Connects and says hello; with `held`, as a client that comes back. Resolves when the server has answered. */
export async function joinLive(
  client: ApiClient,
  meeting: MeetingId,
  { held, device = fresh.device() }: { held?: Held; device?: DeviceId } = {},
): Promise<LiveClient> {
  const live = new LiveClient(await liveAddress(client, meeting), device, held);
  live.socket.on('open', () =>
    live.send({ type: 'hello', protocol: PROTOCOL_VERSION, device, since: held?.seq ?? 0 }),
  );
  await live.until((entry) => entry.messages.some(({ type }) => type === 'welcome' || type === 'resumed'));
  return live;
}
