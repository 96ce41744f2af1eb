import { type Mark, MAX_NOTE } from '#protocol/annotation/mark';
import type { Layer } from '#protocol/annotation/ydoc';
import { ID_LENGTH, MarkId, newId, type PersonId, type VersionId } from '#protocol/wire/ids';
import type { AnnotationRoom, RoomSnapshot } from '../../sync/annotation-room.ts';
import type { AnnotationRooms, OpenLayers, RoomNotice } from '../../sync/annotation-rooms.ts';
import type { LiveStroke } from '../../sync/live-strokes.ts';
import type { PlacedMark } from './mark-index.ts';
import { hits } from './mark-shape.ts';
import { MarkStore } from './mark-store.ts';
import type { SharedLock } from '#protocol/meeting/rights';
import type { PenSettings, SettingsStore } from './pen-settings.ts';
import { Spotlight } from './threads/spotlight.ts';
import { ThreadBook } from './threads/thread-book.ts';
import type { Draft } from './tools/gesture.ts';
import { Hand } from './tools/hand.ts';
import type { Tool } from './tools/tool.ts';

export interface AnnotationOptions {
  readonly version: VersionId;
  readonly me: PersonId;
  readonly name: string;
  readonly colour: string;
  readonly rooms: AnnotationRooms;
  readonly settings: SettingsStore;
}

export interface AnnotationView {
  readonly tool: Tool;
  readonly layer: Layer;
  /** The layers whose marks are on the pages. */
  readonly shown: ReadonlySet<Layer>;
  readonly pens: PenSettings;
  /** What is being put down and typed now. */
  readonly draft: Draft | null;
  /** Whether a finger draws now. */
  readonly fingerDraws: boolean;
  /** Why the layer can't be written on; null when it can. */
  readonly locked: SharedLock;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** How each layer that there is stands. */
  readonly rooms: Readonly<Partial<Record<Layer, RoomSnapshot>>>;
}

/** Changes of the rooms within so many milliseconds are told together. */
const BURST = 50;

/**
 * One person at one version of a paper: the layer that they write on and those that they see. The marks themselves are
 * in {@link MarkStore}, tools and selection in {@link Hand}. Framework-free; pages listen to their own changes, the toolbar to the view.
 */
export class AnnotationSession {
  readonly me: PersonId;
  readonly marks: MarkStore;
  readonly threads: ThreadBook;
  readonly spotlight = new Spotlight();
  readonly hand: Hand;
  readonly #options: AnnotationOptions;
  readonly #open: OpenLayers;
  readonly #listeners = new Set<() => void>();
  readonly #pageListeners = new Set<(pages: ReadonlySet<number>) => void>();
  readonly #stops: (() => void)[] = [];
  readonly #seenPages = new Map<number, PlacedMark[]>();
  #layer: Layer = 'shared';
  #shown: ReadonlySet<Layer>;
  #closed = false;
  #view: AnnotationView;
  /** Something has changed since the view was made. */
  #isStale = false;
  #telling: ReturnType<typeof setTimeout> | undefined;

