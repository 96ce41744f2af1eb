import type { MeetingState } from '#protocol/meeting/records';
import { isOver } from '#protocol/meeting/rights';
import { AppError } from '#protocol/wire/codes';
import type { MeetingId, VersionId } from '#protocol/wire/ids';
import { FILE_CHUNK, OfflineStoreError } from '../../platform/index.ts';
import { Unreachable } from '../api-client.ts';
import type { DeviceCopy, TakenMeeting, WantedPaper } from './device-copy.ts';
import { keptPack, type KeptPacks, type PackFault } from './kept-pack.ts';

/** What taking along needs of the server. Each throws `AppError` when refused, and anything else when the network fails. */
export interface PackPorts {
  /** Asks for what every screen needs, so that the copy keeps the answers. */
  readonly everywhere: (signal: AbortSignal) => Promise<unknown>;
  readonly meeting: (meeting: MeetingId, signal: AbortSignal) => Promise<MeetingState>;
  /** Asks for what the reader needs of a version beside its bytes. */
  readonly about: (version: VersionId, signal: AbortSignal) => Promise<unknown>;
  readonly fetchRange: (
    version: VersionId,
    begin: number,
    end: number,
    signal: AbortSignal,
  ) => Promise<Uint8Array>;
  /** Brings the marks of a version to this device. */
  readonly marks: (version: VersionId, signal: AbortSignal) => Promise<unknown>;
  readonly onReach: (listener: (reached: boolean) => void) => () => void;
  /** By this machine's clock, in milliseconds. */
  readonly now: () => number;
}

/** First and longest wait before a pack is tried again, in milliseconds. */
const FIRST_WAIT = 3000;
const LONGEST_WAIT = 60_000;
/** Marks that came so recently aren't brought again, in milliseconds. */
const MARKS_AGAIN = 10 * 60_000;
/** Versions whose marks are brought at once; the others at this pace, since the server counts a person's tickets. */
const MARKS_AT_ONCE = 20;
const MARKS_PACE = 1200;

/**
 * Takes packs along: fetches what is missing chunk by chunk, one pack after the other, goes on after an interruption, and
 * keeps up with new and revised papers whenever the server can be reached. `subscribe` and `getSnapshot` fit
 * useSyncExternalStore.
 */
export class PackKeeper {
  readonly #copy: DeviceCopy;
  readonly #ports: PackPorts;
  readonly #listeners = new Set<() => void>();
  readonly #queue = new Set<MeetingId>();
  readonly #waiting = new Set<MeetingId>();
  readonly #faults = new Map<MeetingId, PackFault>();
  readonly #stops: (() => void)[];
  #have = new Map<string, number>();
  #current: { readonly meeting: MeetingId; readonly ending: AbortController } | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  /** Versions whose marks were brought since the program started. */
  #brought = 0;
  #closed = false;
  #snapshot: KeptPacks = { packs: new Map(), used: 0 };

  constructor(copy: DeviceCopy, ports: PackPorts) {
    this.#copy = copy;
    this.#ports = ports;
    let wasReached = true;
    this.#stops = [
      copy.subscribe(() => this.#publish()),
      ports.onReach((reached) => {
        if (reached && !wasReached) this.refresh();
        wasReached = reached;
      }),
    ];
    void this.#count();
    this.refresh();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): KeptPacks => this.#snapshot;

