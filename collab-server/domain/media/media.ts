import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { MediaAnswer, MediaNotification, MediaRequest, MediaState } from '#protocol/media/signalling';
import type { MediaParticipant } from '#protocol/media/signalling';
import type { MeetingId, PersonId } from '#protocol/wire/ids';
import type { SfuConfig } from '../../sfu/ipc.ts';
import type { EnsureWorker } from './ensure-worker-script.ts';
import { type MediaPeer, Seats } from './seats.ts';
import { SfuProcess } from './sfu-process.ts';

export interface MediaLog {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export interface MediaOptions {
  readonly config: {
    /** UDP and TCP port of the first worker; the others follow. 0 lets the system choose. */
    readonly mediaPort: number;
    /** What clients are told; undefined for the addresses that are listened on. */
    readonly mediaAddress: string | undefined;
    /** Address or name of this machine that the server listens on. */
    readonly host: string;
    /** One for each processor when absent. */
    readonly mediaWorkers?: number;
  };
  readonly log: MediaLog;
  readonly ensureWorker: EnsureWorker;
}

/** Sound and pictures of all meetings. The rest of the server never waits for it and works without it. */
export interface Media {
  readonly state: MediaState;
  /** Calls back at each change of `state`; the returned function ends that. */
  onState(listener: (state: MediaState) => void): () => void;
  /**
   * Gives a connection of an admitted person its media. Whether they may be in the meeting has been decided before.
   * `send` gets the current state at once, and must not throw.
   */
  attach(
    meeting: MeetingId,
    who: {
      readonly person: PersonId;
      readonly name?: string;
      /** For the log. */
      readonly connection: string;
      readonly send: (notice: MediaNotification) => void;
    },
  ): MediaPeer;
  /** Silences a person's microphone whatever they do, on any device, also after a restart, until it is taken back. */
  hold(meeting: MeetingId, person: PersonId, held: boolean): void;
  /** Switches a person's microphone off, on every device. Its owner may switch it on again. */
  mute(meeting: MeetingId, person: PersonId): void;
  /** The process ids of the moment, for tests and health reports; empty unless ready. */
  processes(): { readonly sfu: number | undefined; readonly workers: readonly number[] };
  /** Ends the media process; resolves when it is gone. */
  close(): Promise<void>;
}

const FIRST_RESTART_MS = 100;
const LAST_RESTART_MS = 30_000;
/** A run that lasted this long was not part of a row of failures. */
const STEADY_MS = 60_000;
/** After this many failures in a row people are told that there is no media, while it is still tried. */
const FAILURES_TO_TELL = 5;

/** Starts at once in the background. */
export function createMedia(options: MediaOptions): Media {
  return new SupervisedMedia(options);
}

class SupervisedMedia implements Media {
  readonly #options: MediaOptions;
  readonly #stopped = new AbortController();
  readonly #listeners = new Set<(state: MediaState) => void>();
  readonly #held = new Map<MeetingId, Set<PersonId>>();
  readonly #seats: Seats;
  readonly #running: Promise<void>;
  #state: MediaState = { state: 'preparing' };
  #sfu: SfuProcess | null = null;
  #workerPids: readonly number[] = [];

