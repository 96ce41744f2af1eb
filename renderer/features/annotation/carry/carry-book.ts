import type { Carriage } from '#protocol/annotation/anchor/carry-mark';
import type { Place } from '#protocol/annotation/anchor/reanchor';
import type { Carried, Mark, PageMark, Seen } from '#protocol/annotation/mark';
import type { Point } from '#protocol/annotation/page-transform';
import type { PageText } from '#protocol/documents/text/page-text';
import type { MarkId, VersionId } from '#protocol/wire/ids';
import type { RoomSnapshot } from '../../../sync/annotation-room.ts';
import type { PlacedMark } from '../mark-index.ts';
import type { MarkEdit, MarkStore } from '../mark-store.ts';
import { carriedId } from './carried-id.ts';
import { markOnWords, placeMark } from './place-mark.ts';

/** One's own mark of the former version that has no place in this one. */
export interface Orphan {
  readonly placed: PlacedMark;
  readonly candidates: readonly Place[];
}

export interface CarryView {
  /** Both versions are being read. */
  readonly isWorking: boolean;
  /** A version could not be read; {@link CarryBook.retry} tries again. */
  readonly hasFailed: boolean;
  /** Carried marks of one's own whose place has to be looked at, in the order of the pages. */
  readonly unsure: readonly PlacedMark[];
  readonly orphans: readonly Orphan[];
  /** Marks that wait because their layer can't be written on now. */
  readonly locked: number;
  /** The mark whose new place is being chosen: an orphan of the former version, or an unsure one of this. */
  readonly placing: PlacedMark | null;
}

export interface CarryOptions {
  readonly version: VersionId;
  /** The version before this one. */
  readonly earlier: VersionId;
  readonly now: MarkStore;
  readonly old: MarkStore;
  /** How the rooms of both versions stand. */
  readonly rooms: () => readonly RoomSnapshot[];
  /** Reads both versions and says what becomes of these marks, one answer for each. */
  readonly carry: (marks: readonly PageMark[]) => Promise<readonly Carriage[]>;
  /** The words of a page of this version. */
  readonly wordPage: (page: number) => Promise<{ readonly text: PageText }>;
  readonly makeId: () => MarkId;
}

/** Changes are looked at together, after so many milliseconds. */
const TOGETHER = 80;
/** So long a server is waited for that may know what another device has carried, in milliseconds. */
const PATIENCE = 3000;
/** Most ids in one record of `seen`. */
const MOST_SEEN = 500;

/**
 * Carries one person's marks from the version before to this one, once. What is certain is written, what is likely is
 * written and asked about, and the rest is listed for its author to place or to leave. Nothing of the former version is
 * changed. What was carried or settled is also written down as seen, so that a mark that is erased here stays erased.
 */
