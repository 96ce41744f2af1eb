import type { TrialRequest } from '#protocol/ballots/trial';
import {
  presenceAfter,
  type LiveFromClient,
  type LiveFromServer,
  type LiveMention,
} from '#protocol/meeting/live';
import type { MeetingCommand } from '#protocol/meeting/commands';
import type { MeetingState, PresentedPage } from '#protocol/meeting/records';
import { AppError, type RefusalCode } from '#protocol/wire/codes';
import { CommandKey, newId, type DeviceId, type MeetingId, type PersonId } from '#protocol/wire/ids';
import type { Actor, DeliveredEvent } from '#protocol/wire/stream';
import { PROTOCOL_VERSION } from '#protocol/wire/version';
import { backOff, type ChannelEnvironment, type SocketPort } from './channel-environment.ts';
import { CommandQueue, type CommandResult } from './meeting-commands.ts';
import { MediaPort } from './meeting-media-port.ts';
import { MeetingLog, type Digest } from './meeting-log.ts';
import { NamedTimers } from './named-timers.ts';
import { PASSING, readMessage, refusalOfClose } from './meeting-messages.ts';
import { NOTHING_YET, type MeetingSnapshot } from './meeting-snapshot.ts';

export interface MeetingChannelOptions {
  readonly meeting: MeetingId;
  /** This running client. */
  readonly device: DeviceId;
  /** Fetches a ticket. An {@link AppError} whose code cannot pass by itself ends the channel; anything else is tried again. */
  readonly ticket: () => Promise<string>;
  /** Address of the channel with this ticket. */
  readonly url: (ticket: string) => string;
  readonly environment: ChannelEnvironment;
  readonly digest: Digest | null;
  /** Told what could not be understood or verified, for the log. */
  readonly report: (fault: string) => void;
}

/** A server that is silent for longer than this is gone: it says something at least every 20 s. */
const SILENCE = 45_000;
/** An attempt that is not welcomed within this is given up. */
const ATTEMPT_PATIENCE = 15_000;
/** How long a missing event may be late before it is asked for. */
const GAP_PATIENCE = 2000;
/** Milliseconds between two `present` messages; the server passes on 20 a second. */
const PRESENT_EVERY = 66;
/** A connection that held for so long makes the next loss start with a short back-off again. */
const STEADY = 5000;
/** Failed attempts after which a channel that was never live is called offline. */
const FAILURES_SHOWN = 2;
/**
 * One meeting's channel: connects, stays connected, and holds what the meeting is. Framework-free; `subscribe` and
 * `snapshot` fit useSyncExternalStore. Starts at once; `close` is final and may be called again.
 */
export class MeetingChannel {
  readonly meeting: MeetingId;
  readonly device: DeviceId;
  /** Camera and microphone signalling over this channel. */
  readonly media: MediaPort;
  readonly #options: MeetingChannelOptions;
  readonly #env: ChannelEnvironment;
  readonly #log: MeetingLog;
  readonly #commands = new CommandQueue();
  readonly #listeners = new Set<() => void>();
  readonly #mentionListeners = new Set<(mention: LiveMention) => void>();
  readonly #muteListeners = new Set<(by: Actor) => void>();
  readonly #unwake: () => void;
  readonly #timers: NamedTimers;
  #socket: SocketPort | null = null;
  /** Raised with every attempt, so that what a given-up one still does is ignored. */
  #attempt = 0;
  #failures = 0;
  #closed = false;
  #welcomed = false;
  #heardAt = 0;
  #presentAt = 0;
  #toPresent: PresentedPage | null = null;
  #snapshot: MeetingSnapshot = NOTHING_YET;

  constructor(options: MeetingChannelOptions) {
    this.meeting = options.meeting;
    this.device = options.device;
    this.#options = options;
    this.#env = options.environment;
    this.#timers = new NamedTimers(options.environment);
    this.#log = new MeetingLog(options.meeting, options.digest, (seq) =>
      this.#startOver(`event ${seq} does not have the hash that its chain says`),
    );
    this.media = new MediaPort((id, request) => this.#send({ type: 'media', id, request }));
    this.#unwake = this.#env.onWake(() => this.#wake());
    this.#connect();
  }

  snapshot = (): MeetingSnapshot => this.#snapshot;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Calls back when somebody calls upon this person in a comment. Returns what stops it. */
  onMention(listener: (mention: LiveMention) => void): () => void {
    this.#mentionListeners.add(listener);
    return () => this.#mentionListeners.delete(listener);
  }

  /**
   * Calls back with who did it when every microphone is to be switched off, also when that was while the connection was
   * away. Returns what stops it.
   */
  onAllMuted(listener: (by: Actor) => void): () => void {
    this.#muteListeners.add(listener);
    return () => this.#muteListeners.delete(listener);
  }

