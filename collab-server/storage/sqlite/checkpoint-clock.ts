import type { Group } from './messages.ts';

/** Pages (of 4 KiB) in the log from which a quiet moment is used for a checkpoint. */
const SOON = 1000;
/** Pages in the log from which no quiet moment is waited for. */
const NOW = 16_000;
const QUIET_MS = 100;

/**
 * Says when the log is moved into the database. SQLite would do it inside whichever commit makes the log 1000 pages
 * long, and that writer would wait for it; here it happens after the answers, in a pause, unless no pause comes.
 */
export class CheckpointClock {
  readonly #checkpoint: () => void;
  #pages = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(checkpoint: () => void) {
    this.#checkpoint = checkpoint;
  }

  /** Work has come: this is no quiet moment. */
  busy(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** The group has been committed and answered. */
  wrote(group: Group): void {
    this.#pages += estimatedPages(group);
    if (this.#pages >= NOW) this.#run();
    else if (this.#pages >= SOON) this.#timer = setTimeout(() => this.#run(), QUIET_MS);
  }

  #run(): void {
    this.#timer = undefined;
    this.#pages = 0;
    this.#checkpoint();
  }

  close(): void {
    this.busy();
  }
}

/** Rows of one group share pages, so this is rather too much than too little. */
function estimatedPages(group: Group): number {
  let pages = 0;
  for (const work of group.work) {
    if (work.kind === 'read') continue;
    for (const { values } of work.statements) {
      let bytes = 0;
      for (const value of values) {
        if (typeof value === 'string' || value instanceof Uint8Array) bytes += value.length;
      }
      pages += 1 + bytes / 4096;
    }
  }
  return pages === 0 ? 0 : pages + 2;
}
