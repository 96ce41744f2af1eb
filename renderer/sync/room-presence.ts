import type { Awareness } from 'y-protocols/awareness';
import { z } from 'zod';
import { PersonId } from '#protocol/wire/ids';

/** Cursors leave at most this often, in milliseconds. */
const CURSOR_INTERVAL = 100;

const Cursor = z.object({
  page: z.int().min(0).max(20_000),
  x: z.number().min(-20_000).max(20_000),
  y: z.number().min(-20_000).max(20_000),
});
/** Where a person points: a page counted from 0, PDF points from the page's lower left corner. */
export type Cursor = z.infer<typeof Cursor>;

const State = z.object({
  person: PersonId,
  name: z.string().max(200),
  colour: z.string().max(40),
  cursor: Cursor.nullable(),
});

/** Another person's cursor; a person has one per device. */
export interface RemoteCursor extends Cursor {
  readonly client: number;
  readonly person: PersonId;
  readonly name: string;
}

/** Who else has the room open and where they point. Nothing of this is ever stored. */
export class RoomPresence {
  readonly #me: PersonId;
  readonly #listeners = new Set<() => void>();
  #awareness: Awareness | undefined;
  #user: { name: string; colour: string } | undefined;
  #cursor: Cursor | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sentAt = Number.NEGATIVE_INFINITY;
  #cursors: readonly RemoteCursor[] = [];
  readonly #changed = () => this.#read();

  constructor(me: PersonId) {
    this.#me = me;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Cursors of the others. The same array until something changes. */
  getSnapshot = (): readonly RemoteCursor[] => this.#cursors;

  /** Says who is here; `colour` is for programs that have no rule of their own. */
  introduce(name: string, colour: string): void {
    this.#user = { name, colour };
    this.#write();
  }

  /** Moves one's own cursor, null when it left the page. Sent at most ten times a second; the last one always. */
  point(cursor: Cursor | null): void {
    if (cursor === null && this.#cursor === null) return;
    this.#cursor = cursor;
    const wait = this.#sentAt + CURSOR_INTERVAL - Date.now();
    if (wait <= 0) this.#write();
    else this.#timer ??= setTimeout(() => this.#write(), wait);
  }

  attach(awareness: Awareness): void {
    this.detach();
    this.#awareness = awareness;
    awareness.on('change', this.#changed);
    this.#write();
  }

  detach(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#awareness?.off('change', this.#changed);
    this.#awareness = undefined;
    this.#read();
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#awareness === undefined || this.#user === undefined) return;
    this.#sentAt = Date.now();
    this.#awareness.setLocalState({ person: this.#me, ...this.#user, cursor: this.#cursor });
  }

  #read(): void {
    const cursors: RemoteCursor[] = [];
    for (const [client, value] of this.#awareness?.getStates() ?? []) {
      if (client === this.#awareness?.clientID) continue;
      const state = State.safeParse(value);
      if (!state.success || state.data.cursor === null) continue;
      cursors.push({ client, person: state.data.person, name: state.data.name, ...state.data.cursor });
    }
    if (cursors.length === 0 && this.#cursors.length === 0) return;
    this.#cursors = cursors;
    for (const listener of this.#listeners) listener();
  }
}
