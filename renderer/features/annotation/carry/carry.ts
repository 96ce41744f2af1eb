import { ID_LENGTH, MarkId, newId, type VersionId } from '#protocol/wire/ids';
import type { AnnotationRooms, OpenLayers } from '../../../sync/annotation-rooms.ts';
import type { AnnotationSession } from '../annotation-session.ts';
import { MarkStore } from '../mark-store.ts';
import { CarryBook } from './carry-book.ts';
import { type CarryPaper, type EarlierPaper, wordPages } from './carry-papers.ts';
import { earlierTalk } from './earlier-talk.ts';
import { runCarry } from './run-carry.ts';

export interface CarryPorts {
  readonly session: AnnotationSession;
  readonly rooms: AnnotationRooms;
  readonly version: VersionId;
  readonly earlier: VersionId;
  readonly now: CarryPaper;
  readonly old: EarlierPaper;
}

/** Changes are looked at together, after so many milliseconds. */
const TOGETHER = 120;

/** The version before the one that is open: its marks on their way to this one, and what was said about them. */
export class Carry {
  readonly book: CarryBook;
  readonly session: AnnotationSession;
  readonly paper: EarlierPaper;
  readonly #ending = new AbortController();
  readonly #open: OpenLayers;
  readonly #old: MarkStore;
  readonly #stops: (() => void)[];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ session, rooms, version, earlier, now, old }: CarryPorts) {
    this.session = session;
    this.paper = old;
    this.#open = rooms.open(earlier);
    this.#old = new MarkStore(session.me, this.#open);
    const { shared, group, personal } = this.#open;
    const before = group === null ? [shared, personal] : [shared, group, personal];
    const { signal } = this.#ending;
    this.book = new CarryBook({
      version,
      earlier,
      now: session.marks,
      old: this.#old,
      rooms: () => [
        ...before.map((room) => room.getSnapshot()),
        ...Object.values(session.getSnapshot().rooms),
      ],
      carry: async (marks) => {
        const [oldPages, newPages] = await Promise.all([wordPages(old, signal), wordPages(now, signal)]);
        return runCarry({ old: oldPages, now: newPages, marks }, signal);
      },
      wordPage: async (page) => ({ text: await now.text(page) }),
      makeId: () => newId(MarkId, crypto.getRandomValues(new Uint8Array(ID_LENGTH))),
    });
    const talk = () => {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        session.threads.takeEarlier(earlierTalk(this.#old, session.marks, earlier));
      }, TOGETHER);
    };
    this.#stops = [this.#old.onRecords(talk), session.marks.onPages(talk)];
    talk();
  }

  close(): void {
    this.#ending.abort();
    clearTimeout(this.#timer);
    for (const stop of this.#stops) stop();
    this.book.close();
    this.#old.close();
    this.#open.release();
    this.paper.close();
  }
}
