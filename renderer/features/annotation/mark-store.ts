import { equalityDeep } from 'lib0/function';
import type * as Y from 'yjs';
import type { ImageMark, Mark, MarkRef, Picture } from '#protocol/annotation/mark';
import { type Layer, layerMap } from '#protocol/annotation/ydoc';
import type { SharedLock } from '#protocol/meeting/rights';
import type { MarkId, PersonId } from '#protocol/wire/ids';
import type { AnnotationRoom } from '../../sync/annotation-room.ts';
import type { OpenLayers } from '../../sync/annotation-rooms.ts';
import {
  type IndexChange,
  MarkIndex,
  type Placed,
  type PlacedMark,
  type PlacedRecord,
} from './mark-index.ts';

/** One change of one's own: a mark that is put there or replaced, or null to remove it. */
export interface MarkEdit {
  readonly layer: Layer;
  readonly id: MarkId;
  readonly mark: Mark | null;
}

/** What one change did to one mark: undo puts `before` back, redo `after`. */
interface Done {
  readonly layer: Layer;
  readonly id: MarkId;
  readonly before: Mark | null;
  readonly after: Mark | null;
}

/** Steps that undo goes back at most. */
const MOST_STEPS = 300;

interface OpenLayer {
  readonly room: AnnotationRoom;
  readonly index: MarkIndex;
}

/**
 * All marks on one version of a paper that one person sees, in all their layers, and the only way in which that person
 * changes theirs. Undo goes back through one's own changes in their order, over all layers; it never touches another's, and
 * leaves alone what was changed again on another device.
 */
export class MarkStore {
  readonly me: PersonId;
  readonly #layers: ReadonlyMap<Layer, OpenLayer>;
  readonly #listeners = new Set<() => void>();
  readonly #pageListeners = new Set<(pages: ReadonlySet<number>) => void>();
  readonly #recordListeners = new Set<() => void>();
  readonly #stops: (() => void)[] = [];
  /** Oldest first. */
  #done: (readonly Done[])[] = [];
  #undone: (readonly Done[])[] = [];
  #hidden: ReadonlySet<PersonId> = new Set();
  #sharedLock: SharedLock = null;

