import { fromBase64 } from 'lib0/buffer';
import type { HistoryRow, Moment } from '#protocol/minutes/history';
import { momentsOf } from '#protocol/minutes/history';
import { isSkeleton, MinutesReplay, type Letters, type ReplayedRow } from '#protocol/minutes/replay';

export interface HistoryPorts {
  /** The rows after one, and the number of the last that there is. */
  readonly page: (
    after: number,
    signal: AbortSignal,
  ) => Promise<{ readonly rows: readonly HistoryRow[]; readonly last: number }>;
  /** Lets the window do something else between two pieces of work. */
  readonly breathe: () => Promise<void>;
}

/** A moment with what it did to the text. */
export interface ToldMoment extends Moment, Letters {}

export interface HistorySnapshot {
  readonly loading:
    | { readonly is: 'busy'; readonly share: number }
    | { readonly is: 'done' }
    | { readonly is: 'failed' };
  /** The earliest first; empty until all is loaded. */
  readonly moments: readonly ToldMoment[];
  /** The moment that is looked at, with the text as it was at its end once it is rebuilt. */
  readonly chosen: {
    readonly moment: ToldMoment;
    readonly share: number;
    readonly replay: MinutesReplay | null;
  } | null;
}

/** Rows that are replayed at once: some ten milliseconds. */
const PIECE = 500;
/** Of the whole way, how much is the loading; the rest is the replaying. */
const LOADING_SHARE = 0.5;

/** The history of one meeting's minutes as somebody looks through it. It is loaded once, and given up by {@link close}. */
export class MinutesHistory {
  readonly #ports: HistoryPorts;
  readonly #listeners = new Set<() => void>();
  readonly #ending = new AbortController();
  #choosing: AbortController | undefined;
  #rows: readonly ReplayedRow[] = [];
  #snapshot: HistorySnapshot = { loading: { is: 'busy', share: 0 }, moments: [], chosen: null };

  constructor(ports: HistoryPorts) {
    this.#ports = ports;
    void this.#load();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): HistorySnapshot => this.#snapshot;

  /** Loads it anew after it could not be. */
  again(): void {
    this.#busy(0);
    void this.#load();
  }

  /** Rebuilds the text at the end of a moment. Another choice gives the one before up. */
  async choose(moment: ToldMoment): Promise<void> {
    this.#choosing?.abort();
    this.#choosing = new AbortController();
    const { signal } = this.#choosing;
    this.#snapshot.chosen?.replay?.close();
    this.#publish({ chosen: { moment, share: 0, replay: null } });
    const replay = new MinutesReplay();
    const tell = (done: number) =>
      this.#publish({ chosen: { moment, share: done / Math.max(1, moment.to), replay: null } });
    if (!(await this.#replay(replay, 0, moment.from, signal, tell))) return;
    replay.mark();
    if (!(await this.#replay(replay, moment.from, moment.to, signal, tell))) return;
    this.#publish({ chosen: { moment, share: 1, replay } });
  }

  /** Ends whatever is under way. */
  close(): void {
    this.#ending.abort();
    this.#choosing?.abort();
    this.#snapshot.chosen?.replay?.close();
    this.#rows = [];
  }

  async #load(): Promise<void> {
    const { signal } = this.#ending;
    const all: HistoryRow[] = [];
    try {
      for (;;) {
        const after = all.at(-1)?.n ?? 0;
        const { rows, last } = await this.#ports.page(after, signal);
        if (signal.aborted) return;
        all.push(...rows);
        if (rows.length === 0 || (rows.at(-1)?.n ?? 0) >= last) break;
        this.#busy((LOADING_SHARE * after) / last);
      }
    } catch (error) {
      if (signal.aborted) return;
      console.warn('the history of the minutes could not be loaded', error);
      this.#publish({ loading: { is: 'failed' } });
      return;
    }
    this.#rows = all.map(({ person, update }) => ({ person, update: fromBase64(update) }));
    // Only the first row can be the skeleton: it is written where nothing is yet.
    const hasSkeleton = this.#rows[0] !== undefined && isSkeleton(this.#rows[0].update);
    const written = all.map(({ at, person }, index) => ({
      at,
      person: hasSkeleton && index === 0 ? null : person,
    }));
    const replay = new MinutesReplay();
    const moments: ToldMoment[] = [];
    const tell = (done: number) => this.#busy(LOADING_SHARE + ((1 - LOADING_SHARE) * done) / all.length);
    for (const moment of momentsOf(written)) {
      replay.mark();
      if (!(await this.#replay(replay, moment.from, moment.to, signal, tell))) return;
      moments.push({ ...moment, ...replay.letters() });
    }
    replay.close();
    this.#publish({ loading: { is: 'done' }, moments });
  }

  /** False: it was ended before, and the replay is closed. */
  async #replay(
    replay: MinutesReplay,
    from: number,
    to: number,
    signal: AbortSignal,
    tell: (done: number) => void,
  ): Promise<boolean> {
    for (let at = from; at < to; at += PIECE) {
      if (signal.aborted) break;
      replay.apply(this.#rows.slice(at, Math.min(at + PIECE, to)));
      tell(Math.min(at + PIECE, to));
      await this.#ports.breathe();
    }
    if (signal.aborted) replay.close();
    return !signal.aborted;
  }

  #busy(share: number): void {
    this.#publish({ loading: { is: 'busy', share } });
  }

  #publish(change: Partial<HistorySnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}