  constructor(options: MediaOptions) {
    this.#options = options;
    this.#seats = new Seats({
      request: (meeting, peer, participant, request) => this.#request(meeting, peer, participant, request),
      drop: (meeting, peer) => this.#sfu?.tell({ op: 'drop', meeting, peer }),
    });
    this.#running = this.#run().catch((error: unknown) => {
      options.log.error(`media gave up: ${String(error)}`);
      this.#setState({ state: 'unavailable', reason: 'keeps-failing' });
    });
  }

  get state(): MediaState {
    return this.#state;
  }

  onState(listener: (state: MediaState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  attach(meeting: MeetingId, who: Parameters<Media['attach']>[1]): MediaPeer {
    const participant = { person: who.person, ...(who.name !== undefined && { name: who.name }) };
    const peer = this.#seats.attach(meeting, participant, who.send, who.connection);
    who.send({ type: 'state', state: this.#state });
    return peer;
  }

  hold(meeting: MeetingId, person: PersonId, held: boolean): void {
    const persons = this.#held.get(meeting) ?? new Set<PersonId>();
    if (held) persons.add(person);
    else persons.delete(person);
    if (persons.size > 0) this.#held.set(meeting, persons);
    else this.#held.delete(meeting);
    this.#sfu?.tell({ op: 'hold', meeting, person, held });
  }

  mute(meeting: MeetingId, person: PersonId): void {
    this.#sfu?.tell({ op: 'mute', meeting, person });
  }

  processes(): { readonly sfu: number | undefined; readonly workers: readonly number[] } {
    return { sfu: this.#sfu?.pid, workers: this.#workerPids };
  }

  async close(): Promise<void> {
    this.#stopped.abort();
    await this.#sfu?.close();
    await this.#running;
  }

  async #request(
    meeting: MeetingId,
    peer: string,
    participant: MediaParticipant,
    request: MediaRequest,
  ): Promise<MediaAnswer> {
    if (this.#sfu === null || this.#state.state !== 'ready') return { ok: false, code: 'notReady' };
    const held = this.#held.get(meeting)?.has(participant.person) ?? false;
    return this.#sfu.request({ meeting, peer, participant, held, request });
  }

  async #run(): Promise<void> {
    const { log, ensureWorker, config } = this.#options;
    const { signal } = this.#stopped;
    const worker = await ensureWorker({ log: (line) => log.info(line), signal });
    if (signal.aborted) return;
    if (!('path' in worker)) {
      log.warn(`there is no sound or picture on this server: ${worker.detail}`);
      // Only an abort is answered `cancelled`; anything else that says so is a fault.
      const reason = worker.unavailable === 'cancelled' ? 'build-failed' : worker.unavailable;
      return this.#setState({ state: 'unavailable', reason });
    }
    const sfuConfig: SfuConfig = {
      workerPath: worker.path,
      listenIp: await addressOf(config.host),
      announcedAddress: config.mediaAddress ?? null,
      port: config.mediaPort,
      workers: config.mediaWorkers ?? Math.min(availableParallelism(), 64),
    };
    let failures = 0;
    while (!signal.aborted) {
      failures = (await this.#runOnce(sfuConfig, failures)) + 1;
      if (signal.aborted) return;
      const pause = Math.min(FIRST_RESTART_MS * 2 ** (failures - 1), LAST_RESTART_MS);
      await delay(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  /** One run of the media process; gives the count of failures before this one that still matter. */
  async #runOnce(config: SfuConfig, failures: number): Promise<number> {
    const { log } = this.#options;
    const begun = performance.now();
    const sfu = new SfuProcess(config, {
      log,
      onNotice: (meeting, peer, notice) => this.#seats.notify(meeting, peer, notice),
    });
    this.#sfu = sfu;
    const start = await sfu.started;
    if (start.ok) {
      this.#workerPids = start.workerPids;
      log.info(`media is ready on ${config.listenIp}, ${config.workers} workers from port ${config.port}`);
      this.#setState({ state: 'ready' });
    } else if (start.reason !== 'broken') {
      this.#setState({ state: 'unavailable', reason: start.reason });
    }
    await sfu.ended;
    this.#sfu = null;
    this.#workerPids = [];
    if (this.#stopped.signal.aborted) return 0;
    const lasted = start.ok && performance.now() - begun > STEADY_MS;
    const counted = lasted ? 0 : failures;
    this.#seats.interruptAll();
    if (start.ok || start.reason === 'broken') {
      log.error('the media process ended; starting another');
      const hopeless = counted + 1 >= FAILURES_TO_TELL;
      this.#setState(hopeless ? { state: 'unavailable', reason: 'keeps-failing' } : { state: 'preparing' });
    }
    return counted;
  }

  #setState(state: MediaState): void {
    const same = JSON.stringify(state) === JSON.stringify(this.#state);
    this.#state = state;
    if (same) return;
    for (const listener of this.#listeners) listener(state);
    this.#seats.tellAll({ type: 'state', state });
  }
}

async function addressOf(host: string): Promise<string> {
  if (isIP(host) !== 0) return host;
  return (await lookup(host, { family: 4 })).address;
}