export class CarryBook {
  readonly #options: CarryOptions;
  readonly #listeners = new Set<() => void>();
  readonly #stops: (() => void)[];
  /** Marks of the former version that were looked for, with the places to offer. */
  readonly #orphaned = new Map<MarkId, readonly Place[]>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #isImpatient = false;
  #wasSettled = false;
  #isWorking = false;
  #hasFailed = false;
  #placing: MarkId | null = null;
  #isClosed = false;
  #view: CarryView = {
    isWorking: false,
    hasFailed: false,
    unsure: [],
    orphans: [],
    locked: 0,
    placing: null,
  };

  constructor(options: CarryOptions) {
    this.#options = options;
    const soon = () => this.#soon();
    this.#stops = [options.now, options.old].flatMap((store) => [
      store.subscribe(soon),
      store.onPages(soon),
      store.onRecords(soon),
    ]);
    this.#patience = setTimeout(() => {
      this.#isImpatient = true;
      this.#soon();
    }, PATIENCE);
    this.#soon();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): CarryView => this.#view;

  /** Reads both versions again after a failure. */
  retry(): void {
    this.#hasFailed = false;
    this.#soon();
  }

  /** The place is right. */
  confirm({ id, layer, mark }: PlacedMark): void {
    if (mark.carried === undefined) return;
    this.#options.now.write([
      { layer, id, mark: { ...mark, carried: { ...mark.carried, confirmed: true } } },
    ]);
    this.#refresh();
  }

  /** Takes a carried mark off this version; in the former one it stays. */
  discard({ id, layer }: PlacedMark): void {
    this.#options.now.write([{ layer, id, mark: null }]);
    this.#refresh();
  }

  /** Leaves orphans in the former version for good. */
  leave(orphans: readonly Orphan[]): void {
    this.#options.now.write(this.#seen(orphans.map(({ placed }) => placed.id)));
    this.#refresh();
  }

  /** Begins to choose a place for a mark; null ends it. */
  beginPlacing(placed: PlacedMark | null): void {
    this.#placing = placed?.id ?? null;
    this.#refresh();
  }

  /** Puts the mark that is being placed there. Resolves with false when it can't stand there: words are needed. */
  async placeAt(page: number, at: Point): Promise<boolean> {
    const { placing } = this.#view;
    if (placing === null) return false;
    const { text } = await this.#options.wordPage(page);
    const mark = placeMark(placing.mark, page, at, text);
    if (mark === undefined || this.#isClosed || this.#placing !== placing.id) return false;
    return this.#place(placing, mark);
  }

  /** Puts an orphan on words that were offered for it. Resolves with false when they have no place on the page. */
  async placeOn({ placed }: Orphan, { page, start, end }: Place): Promise<boolean> {
    const { text } = await this.#options.wordPage(page);
    const mark = markOnWords(placed.mark, page, text, start, end);
    return mark !== undefined && !this.#isClosed && this.#place(placed, mark);
  }

  #place(placing: PlacedMark, mark: PageMark): boolean {
    const { now, earlier, version } = this.#options;
    const isOrphan = this.#orphaned.has(placing.id) && now.own(placing.id) === undefined;
    const carried: Carried = {
      ...(mark.carried ?? { version: earlier, mark: placing.id }),
      ...(isOrphan ? { version: earlier, mark: placing.id } : {}),
      confidence: 1,
      confirmed: true,
    };
    const id = isOrphan ? carriedId(version, placing.id) : placing.id;
    const edits = this.#writing(placing, { ...mark, carried }, id);
    if (edits === undefined) return false;
    now.write(isOrphan ? [...edits, ...this.#seen([placing.id])] : edits);
    this.#placing = null;
    this.#refresh();
    return true;
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#patience);
    for (const stop of this.#stops) stop();
    this.#listeners.clear();
  }

  #soon(): void {
    if (!this.#isClosed) this.#timer ??= setTimeout(() => this.#refresh(), TOGETHER);
  }

  #refresh(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isClosed) return;
    const pending = this.#isSettled() ? this.#pending() : [];
    const unknown = pending.filter(({ id, layer }) => !this.#orphaned.has(id) && this.#mayWrite(layer));
    if (unknown.length > 0 && !this.#isWorking && !this.#hasFailed) void this.#carry(unknown);
    const orphans = pending.flatMap((placed) => {
      const candidates = this.#orphaned.get(placed.id);
      return candidates === undefined ? [] : [{ placed, candidates }];
    });
    const unsure = this.#own(this.#options.now).filter(
      ({ mark, layer }) => mark.carried?.confirmed === false && this.#mayWrite(layer),
    );
    const placing =
      [...unsure, ...orphans.map(({ placed }) => placed)].find(({ id }) => id === this.#placing) ?? null;
    if (placing === null) this.#placing = null;
    const view: CarryView = {
      isWorking: this.#isWorking,
      hasFailed: this.#hasFailed,
      unsure: unsure.toSorted(inOrder),
      orphans: orphans.toSorted((a, b) => inOrder(a.placed, b.placed)),
      locked: pending.filter(({ id, layer }) => !this.#orphaned.has(id) && !this.#mayWrite(layer)).length,
      placing,
    };
    // Most changes are strokes that are drawn here and change nothing of this.
    if (isSame(view, this.#view)) return;
    this.#view = view;
    for (const listener of this.#listeners) listener();
  }

  async #carry(marks: readonly PlacedMark[]): Promise<void> {
    this.#isWorking = true;
    try {
      const carriages = await this.#options.carry(marks.map(({ mark }) => mark));
      if (this.#isClosed) return;
      const { now, earlier, version } = this.#options;
      const edits: MarkEdit[] = [];
      const done: MarkId[] = [];
      // Another device may have been faster.
      const still = new Set(this.#pending().map(({ id }) => id));
      for (const [index, placed] of marks.entries()) {
        const carriage = carriages[index];
        if (carriage === undefined || !still.has(placed.id)) continue;
        if (carriage.status === 'orphan') {
          this.#orphaned.set(placed.id, carriage.candidates);
          continue;
        }
        const before = placed.mark.carried;
        const carried: Carried = {
          version: earlier,
          mark: placed.id,
          confidence: Math.min(carriage.confidence, before?.confidence ?? 1),
          confirmed: carriage.isCertain && before?.confirmed !== false,
        };
        const writing = this.#writing(placed, { ...carriage.mark, carried }, carriedId(version, placed.id));
        if (writing === undefined || !this.#mayWrite(placed.layer)) continue;
        edits.push(...writing);
        done.push(placed.id);
      }
      if (edits.length > 0) now.remember([...edits, ...this.#seen(done)]);
    } catch (error) {
      console.warn('marks could not be carried to this version', error);
      this.#hasFailed = true;
    } finally {
      this.#isWorking = false;
      this.#soon();
    }
  }

  /** The changes that put a mark into this version, with the picture that it shows; undefined while that is missing. */
  #writing(from: PlacedMark, mark: PageMark, id: MarkId): MarkEdit[] | undefined {
    const { layer } = from;
    if (mark.kind !== 'image' || from.mark.kind !== 'image' || id === from.id) return [{ layer, id, mark }];
    const picture: Mark | undefined = this.#options.old.pictureOf({ ...from, mark: from.mark });
    if (picture === undefined) return undefined;
    const copy = carriedId(this.#options.version, mark.picture);
    return [
      { layer, id: copy, mark: picture },
      { layer, id, mark: { ...mark, picture: copy } },
    ];
  }

  #seen(ids: readonly MarkId[]): MarkEdit[] {
    const edits: MarkEdit[] = [];
    for (let from = 0; from < ids.length; from += MOST_SEEN) {
      const mark: Seen = { kind: 'seen', marks: ids.slice(from, from + MOST_SEEN), at: Date.now() };
      edits.push({ layer: 'private', id: this.#options.makeId(), mark });
    }
    return edits;
  }

  /** One's own marks of the former version that are neither in this one nor settled. */
  #pending(): PlacedMark[] {
    const { now, old, earlier } = this.#options;
    const settled = new Set<MarkId>();
    for (const { mark } of this.#own(now)) {
      if (mark.carried?.version === earlier) settled.add(mark.carried.mark);
    }
    for (const { author, layer, mark } of now.records()) {
      if (mark.kind === 'seen' && layer === 'private' && author === now.me)
        for (const id of mark.marks) settled.add(id);
    }
    return this.#own(old).filter(({ id }) => !settled.has(id));
  }

  #own(store: MarkStore): PlacedMark[] {
    return store.all().filter(({ author }) => author === store.me);
  }

  #mayWrite(layer: PlacedMark['layer']): boolean {
    const { now } = this.#options;
    return now.layers.includes(layer) && now.lock(layer) === null;
  }

  /** Whether this device knows what there is: its own copy, and the server's word where the server can be asked. */
  #isSettled(): boolean {
    const isSettled = this.#options.rooms().every(
      ({ ready, connected, save, refusedBy }) =>
        ready &&
        // What was known once is not forgotten while a connection begins anew.
        (this.#wasSettled ||
          save !== 'notCompared' ||
          refusedBy !== null ||
          (this.#isImpatient && !connected)),
    );
    this.#wasSettled ||= isSettled;
    return isSettled;
  }
}

function inOrder(a: PlacedMark, b: PlacedMark): number {
  return a.mark.page - b.mark.page || a.mark.at - b.mark.at || (a.id < b.id ? -1 : 1);
}

function isSame(a: CarryView, b: CarryView): boolean {
  return (
    a.isWorking === b.isWorking &&
    a.hasFailed === b.hasFailed &&
    a.locked === b.locked &&
    a.placing === b.placing &&
    a.unsure.length === b.unsure.length &&
    a.unsure.every((placed, at) => placed === b.unsure[at]) &&
    a.orphans.length === b.orphans.length &&
    a.orphans.every(({ placed }, at) => placed === b.orphans[at]?.placed)
  );
}
