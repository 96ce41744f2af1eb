import * as Y from 'yjs';
import type { InkPoint } from '#protocol/annotation/ink';
import { type Mark, MAX_NOTE } from '#protocol/annotation/mark';
import { layerMap } from '#protocol/annotation/ydoc';
import { ID_LENGTH, MarkId, newId, type PersonId, type VersionId } from '#protocol/wire/ids';
import type { AnnotationRoom, RoomSnapshot } from '../../sync/annotation-room.ts';
import type { AnnotationRooms, OpenLayers, RoomNotice } from '../../sync/annotation-rooms.ts';
import type { LiveStroke } from '../../sync/live-strokes.ts';
import { type Layer, MarkIndex, type PlacedMark } from './mark-index.ts';
import { hits } from './mark-shape.ts';
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

/** Marks one's own changes for undo. */
const OWN = Symbol('own change');

export interface AnnotationOptions {
  readonly version: VersionId;
  readonly me: PersonId;
  readonly name: string;
  readonly colour: string;
  readonly rooms: AnnotationRooms;
  readonly settings: SettingsStore;
}

/** Why a person can't write on the shared layer: their role, or a meeting that has ended. Null: they can. */
export type SharedLock = 'role' | 'closed' | null;

export interface AnnotationView {
  readonly tool: Tool;
  readonly layer: Layer;
  readonly pens: PenSettings;
  /** Whether a finger draws now. */
  readonly fingerDraws: boolean;
  /** Why the layer can't be written on; null when it can. */
  readonly locked: SharedLock;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly shared: RoomSnapshot;
  readonly personal: RoomSnapshot;
}

/**
 * The marks on one version of a paper as one person sees and makes them: both layers, the tools, undo. Framework-free;
 * pages listen to their own changes, the toolbar to the view.
 */