  constructor(options: AnnotationOptions) {
    this.#options = options;
    this.me = options.me;
    this.#open = options.rooms.open(options.version);
    const tell = (pages: ReadonlySet<number>) => {
      for (const listener of this.#pageListeners) listener(pages);
    };
    this.marks = new MarkStore(options.me, this.#open);
    this.#shown = new Set(this.marks.layers);
    this.threads = new ThreadBook({
      store: this.marks,
      makeId: newMarkId,
      isCompared: () => this.#open.shared.getSnapshot().save !== 'notCompared',
    });
    this.hand = new Hand({
      store: this.marks,
      settings: options.settings,
      shared: this.#open.shared,
      layer: () => this.#layer,
      newId: newMarkId,
      seen: (page) => this.#seen(page),
      changed: () => this.#publish(),
      pageChanged: (page) => tell(new Set([page])),
    });
    this.#open.shared.presence.introduce(options.name, options.colour);
    this.#stops.push(
      this.marks.onPages((pages) => {
        for (const page of pages) this.#seenPages.delete(page);
        tell(pages);
      }),
      this.marks.subscribe(() => this.#publishSoon()),
    );
    this.#view = this.#makeView();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): AnnotationView => {
    if (this.#isStale) this.#view = this.#makeView();
    this.#isStale = false;
    return this.#view;
  };

  /** Calls back with pages whose marks, or what one's own hand does there, changed. Returns what stops it. */
  onPages(listener: (pages: ReadonlySet<number>) => void): () => void {
    this.#pageListeners.add(listener);
    return () => this.#pageListeners.delete(listener);
  }

  /** Calls back with a page whose strokes in motion changed: of the marks nothing. Returns what stops it. */
  onMotion(listener: (page: number) => void): () => void {
    return this.#open.shared.live.onChange(listener);
  }

  onNotice(listener: (notice: RoomNotice) => void): () => void {
    return this.#options.rooms.onNotice((notice) => {
      if (notice.version === this.#options.version) listener(notice);
    });
  }

  get presence(): AnnotationRoom['presence'] {
    return this.#open.shared.presence;
  }

  /** What stands on a page, older first; without what a gesture has taken up. */
  marksOn(page: number): PlacedMark[] {
    const { without } = this.hand.motion(page);
    const marks = this.#seen(page);
    return without === undefined || without.size === 0
      ? marks
      : marks.filter((placed) => !without.has(placed));
  }

  strokesInMotion(page: number): LiveStroke[] {
    return this.#open.shared.live.on(page);
  }

  /** Notes of all layers in the order of the pages. */
  notes(): (PlacedMark & { mark: { kind: 'note' } })[] {
    const notes = this.marks
      .all()
      .filter(
        (placed): placed is PlacedMark & { mark: Extract<Mark, { kind: 'note' }> } =>
          placed.mark.kind === 'note',
      );
    return notes.toSorted((a, b) => a.mark.page - b.mark.page || b.mark.y - a.mark.y);
  }

  /** The topmost mark at a point of a page. `reach` in points. */
  markAt(page: number, at: { x: number; y: number }, reach: number): PlacedMark | undefined {
    return this.marksOn(page).findLast(({ mark }) => hits(mark, at, reach));
  }

  setTool(tool: Tool): void {
    this.hand.take(tool);
  }

  setLayer(layer: Layer): void {
    this.hand.lift();
    this.#layer = layer;
    // Nobody writes on what they don't see.
    this.showLayer(layer, true);
    this.hand.checkLock();
    this.#publish();
  }

  /** Puts a layer's marks on the pages, or takes them off; the one that is written on stays. */
  showLayer(layer: Layer, isShown: boolean): void {
    if (this.#shown.has(layer) === isShown || (!isShown && layer === this.#layer)) return;
    const shown = new Set(this.#shown);
    if (isShown) shown.add(layer);
    else shown.delete(layer);
    this.#shown = shown;
    this.#seenPages.clear();
    this.#tellPages([...new Set(this.marks.all().map(({ mark }) => mark.page))]);
    this.#publish();
  }

  setSharedLock(lock: SharedLock): void {
    this.marks.setSharedLock(lock);
    this.hand.checkLock();
    this.#publish();
  }

  setPens(change: Partial<PenSettings>): void {
    this.hand.setPens(change);
  }

  /** Puts a note on a page, or changes one of one's own; empty text removes it. */
  writeNote(place: { id?: MarkId; page: number; x: number; y: number }, text: string): void {
    const clean = text.normalize('NFC').trim().slice(0, MAX_NOTE);
    const id = place.id ?? newMarkId();
    const found = this.marks.own(id);
    const layer = found?.layer ?? this.#layer;
    const before = found?.mark.kind === 'note' ? found.mark : undefined;
    if (clean === '') {
      if (before !== undefined) this.marks.write([{ layer, id, mark: null }]);
      return;
    }
    const { page, x, y } = place;
    const colour = before?.colour ?? this.hand.pens.note.colour;
    const at = before?.at ?? Date.now();
    const mark: Mark = { ...before, kind: 'note', page, x, y, colour, text: clean, at };
    this.marks.write([{ layer, id, mark }]);
  }

  undo(): void {
    this.marks.undo();
  }

  redo(): void {
    this.marks.redo();
  }

  close(): void {
    if (this.#closed) return;
    this.hand.close();
    this.#closed = true;
    clearTimeout(this.#telling);
    for (const stop of this.#stops) stop();
    this.threads.close();
    this.spotlight.close();
    this.marks.close();
    this.presence.point(null);
    this.#listeners.clear();
    this.#pageListeners.clear();
    this.#open.release();
  }

  /** Kept until something changes: pointers ask for it all the time. */
  #seen(page: number): PlacedMark[] {
    let marks = this.#seenPages.get(page);
    if (marks === undefined) {
      marks = this.marks.on(page).filter(({ layer }) => this.#shown.has(layer));
      this.#seenPages.set(page, marks);
    }
    return marks;
  }

  #lock(): SharedLock {
    return this.marks.lock(this.#layer);
  }

  #tellPages(pages: readonly number[]): void {
    for (const listener of this.#pageListeners) listener(new Set(pages));
  }

  #makeView(): AnnotationView {
    const { shared, group, personal } = this.#open;
    return {
      tool: this.hand.tool,
      layer: this.#layer,
      shown: this.#shown,
      pens: this.hand.pens,
      draft: this.hand.draft,
      fingerDraws: this.hand.fingerDraws,
      locked: this.#lock(),
      canUndo: this.marks.canUndo,
      canRedo: this.marks.canRedo,
      rooms: {
        shared: shared.getSnapshot(),
        ...(group === null ? {} : { group: group.getSnapshot() }),
        private: personal.getSnapshot(),
      },
    };
  }

  #publish(): void {
    if (this.#closed) return;
    clearTimeout(this.#telling);
    this.#telling = undefined;
    this.#isStale = true;
    for (const listener of this.#listeners) listener();
  }

  /** What becomes of the rooms comes in bursts, above all while they are opened: whoever shows it is told once of each. */
  #publishSoon(): void {
    this.#isStale = true;
    if (!this.#closed) this.#telling ??= setTimeout(() => this.#publish(), BURST);
  }
}

function newMarkId(): MarkId {
  return newId(MarkId, crypto.getRandomValues(new Uint8Array(ID_LENGTH)));
}