  /**
   * Gives a command. Resent after a reconnection until answered; resolves once its events are applied here. Never
   * rejects.
   */
  command(command: MeetingCommand): Promise<CommandResult> {
    const { state } = this.#snapshot.connection;
    if (this.#closed || state === 'ended' || state === 'refused') {
      return Promise.resolve({ ok: false, code: 'unanswered' });
    }
    const key = newId(CommandKey, this.#env.randomBytes(20));
    const answered = this.#commands.add(key, command, this.#env.now());
    this.#flushCommands();
    this.#watchCommands();
    return answered;
  }

  /**
   * Shows how the meeting was when this device last heard of it, until the server tells how it is. Nothing is resumed from
   * it: the first connection starts from the server's snapshot.
   */
  showCopy(copy: { readonly meeting: MeetingState; readonly you: PersonId; readonly at: number }): void {
    if (this.#closed || this.#snapshot.meeting !== undefined) return;
    this.#publish({ meeting: copy.meeting, you: copy.you, copiedAt: copy.at });
  }

  /** What the presenter shows. Only the newest matters: between two messages earlier ones are dropped. */
  present(page: PresentedPage): void {
    this.#toPresent = page;
    const wait = this.#presentAt + PRESENT_EVERY - this.#env.now();
    if (wait <= 0) this.#sendPresented();
    else if (!this.#timers.has('present')) this.#timers.start('present', wait, () => this.#sendPresented());
  }

  /** Begins, answers or ends a vote that is only tried out. Lost where there is no connection: nothing hangs on it. */
  tryVote(request: TrialRequest): void {
    if (this.#snapshot.connection.state === 'live') this.#send({ type: 'trial', request });
  }

  /** Tries again now instead of when the back-off says; also after the person has signed in again. */
  retry(): void {
    const { connection } = this.#snapshot;
    const waitsForSignIn = connection.state === 'refused' && connection.code === 'signInNeeded';
    if (waitsForSignIn) {
      this.#publish({ connection: { state: 'offline', since: this.#env.now(), retryAt: null } });
    }
    if (waitsForSignIn || (connection.state === 'offline' && this.#socket === null)) this.#connect();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#attempt++;
    this.#unwake();
    this.#timers.close();
    this.#socket?.close(1000);
    this.#socket = null;
    this.media.close();
    this.#commands.close();
    this.#listeners.clear();
    this.#mentionListeners.clear();
    this.#muteListeners.clear();
  }

  #connect(): void {
    if (this.#closed) return;
    const attempt = ++this.#attempt;
    this.#timers.cancel('retry');
    this.#dropSocket();
    if (this.#snapshot.connection.state === 'offline') {
      this.#publish({ connection: { ...this.#snapshot.connection, retryAt: null } });
    }
    this.#timers.start('attempt', ATTEMPT_PATIENCE, () => this.#lost(attempt));
    this.#options.ticket().then(
      (ticket) => {
        if (attempt === this.#attempt) this.#open(attempt, ticket);
      },
      (error: unknown) => {
        if (attempt !== this.#attempt) return;
        if (error instanceof AppError && !PASSING.includes(error.code)) this.#refused(error.code);
        else this.#lost(attempt);
      },
    );
  }

  #open(attempt: number, ticket: string): void {
    const socket = this.#env.openSocket(this.#options.url(ticket));
    this.#socket = socket;
    socket.onopen = () => {
      if (attempt !== this.#attempt) return;
      this.#send({
        type: 'hello',
        protocol: PROTOCOL_VERSION,
        device: this.device,
        since: this.#log.seq,
      });
    };
    socket.onmessage = (event) => {
      if (attempt === this.#attempt) this.#heard(attempt, event.data);
    };
    socket.onclose = (event) => {
      if (attempt === this.#attempt) this.#closedBy(attempt, event.code, event.reason);
    };
  }

  #closedBy(attempt: number, closeCode: number, reason: string): void {
    const code = refusalOfClose(closeCode, reason);
    if (code === undefined) this.#lost(attempt);
    else this.#refused(code);
  }

  #heard(attempt: number, data: unknown): void {
    this.#heardAt = this.#env.now();
    const heard = readMessage(data);
    if (heard.fault !== undefined) {
      if (heard.isBroken) this.#startOver(heard.fault);
      else this.#options.report(heard.fault);
      return;
    }
    const { message } = heard;
    switch (message.type) {
      case 'welcome': {
        const received = this.#log.replace(message.seq, message.head, message.state);
        this.#greeted(attempt, message);
        this.#applied(received);
        return;
      }
      case 'resumed':
        this.#greeted(attempt, message);
        return;
      case 'events': {
        const known = this.#log.seq;
        this.#applied(this.#log.receive(message.events));
        for (const event of message.events) if (event.seq > known) this.#tellMuting(event);
        return;
      }
      case 'answer':
        this.#commands.answered(message.id, message.answer, this.#log.seq);
        this.#watchCommands();
        return;
      case 'presence':
      case 'presenceChanged':
        this.#publish({ presence: presenceAfter(this.#snapshot.presence, message) });
        return;
      case 'presenting':
        this.#publish({ presenting: message.page });
        return;
      case 'trial':
        this.#publish({ trial: message.trial });
        return;
      case 'mention':
        for (const listener of this.#mentionListeners) listener(message.mention);
        return;
      case 'mediaAnswer':
        this.media.answered(message.id, message.answer);
        return;
      case 'mediaNotice':
        if (message.notice.type === 'state') this.#publish({ media: message.notice.state });
        this.media.noticed(message.notice);
        return;
      case 'ping':
        return;
    }
  }

  #greeted(attempt: number, message: Extract<LiveFromServer, { type: 'welcome' | 'resumed' }>): void {
    const first = !this.#welcomed;
    this.#welcomed = true;
    this.#timers.cancel('attempt');
    this.#publish({
      connection: { state: 'live' },
      you: message.you,
      presenting: message.presenting,
      // Told next where there is one.
      trial: null,
      clockOffset: message.now - this.#env.now(),
    });
    if (!first) return;
    this.#timers.start('steady', STEADY, () => (this.#failures = 0));
    this.#watchSilence(attempt);
    this.media.turn(true);
    this.#flushCommands();
    if (this.#toPresent !== null) this.#sendPresented();
  }

  #applied(received: ReturnType<MeetingLog['receive']>): void {
    if (received === 'broken') {
      this.#startOver(`what follows event ${this.#log.seq} is not its continuation`);
      return;
    }
    if (received === 'ok') this.#timers.cancel('gap');
    else if (!this.#timers.has('gap'))
      this.#timers.start('gap', GAP_PATIENCE, () => this.#lost(this.#attempt));
    this.#commands.advanced(this.#log.seq);
    this.#watchCommands();
    this.#publish({ meeting: this.#log.state, seq: this.#log.seq, copiedAt: null });
  }

  /** The one event that changes nothing in the meeting's state: what it does is done here, once. */
  #tellMuting(event: DeliveredEvent): void {
    if ('withheld' in event || event.type !== 'media.allMuted') return;
    for (const listener of this.#muteListeners) listener(event.actor);
  }

  /** What is held cannot be trusted: a new connection starts from a snapshot. What is shown stays until then. */
  #startOver(fault: string): void {
    if (this.#closed) return;
    this.#options.report(fault);
    this.#log.forget();
    this.#publish({ logReplaced: true });
    this.#lost(this.#attempt);
  }

  #lost(attempt: number): void {
    if (this.#closed || attempt !== this.#attempt) return;
    this.#attempt++;
    this.#dropSocket();
    const now = this.#env.now();
    const wait = backOff(this.#failures, this.#env.random());
    this.#failures++;
    const { connection } = this.#snapshot;
    const since = connection.state === 'offline' ? connection.since : now;
    if (connection.state !== 'connecting' || this.#failures >= FAILURES_SHOWN) {
      this.#publish({ connection: { state: 'offline', since, retryAt: now + wait } });
    }
    this.#timers.start('retry', wait, () => this.#connect());
  }

  #refused(code: RefusalCode): void {
    this.#attempt++;
    this.#dropSocket();
    this.#commands.close();
    this.#timers.cancel('commands');
    this.#publish({
      connection: code === 'meetingEnded' ? { state: 'ended' } : { state: 'refused', code },
      slowCommands: 0,
    });
  }

  #dropSocket(): void {
    this.#timers.cancel('attempt', 'silence', 'gap', 'steady');
    const socket = this.#socket;
    this.#socket = null;
    this.media.turn(false);
    this.#welcomed = false;
    this.#commands.disconnected();
    if (socket === null) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close(1000);
  }

  #wake(): void {
    const { state } = this.#snapshot.connection;
    if (this.#closed || state === 'ended' || state === 'refused') return;
    // A machine that slept kept its socket and its timers, but the server has given the connection up.
    if (this.#welcomed && this.#env.now() - this.#heardAt > SILENCE) this.#lost(this.#attempt);
    if (this.#timers.has('retry')) this.#connect();
  }

  #watchSilence(attempt: number): void {
    this.#timers.start('silence', this.#heardAt + SILENCE - this.#env.now(), () => {
      if (this.#env.now() - this.#heardAt >= SILENCE) this.#lost(attempt);
      else this.#watchSilence(attempt);
    });
  }

  #flushCommands(): void {
    if (!this.#welcomed) return;
    this.#commands.flush((id, key, command) => this.#send({ type: 'command', id, key, command }));
  }

  #watchCommands(): void {
    const now = this.#env.now();
    const slowCommands = this.#commands.slow(now);
    if (slowCommands !== this.#snapshot.slowCommands) this.#publish({ slowCommands });
    const next = this.#commands.nextDeadline(now);
    this.#timers.cancel('commands');
    if (next === null) return;
    this.#timers.start('commands', Math.max(0, next - now), () => {
      this.#commands.expire(this.#env.now());
      this.#watchCommands();
    });
  }

  #sendPresented(): void {
    if (!this.#welcomed || this.#toPresent === null) return;
    this.#timers.cancel('present');
    this.#presentAt = this.#env.now();
    const page = this.#toPresent;
    this.#toPresent = null;
    this.#send({ type: 'present', page });
  }

  #send(message: LiveFromClient): void {
    this.#socket?.send(JSON.stringify(message));
  }

  #publish(change: Partial<MeetingSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}

export type { CommandResult } from './meeting-commands.ts';
export type { Connection, MeetingSnapshot } from './meeting-snapshot.ts';