export class AnnotationSession {
  readonly me: PersonId;
  /** Which pointer draws; one for all pages, because a palm rests on any of them. */
  readonly pointers = new PointerRules();
  readonly #options: AnnotationOptions;
  readonly #open: OpenLayers;
  readonly #indexes: Record<Layer, MarkIndex>;
  readonly #undo: Record<Layer, { doc: Y.Doc; manager: Y.UndoManager } | undefined> = {
    shared: undefined,
    private: undefined,
  };
  readonly #listeners = new Set<() => void>();
  readonly #pageListeners = new Set<(pages: ReadonlySet<number>) => void>();
  readonly #recorder: StrokeRecorder;
  readonly #stops: (() => void)[] = [];
  /** Marks under the eraser: hidden at once, removed together when it is lifted. */
  readonly #erasing = new Map<MarkId, PlacedMark>();
  #pens: PenSettings;
  #tool: Tool = 'read';
  #layer: Layer = 'shared';
  #sharedLock: SharedLock = null;
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
    this.#indexes = { shared: new MarkIndex('shared', tell), private: new MarkIndex('private', tell) };
    this.#recorder = new StrokeRecorder({
      newId: newMarkId,
      finish: (mark, id) => this.#write(id, mark),
      broadcast: () => (this.#layer === 'shared' ? this.#open.shared.pen : undefined),
    });
    this.#open.shared.presence.introduce(options.name, options.colour);
    this.#follow('shared', this.#open.shared);
    this.#follow('private', this.#open.personal);
    this.#stops.push(this.#open.shared.live.onChange((page) => tell(new Set([page]))));
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

  /** What can be seen on a page, older first. */
  marksOn(page: number): PlacedMark[] {
    const marks = [...this.#indexes.shared.on(page), ...this.#indexes.private.on(page)].filter(
      ({ id, author }) => author !== this.me || !this.#erasing.has(id),
    );
    return marks.toSorted((a, b) => a.mark.at - b.mark.at || (a.id < b.id ? -1 : 1));
  }

  strokesInMotion(page: number): LiveStroke[] {
    return this.#open.shared.live.on(page);
  }

  /** Notes of both layers in the order of the pages. */
  notes(): (PlacedMark & { mark: { kind: 'note' } })[] {
    const notes = [...this.#indexes.shared.all(), ...this.#indexes.private.all()].filter(
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
    if (this.#lock() !== null) this.#tool = 'read';
    this.#publish();
  }

  setSharedLock(lock: SharedLock): void {
    if (lock === this.#sharedLock) return;
    this.#sharedLock = lock;
    if (this.#lock() !== null) {
      this.cancelStroke();
      this.#tool = 'read';
    }
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
    for (const placed of this.#indexes[this.#layer].on(page)) {
      if (placed.author !== this.me || this.#erasing.has(placed.id) || !hits(placed.mark, at, reach))
        continue;
      this.#erasing.set(placed.id, placed);
      found = true;
    }
    if (found) this.#tellPages([page]);
  }

  /** The eraser was lifted: what it touched goes, as one step of undo. */
  endErasing(): void {
    if (this.#erasing.size === 0) return;
    const ids = [...this.#erasing.keys()];
    this.#erasing.clear();
    this.#change((map) => {
      for (const id of ids) map.delete(id);
    });
  }

  /** Puts a note on a page, or changes one of one's own; empty text removes it. */
  writeNote(place: { id?: MarkId; page: number; x: number; y: number }, text: string): void {
    const clean = text.normalize('NFC').trim().slice(0, MAX_NOTE);
    const id = place.id ?? newMarkId();
    const layer = place.id === undefined ? this.#layer : this.#layerOf(place.id);
    if (layer === undefined || this.#lock(layer) !== null) return;
    const before = this.#indexes[layer].get(this.me, id)?.mark;
    if (clean === '') {
      if (before !== undefined) this.#change((map) => map.delete(id), layer);
      return;
    }
    const { page, x, y } = place;
    const colour = before?.colour ?? this.#pens.note.colour;
    const mark: Mark = { kind: 'note', page, x, y, colour, text: clean, at: before?.at ?? Date.now() };
    this.#change((map) => map.set(id, mark), layer);
  }

  removeMark(id: MarkId): void {
    const layer = this.#layerOf(id);
    if (layer !== undefined && this.#lock(layer) === null) this.#change((map) => map.delete(id), layer);
  }

  /** Whether this person may change the mark. */
  mayChange(placed: PlacedMark): boolean {
    return placed.author === this.me && this.#lock(placed.layer) === null;
  }

  undo(): void {
    if (this.#lock() === null) this.#undo[this.#layer]?.manager.undo();
  }

  redo(): void {
    if (this.#lock() === null) this.#undo[this.#layer]?.manager.redo();
  }

  close(): void {
    if (this.#closed) return;
    this.endStroke();
    this.endErasing();
    this.#closed = true;
    for (const stop of this.#stops) stop();
    this.#undo.shared?.manager.destroy();
    this.#undo.private?.manager.destroy();
    this.#indexes.shared.close();
    this.#indexes.private.close();
    this.presence.point(null);
    this.#listeners.clear();
    this.#pageListeners.clear();
    this.#open.release();
  }

  #follow(layer: Layer, room: AnnotationRoom): void {
    const bind = () => {
      const { doc } = room.getSnapshot();
      if (this.#undo[layer]?.doc !== doc) {
        this.#undo[layer]?.manager.destroy();
        const manager = new Y.UndoManager(layerMap(doc, this.me), {
          captureTimeout: 0,
          trackedOrigins: new Set([OWN]),
        });
        for (const event of ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const) {
          manager.on(event, () => this.#publish());
        }
        this.#undo[layer] = { doc, manager };
        this.#indexes[layer].bind(doc);
      }
      this.#publish();
    };
    this.#stops.push(room.subscribe(bind));
    bind();
  }

  #change(write: (map: Y.Map<unknown>) => void, layer = this.#layer): void {
    const room = layer === 'shared' ? this.#open.shared : this.#open.personal;
    const { doc } = room.getSnapshot();
    doc.transact(() => write(layerMap(doc, this.me)), OWN);
  }

  #write(id: MarkId, mark: Mark): void {
    this.#change((map) => map.set(id, mark));
  }

  #layerOf(id: MarkId): Layer | undefined {
    if (this.#indexes.shared.get(this.me, id) !== undefined) return 'shared';
    return this.#indexes.private.get(this.me, id) === undefined ? undefined : 'private';
  }

  #lock(layer = this.#layer): AnnotationView['locked'] {
    if (layer === 'private') return null;
    if (this.#sharedLock !== null) return this.#sharedLock;
    return this.#open.shared.getSnapshot().refusedBy === null ? null : 'closed';
  }

  #tellPages(pages: readonly number[]): void {
    for (const listener of this.#pageListeners) listener(new Set(pages));
  }

  #makeView(): AnnotationView {
    const manager = this.#undo[this.#layer]?.manager;
    return {
      tool: this.#tool,
      layer: this.#layer,
      pens: this.#pens,
      fingerDraws: fingerDraws(this.#pens),
      locked: this.#lock(),
      canUndo: (manager?.undoStack.length ?? 0) > 0,
      canRedo: (manager?.redoStack.length ?? 0) > 0,
      shared: this.#open.shared.getSnapshot(),
      personal: this.#open.personal.getSnapshot(),
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
