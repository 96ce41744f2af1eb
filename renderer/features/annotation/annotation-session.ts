import type { InkPoint } from '#protocol/annotation/ink';
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
import {
  fingerDraws,
  loadPens,
  type PenSettings,
  type SettingsStore,
  storePens,
  type Tool,
} from './pen-settings.ts';
import { PointerRules } from './pointer-rules.ts';
import { StrokeRecorder } from './stroke-recorder.ts';
import { Spotlight } from './threads/spotlight.ts';
import { ThreadBook } from './threads/thread-book.ts';

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
  /** Whether a finger draws now. */
  readonly fingerDraws: boolean;
  /** Why the layer can't be written on; null when it can. */
  readonly locked: SharedLock;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** How each layer that there is stands. */
  readonly rooms: Readonly<Partial<Record<Layer, RoomSnapshot>>>;
}

/**
 * One person at one version of a paper: the tools in their hand, the layer that they write on, what is in motion. The
 * marks themselves are in {@link MarkStore}. Framework-free; pages listen to their own changes, the toolbar to the view.
 */
export class AnnotationSession {
  readonly me: PersonId;
  readonly marks: MarkStore;
  readonly threads: ThreadBook;
  readonly spotlight = new Spotlight();
  /** Which pointer draws; one for all pages, because a palm rests on any of them. */
  readonly pointers = new PointerRules();
  readonly #options: AnnotationOptions;
  readonly #open: OpenLayers;
  readonly #listeners = new Set<() => void>();
  readonly #pageListeners = new Set<(pages: ReadonlySet<number>) => void>();
  readonly #recorder: StrokeRecorder;
  readonly #stops: (() => void)[] = [];
  /** Marks under the eraser: hidden at once, removed together when it is lifted. */
  readonly #erasing = new Map<MarkId, PlacedMark>();
  #pens: PenSettings;
  #tool: Tool = 'read';
  #layer: Layer = 'shared';
  #shown: ReadonlySet<Layer>;
  #closed = false;
  #view: AnnotationView;

  constructor(options: AnnotationOptions) {
    this.#options = options;
    this.me = options.me;
    this.#pens = loadPens(options.settings);
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
    this.#recorder = new StrokeRecorder({
      newId: newMarkId,
      finish: (mark, id) => this.#write(id, mark),
      broadcast: () => (this.#layer === 'shared' ? this.#open.shared.pen : undefined),
    });
    this.#open.shared.presence.introduce(options.name, options.colour);
    this.#stops.push(
      this.marks.onPages(tell),
      this.marks.subscribe(() => this.#publish()),
      this.#open.shared.live.onChange((page) => tell(new Set([page]))),
    );
    this.#view = this.#makeView();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): AnnotationView => this.#view;

  /** Calls back with pages whose marks or strokes in motion changed. Returns what stops it. */
  onPages(listener: (pages: ReadonlySet<number>) => void): () => void {
    this.#pageListeners.add(listener);
    return () => this.#pageListeners.delete(listener);
  }

