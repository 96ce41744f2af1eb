import { DisplayMessage } from '#protocol/display/live';
import type { DisplayView } from '#protocol/display/view';
import type { RefusalCode } from '#protocol/wire/codes';
import { PROTOCOL_VERSION } from '#protocol/wire/version';
import { backOff, type ChannelEnvironment, type SocketPort } from '../../sync/channel-environment.ts';
import { refusalOfClose } from '../../sync/meeting-messages.ts';
import { NamedTimers } from '../../sync/named-timers.ts';

/** A server that is silent for longer than this is gone: it says something at least every 20 s. */
const SILENCE = 45_000;
/** An attempt that brings no view within this is given up. */
const ATTEMPT_PATIENCE = 15_000;

export interface ScreenSnapshot {
  /** `ended`: the link opens nothing any more, or the app is too old; nothing is tried again. */
  readonly line: 'connecting' | 'live' | 'lost' | 'ended';
  readonly code: RefusalCode | null;
  /** The last view that came; stays while the line is lost. */
  readonly view: DisplayView | null;
  /** What has to be added to this machine's clock to read the view's. */
  readonly clockOffset: number;
}

export interface ScreenChannelOptions {
  readonly url: string;
  readonly token: string;
  readonly environment: Omit<ChannelEnvironment, 'randomBytes'>;
}

/** The line of one room's screen: connects, stays connected, and holds the view. `close` is final. */
export class ScreenChannel {
  readonly #options: ScreenChannelOptions;
  readonly #timers: NamedTimers;
  readonly #listeners = new Set<() => void>();
  readonly #unwake: () => void;
  #socket: SocketPort | null = null;
  /** Raised with every attempt, so that what a given-up one still does is ignored. */
  #attempt = 0;
  #failures = 0;
  #closed = false;
  #snapshot: ScreenSnapshot = { line: 'connecting', code: null, view: null, clockOffset: 0 };

  constructor(options: ScreenChannelOptions) {
    this.#options = options;
    this.#timers = new NamedTimers(options.environment);
    this.#unwake = options.environment.onWake(() => {
      if (this.#timers.has('retry')) this.#connect();
    });
    this.#connect();
  }

  snapshot = (): ScreenSnapshot => this.#snapshot;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#unwake();
    this.#drop();
  }

  #connect(): void {
    this.#drop();
    const attempt = this.#attempt;
    const isCurrent = () => attempt === this.#attempt;
    const socket = this.#options.environment.openSocket(this.#options.url);
    this.#socket = socket;
    this.#expect(ATTEMPT_PATIENCE);
    socket.onopen = () => {
      const hello = { type: 'hello', protocol: PROTOCOL_VERSION, token: this.#options.token };
      if (isCurrent()) socket.send(JSON.stringify(hello));
    };
    socket.onmessage = ({ data }) => {
      if (isCurrent()) this.#hear(data);
    };
    socket.onclose = ({ code, reason }) => {
      if (!isCurrent()) return;
      const refused = refusalOfClose(code, reason);
      if (refused === undefined) this.#lose();
      else {
        this.#drop();
        this.#publish({ line: 'ended', code: refused });
      }
    };
  }

  #hear(data: unknown): void {
    this.#expect(SILENCE);
    const message = read(data);
    if (message?.type !== 'view') return;
    this.#failures = 0;
    const { view } = message;
    this.#publish({ line: 'live', view, clockOffset: view.now - this.#options.environment.now() });
  }

  /** The line is given up when nothing is heard within `ms`. */
  #expect(ms: number): void {
    this.#timers.start('silence', ms, () => this.#lose());
  }

  #lose(): void {
    this.#drop();
    this.#publish({ line: 'lost' });
    const wait = backOff(this.#failures, this.#options.environment.random());
    this.#failures += 1;
    this.#timers.start('retry', wait, () => this.#connect());
  }

  #drop(): void {
    this.#attempt += 1;
    this.#timers.cancel('silence', 'retry');
    this.#socket?.close();
    this.#socket = null;
  }

  #publish(change: Partial<ScreenSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** Undefined for what a newer server may say and this screen doesn't know. */
function read(data: unknown): DisplayMessage | undefined {
  try {
    return DisplayMessage.safeParse(JSON.parse(String(data))).data;
  } catch {
    return undefined;
  }
}