  constructor(me: PersonId, open: OpenLayers) {
    this.me = me;
    const layers = new Map<Layer, OpenLayer>();
    const add = (layer: Layer, room: AnnotationRoom) => {
      const index = new MarkIndex(layer, (change) => this.#changed(change));
      layers.set(layer, { room, index });
    };
    add('shared', open.shared);
    if (open.group !== null) add('group', open.group);
    add('private', open.personal);
    this.#layers = layers;
    for (const layer of layers.values()) this.#follow(layer);
  }

  /** The layers that there are, in the order in which they are shown. */
  get layers(): readonly Layer[] {
    return [...this.#layers.keys()];
  }

  /** Calls back when what can be written or undone, or how well it is saved, may have changed. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Calls back with pages whose marks changed. Returns what stops it. */
  onPages(listener: (pages: ReadonlySet<number>) => void): () => void {
    this.#pageListeners.add(listener);
    return () => this.#pageListeners.delete(listener);
  }

  /** Calls back when comments, resolutions, pictures or what was seen changed. Returns what stops it. */
  onRecords(listener: () => void): () => void {
    this.#recordListeners.add(listener);
    return () => this.#recordListeners.delete(listener);
  }

  /** What can be seen on a page, older first. */
  on(page: number): PlacedMark[] {
    const found: PlacedMark[] = [];
    for (const { index } of this.#layers.values()) {
      for (const placed of index.on(page)) if (this.shows(placed)) found.push(placed);
    }
    return found.toSorted((a, b) => a.mark.at - b.mark.at || (a.id < b.id ? -1 : 1));
  }

  /** Everything that can be seen, in no order. */
  all(): PlacedMark[] {
    const found: PlacedMark[] = [];
    for (const { index } of this.#layers.values()) {
      for (const placed of index.all()) if (this.shows(placed)) found.push(placed);
    }
    return found;
  }

  /** Comments, resolutions and the like, in no order; without those of people whom the chair has hidden. */
  records(): PlacedRecord[] {
    const found: PlacedRecord[] = [];
    for (const { index } of this.#layers.values()) {
      for (const placed of index.records()) if (this.shows(placed)) found.push(placed);
    }
    return found;
  }

  find({ author, mark }: MarkRef, layer?: Layer): PlacedMark | undefined {
    for (const [name, { index }] of this.#layers) {
      const placed = layer === undefined || layer === name ? index.get(author, mark) : undefined;
      if (placed !== undefined) return placed;
    }
    return undefined;
  }

  /** One's own value with this id, of whatever kind. */
  own(id: MarkId): PlacedMark | PlacedRecord | undefined {
    for (const { index } of this.#layers.values()) {
      const placed = index.get(this.me, id) ?? index.record(this.me, id);
      if (placed !== undefined) return placed;
    }
    return undefined;
  }

  /** The picture that an image shows; undefined while it has not arrived. */
  pictureOf({ author, layer, mark }: Placed<ImageMark>): Picture | undefined {
    const record = this.#layers.get(layer)?.index.record(author, mark.picture)?.mark;
    return record?.kind === 'picture' ? record : undefined;
  }

  /**
   * Makes changes of one's own as one step of undo. Those of layers that can't be written on are left out. With the id of
   * a mark that was made for them, they are one step with its making, unless something was done in between.
   */
  write(edits: readonly MarkEdit[], madeFor?: MarkId): void {
    const writable = edits.filter(({ layer }) => this.lock(layer) === null);
    const before = writable.map(({ layer, id }) => this.#value(layer, id));
    this.#set(writable);
    const step = writable
      .map(({ layer, id }, n) => ({ layer, id, before: before[n] ?? null, after: this.#value(layer, id) }))
      .filter((each) => !equalityDeep(each.before, each.after));
    if (step.length === 0) return;
    const last = this.#done.at(-1);
    const isMaking = last?.some(({ id, before: was }) => id === madeFor && was === null) ?? false;
    this.#done =
      last !== undefined && isMaking
        ? [...this.#done.slice(0, -1), [...last, ...step]]
        : [...this.#done, step].slice(-MOST_STEPS);
    this.#undone = [];
    this.#tell();
  }

  /** Makes changes of one's own that undo passes over: what was seen. */
  remember(edits: readonly MarkEdit[]): void {
    this.#set(edits.filter(({ layer }) => this.lock(layer) === null));
  }

  get canUndo(): boolean {
    return this.#mayStep(this.#done);
  }

  get canRedo(): boolean {
    return this.#mayStep(this.#undone);
  }

  undo(): void {
    const step = this.#done.at(-1);
    if (step === undefined || !this.canUndo) return;
    this.#done = this.#done.slice(0, -1);
    this.#undone = [...this.#undone, step];
    this.#turn(step.map(({ layer, id, before, after }) => ({ layer, id, before: after, after: before })));
  }

  redo(): void {
    const step = this.#undone.at(-1);
    if (step === undefined || !this.canRedo) return;
    this.#undone = this.#undone.slice(0, -1);
    this.#done = [...this.#done, step];
    this.#turn(step);
  }

  /** Why this layer can't be written on now; null: it can. */
  lock(layer: Layer): SharedLock {
    if (layer !== 'shared') return null;
    if (this.#sharedLock !== null) return this.#sharedLock;
    return this.#layers.get('shared')?.room.getSnapshot().refusedBy === null ? null : 'closed';
  }

  setSharedLock(lock: SharedLock): void {
    if (lock === this.#sharedLock) return;
    this.#sharedLock = lock;
    this.#tell();
  }

  /** People whose marks on the shared layer are not shown, but to themselves. */
  setHidden(people: readonly PersonId[]): void {
    if (people.length === this.#hidden.size && people.every((person) => this.#hidden.has(person))) return;
    const changed = new Set([...this.#hidden, ...people]);
    this.#hidden = new Set(people);
    const pages = new Set<number>();
    for (const placed of this.#layers.get('shared')?.index.all() ?? []) {
      if (changed.has(placed.author)) pages.add(placed.mark.page);
    }
    this.#changed({ pages, records: true });
  }

  /** Whether this person may change the mark. */
  mayChange({ author, layer }: Pick<PlacedMark, 'author' | 'layer'>): boolean {
    return author === this.me && this.lock(layer) === null;
  }

  close(): void {
    for (const stop of this.#stops) stop();
    for (const { index } of this.#layers.values()) index.close();
    this.#listeners.clear();
    this.#pageListeners.clear();
    this.#recordListeners.clear();
  }

  /** Whether the chair lets this author's marks be seen by this person. */
  shows({ layer, author }: Pick<PlacedMark, 'author' | 'layer'>): boolean {
    return layer !== 'shared' || author === this.me || !this.#hidden.has(author);
  }

  #mayStep(steps: readonly (readonly Done[])[]): boolean {
    return steps.at(-1)?.every(({ layer }) => this.lock(layer) === null) ?? false;
  }

  /** Takes each mark from `before` to `after`, where it still is as `before` says. */
  #turn(step: readonly Done[]): void {
    const fitting = step.filter(({ layer, id, before }) => equalityDeep(this.#value(layer, id), before));
    this.#set(fitting.map(({ layer, id, after }) => ({ layer, id, mark: after })));
    this.#tell();
  }

  /** Writes values into one's own maps, those of a layer in one transaction. */
  #set(edits: readonly MarkEdit[]): void {
    for (const [layer, { room }] of this.#layers) {
      const own = edits.filter((edit) => edit.layer === layer);
      if (own.length === 0) continue;
      const { doc } = room.getSnapshot();
      const map = layerMap(doc, this.me);
      doc.transact(() => {
        for (const { id, mark } of own) {
          if (mark !== null) map.set(id, mark);
          else if (map.has(id)) map.delete(id);
        }
      });
    }
  }

  /** One's own value under this id as the document has it now. */
  #value(layer: Layer, id: MarkId): Mark | null {
    const { index } = this.#layers.get(layer) ?? {};
    return (index?.get(this.me, id) ?? index?.record(this.me, id))?.mark ?? null;
  }

  #follow(layer: OpenLayer): void {
    let known: Y.Doc | undefined;
    const bind = () => {
      const { doc } = layer.room.getSnapshot();
      if (doc !== known) layer.index.bind(doc);
      known = doc;
      this.#tell();
    };
    this.#stops.push(layer.room.subscribe(bind));
    bind();
  }

  #changed({ pages, records }: IndexChange): void {
    if (pages.size > 0) for (const listener of this.#pageListeners) listener(pages);
    if (records) for (const listener of this.#recordListeners) listener();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