  /** Takes a meeting's pack along, or goes on with it. Throws `OfflineStoreError` when the device can't keep anything. */
  async take(meeting: MeetingId, title: string): Promise<void> {
    const before = this.#copy.takenMeeting(meeting);
    const fresh = { id: meeting, title, takenAt: this.#ports.now(), checkedAt: null, papers: [] };
    this.#faults.delete(meeting);
    await this.#copy.putTaken({ ...(before ?? fresh), stopped: false });
    this.#enqueue(meeting);
  }

  /** Stops fetching; what is here stays. */
  async stop(meeting: MeetingId): Promise<void> {
    const taken = this.#copy.takenMeeting(meeting);
    if (taken !== undefined) await this.#copy.putTaken({ ...taken, stopped: true });
    this.#dismiss(meeting);
  }

  /** Takes a pack off this device. */
  async remove(meeting: MeetingId): Promise<void> {
    this.#dismiss(meeting);
    await this.#copy.removeTaken(meeting);
    await this.#count();
  }

  /** Asks the server about all packs, and fetches what is new. */
  refresh(): void {
    for (const { id, stopped } of this.#copy.taken()) if (!stopped) this.#enqueue(id);
  }

  /** Somebody has just heard how the meeting is: fetches what that changes. */
  heard(state: MeetingState): void {
    const taken = this.#copy.takenMeeting(state.id);
    if (taken === undefined || taken.stopped || this.#current?.meeting === state.id) return;
    const versions = (papers: readonly { version: { id: VersionId } | null }[]) =>
      papers.flatMap(({ version }) => (version === null ? [] : [version.id])).join();
    if (versions(state.papers) !== taken.papers.map(({ version }) => version).join()) this.#enqueue(state.id);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#retry);
    for (const stop of this.#stops) stop();
    this.#queue.clear();
    this.#current?.ending.abort();
    this.#listeners.clear();
  }

  #enqueue(meeting: MeetingId): void {
    if (this.#closed) return;
    this.#waiting.delete(meeting);
    this.#queue.add(meeting);
    void this.#work();
    this.#publish();
  }

  #dismiss(meeting: MeetingId): void {
    this.#queue.delete(meeting);
    this.#waiting.delete(meeting);
    this.#faults.delete(meeting);
    if (this.#current?.meeting === meeting) this.#current.ending.abort();
    this.#publish();
  }

  async #work(): Promise<void> {
    if (this.#current !== null) return;
    for (const meeting of this.#queue) {
      this.#queue.delete(meeting);
      const ending = new AbortController();
      this.#current = { meeting, ending };
      this.#publish();
      const error = await this.#takeAlong(meeting, ending.signal).catch(
        (thrown: unknown) => thrown ?? 'broken',
      );
      this.#current = null;
      if (error === undefined) this.#failures = 0;
      else if (!ending.signal.aborted) this.#failed(meeting, error);
      this.#publish();
    }
  }

  #failed(meeting: MeetingId, error: unknown): void {
    if (error instanceof OfflineStoreError) this.#faults.set(meeting, error.code);
    else if (isRefusal(error)) this.#faults.set(meeting, error.code);
    else {
      if (!(error instanceof Unreachable)) console.warn('taking a pack along is tried again', error);
      this.#waiting.add(meeting);
      clearTimeout(this.#retry);
      const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures++);
      this.#retry = setTimeout(() => {
        for (const waiting of this.#waiting) this.#enqueue(waiting);
      }, wait);
    }
  }

  async #takeAlong(id: MeetingId, signal: AbortSignal): Promise<undefined> {
    await this.#ports.everywhere(signal);
    const state = await this.#ports.meeting(id, signal).catch((error: unknown) => {
      if (isGone(error)) return null;
      throw error;
    });
    // Somebody who isn't invited any more has no business with its papers.
    if (state === null) {
      await this.remove(id);
      return;
    }
    const before = this.#copy.takenMeeting(id);
    if (before === undefined) return;
    await this.#count();
    const papers = this.#wanted(state);
    const listed = new Set(papers.flatMap(({ version, earlier }) => [version, ...earlier]));
    const title = state.fields.title;
    signal.throwIfAborted();
    await this.#copy.putTaken({ ...before, title, papers });
    for (const paper of before.papers)
      for (const version of [paper.version, ...paper.earlier])
        if (!listed.has(version)) await this.#copy.forgetVersion(version);

    let refusal: AppError | null = null;
    for (const { version, bytes } of papers) {
      try {
        await this.#ports.about(version, signal);
        await this.#file(version, bytes, signal);
      } catch (error) {
        // One paper that isn't given out doesn't keep the others away.
        if (!isRefusal(error)) throw error;
        if (isGone(error)) await this.#copy.forgetVersion(version);
        refusal = error;
      }
    }
    await this.#marks(state, before, papers, signal);
    signal.throwIfAborted();
    const taken = this.#copy.takenMeeting(id);
    if (taken !== undefined) await this.#copy.putTaken({ ...taken, checkedAt: this.#ports.now() });
    await this.#count();
    if (refusal !== null) throw refusal;
    this.#faults.delete(id);
  }

  /** The papers to have, in the meeting's order; of former versions those that are here already. */
  #wanted(state: MeetingState): WantedPaper[] {
    return state.papers.flatMap(({ id, title, version, earlier }) =>
      version === null
        ? []
        : [
            {
              id,
              title,
              version: version.id,
              bytes: version.bytes,
              earlier: earlier.filter((old) => this.#have.has(old.id)).map((old) => old.id),
            },
          ],
    );
  }

  /** Fetches the chunks that are missing. */
  async #file(version: VersionId, bytes: number, signal: AbortSignal): Promise<void> {
    const here = await this.#copy.beginFile(version, bytes);
    for (let chunk = 0; chunk * FILE_CHUNK < bytes; chunk++) {
      if (here.has(chunk)) continue;
      signal.throwIfAborted();
      const begin = chunk * FILE_CHUNK;
      const end = Math.min(bytes, begin + FILE_CHUNK);
      const content = await this.#ports.fetchRange(version, begin, end, signal);
      await this.#copy.writeChunk(version, chunk, content);
      this.#have.set(version, (this.#have.get(version) ?? 0) + content.length);
      this.#publish();
    }
  }

  /** Brings the marks of versions that are new here, and of all when they came long ago and may still change. */
  async #marks(
    state: MeetingState,
    before: TakenMeeting,
    papers: readonly WantedPaper[],
    signal: AbortSignal,
  ): Promise<void> {
    const { checkedAt } = before;
    const isOld = checkedAt === null || (!isOver(state) && this.#ports.now() - checkedAt > MARKS_AGAIN);
    const known = new Set(before.papers.map(({ version }) => version));
    for (const { version } of papers) {
      if (!isOld && known.has(version)) continue;
      this.#brought += 1;
      if (this.#brought > MARKS_AT_ONCE) await pause(MARKS_PACE, signal);
      await this.#ports.marks(version, signal);
    }
  }

  /** Reads again how much of each file is here. */
  async #count(): Promise<void> {
    try {
      this.#have = new Map((await this.#copy.files()).map(({ name, have }) => [name, have]));
    } catch (error) {
      console.warn('this device does not tell which papers it has', error);
    }
    this.#publish();
  }

  #publish(): void {
    if (this.#closed) return;
    const packs = new Map(
      this.#copy.taken().map((meeting) => {
        const { id } = meeting;
        const isTaking = this.#current?.meeting === id || this.#queue.has(id);
        const work = { isTaking, isWaiting: this.#waiting.has(id), fault: this.#faults.get(id) ?? null };
        return [id, keptPack(meeting, this.#have, work)];
      }),
    );
    let used = 0;
    for (const have of this.#have.values()) used += have;
    this.#snapshot = { packs, used };
    for (const listener of this.#listeners) listener();
  }
}

/** The server will not, and asking again changes nothing. */
function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && error.code !== 'busy' && error.code !== 'slowDown';
}

function isGone(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'notAllowed' || error.code === 'notFound');
}

/** Waits, and not longer than somebody wants it. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    if (signal.aborted) done();
  });
}
