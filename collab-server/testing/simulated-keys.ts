import type { KeyFiles } from '../domain/ballots/key-files.ts';
import type { StreamHead } from '#protocol/wire/chain';
import type { MeetingId, VoteId } from '#protocol/wire/ids';

interface Kept {
  readonly meeting: MeetingId;
  readonly vote: VoteId;
  readonly key: Uint8Array;
  mark: StreamHead | undefined;
}

/** Turns of the event loop that the disk needs, so that a crash finds it in the middle. */
const TURNS = 3;

/** Files of keys in memory, for as many lives of the server as a test has. */
export class SimulatedKeys {
  readonly kept = new Map<string, Kept>();
  #made = 0;

  /** As one life of the server sees them: what it still had in mind when it was killed doesn't happen. */
  of(isAlive: () => boolean): KeyFiles {
    const name = (meeting: MeetingId, vote: VoteId) => `${meeting}.${vote}`;
    const later = async (): Promise<void> => {
      for (let n = 0; n < TURNS; n++) await new Promise(setImmediate);
      if (!isAlive()) await new Promise(() => undefined);
    };
    return {
      list: async () => {
        await later();
        return [...this.kept.values()];
      },
      ensure: async (meeting, vote) => {
        await later();
        const key = new Uint8Array(32).fill(++this.#made);
        if (!this.kept.has(name(meeting, vote)))
          this.kept.set(name(meeting, vote), { meeting, vote, key, mark: undefined });
      },
      read: async (meeting, vote) => {
        await later();
        return this.kept.get(name(meeting, vote));
      },
      mark: (meeting, vote, head) => {
        const kept = this.kept.get(name(meeting, vote));
        if (kept !== undefined && isAlive()) kept.mark = head;
      },
      destroy: async (meeting, vote) => {
        await later();
        this.kept.delete(name(meeting, vote));
      },
    };
  }
}