  onNotice(listener: (notice: RoomNotice) => void): () => void {
    return this.#options.rooms.onNotice((notice) => {
      if (notice.version === this.#options.version) listener(notice);
    });
  }

  get presence(): AnnotationRoom['presence'] {
    return this.#open.shared.presence;
  }

  /** What can be seen on a page, older first; without what is under the eraser. */
  marksOn(page: number): PlacedMark[] {
    const marks = this.marks.on(page);
    if (this.#erasing.size === 0 && this.#shown.size === this.marks.layers.length) return marks;
    return marks.filter(
      ({ id, author, layer }) => this.#shown.has(layer) && (author !== this.me || !this.#erasing.has(id)),
    );
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
    this.endStroke();
    this.#tool = this.#lock() === null ? tool : 'read';
    this.#publish();
  }

  setLayer(layer: Layer): void {
    this.endStroke();
    this.#layer = layer;
    // Nobody writes on what they don't see.
    this.showLayer(layer, true);
    if (this.#lock() !== null) this.#tool = 'read';
    this.#publish();
  }

  /** Puts a layer's marks on the pages, or takes them off; the one that is written on stays. */
  showLayer(layer: Layer, isShown: boolean): void {
    if (this.#shown.has(layer) === isShown || (!isShown && layer === this.#layer)) return;
    const shown = new Set(this.#shown);
    if (isShown) shown.add(layer);
    else shown.delete(layer);
    this.#shown = shown;
    this.#tellPages([...new Set(this.marks.all().map(({ mark }) => mark.page))]);
    this.#publish();
  }

  setSharedLock(lock: SharedLock): void {
    this.marks.setSharedLock(lock);
    if (this.#lock() === null) return;
    this.cancelStroke();
    this.#tool = 'read';
    this.#publish();
  }

  setPens(change: Partial<PenSettings>): void {
    this.#pens = { ...this.#pens, ...change };
    storePens(this.#options.settings, this.#pens);
    this.#publish();
  }

  /** A stylus touched the screen: from now on a finger scrolls, unless the person wants otherwise. */
  sawStylus(): void {
    if (!this.#pens.penSeen) this.setPens({ penSeen: true });
  }

  /** Begins a stroke with the pen or highlighter in hand. */
  beginStroke(page: number, points: readonly InkPoint[]): void {
    if (this.#lock() !== null || (this.#tool !== 'pen' && this.#tool !== 'highlighter')) return;
    this.#recorder.begin({ page, tool: this.#tool, ...this.#pens[this.#tool] }, points);
  }

  extendStroke(points: readonly InkPoint[]): void {
    this.#recorder.add(points);
  }

  /** Writes the stroke down; what is drawn is never lost. */
  endStroke(): void {
    this.#recorder.end();
  }

  /** Gives the stroke up: it was the beginning of a pinch. */
  cancelStroke(): void {
    this.#recorder.cancel();
  }

  /** The stroke being drawn here, for its live picture. */
  get drawing(): StrokeRecorder['current'] {
    return this.#recorder.current;
  }

  /** Moves the eraser over a point: one's own marks of the open layer there disappear. */
  eraseAt(page: number, at: { x: number; y: number }, reach: number): void {
    if (this.#lock() !== null) return;
    let found = false;
    for (const placed of this.marks.on(page)) {
      if (placed.author !== this.me || placed.layer !== this.#layer || this.#erasing.has(placed.id)) continue;
      if (!hits(placed.mark, at, reach)) continue;
      this.#erasing.set(placed.id, placed);
      found = true;
    }
    if (found) this.#tellPages([page]);
  }

  /** The eraser was lifted: what it touched goes, as one step of undo. */
  endErasing(): void {
    if (this.#erasing.size === 0) return;
    const edits = [...this.#erasing.values()].map(({ id, layer }) => ({ layer, id, mark: null }));
    this.#erasing.clear();
    this.marks.write(edits);
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
    const colour = before?.colour ?? this.#pens.note.colour;
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
    this.endStroke();
    this.endErasing();
    this.#closed = true;
    for (const stop of this.#stops) stop();
    this.threads.close();
    this.spotlight.close();
    this.marks.close();
    this.presence.point(null);
    this.#listeners.clear();
    this.#pageListeners.clear();
    this.#open.release();
  }

  #write(id: MarkId, mark: Mark): void {
    this.marks.write([{ layer: this.#layer, id, mark }]);
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
      tool: this.#tool,
      layer: this.#layer,
      shown: this.#shown,
      pens: this.#pens,
      fingerDraws: fingerDraws(this.#pens),
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
    this.#view = this.#makeView();
    for (const listener of this.#listeners) listener();
  }
}

function newMarkId(): MarkId {
  return newId(MarkId, crypto.getRandomValues(new Uint8Array(ID_LENGTH)));
}
