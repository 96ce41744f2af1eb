import type { Rect } from '#protocol/annotation/page-transform';
import type { PlacedMark } from '../mark-index.ts';
import type { MarkStore } from '../mark-store.ts';
import { shapeOf, unionOf } from '../mark-shape.ts';

/** What is selected, all of it on one page. */
export interface SelectionView {
  readonly page: number;
  readonly marks: readonly PlacedMark[];
  /** Around all of them, in points. */
  readonly bounds: Rect;
  /** Whether all may be changed; of what is somebody else's one only sees whose it is. */
  readonly isOwn: boolean;
}

/** The marks that a person has selected. Follows them while others or an undo change them. */
export class Selection {
  readonly #store: MarkStore;
  readonly #listeners = new Set<() => void>();
  readonly #stops: (() => void)[];
  #view: SelectionView | null = null;

  constructor(store: MarkStore) {
    this.#store = store;
    this.#stops = [
      store.onPages((pages) => {
        if (this.#view !== null && pages.has(this.#view.page)) this.#refresh();
      }),
      // A lock may have come over the layer.
      store.subscribe(() => {
        if (this.#view !== null && this.#view.isOwn !== this.#isOwn(this.#view.marks))
          this.#become(this.#view.marks);
      }),
    ];
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): SelectionView | null => this.#view;

  set(marks: readonly PlacedMark[]): void {
    this.#become(marks);
  }

  /** Adds a mark of one's own, or takes it out again. Something on another page begins a new selection. */
  toggle(placed: PlacedMark): void {
    const before = this.#view;
    if (before === null || before.page !== placed.mark.page || !before.isOwn || !this.#isOwn([placed])) {
      this.#become([placed]);
      return;
    }
    const without = before.marks.filter((each) => !isSame(each, placed));
    this.#become(without.length < before.marks.length ? without : [...before.marks, placed]);
  }

  has(placed: PlacedMark): boolean {
    return this.#view?.marks.some((each) => isSame(each, placed)) ?? false;
  }

  clear(): void {
    if (this.#view !== null) this.#become([]);
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#listeners.clear();
  }

  #refresh(): void {
    const before = this.#view;
    if (before === null) return;
    const marks: PlacedMark[] = [];
    for (const { author, id, layer } of before.marks) {
      const placed = this.#store.find({ author, mark: id }, layer);
      if (placed?.mark.page === before.page) marks.push(placed);
    }
    this.#become(marks);
  }

  #become(marks: readonly PlacedMark[]): void {
    const [first] = marks;
    this.#view =
      first === undefined
        ? null
        : {
            page: first.mark.page,
            marks,
            bounds: unionOf(marks.map(({ mark }) => shapeOf(mark).bounds)),
            isOwn: this.#isOwn(marks),
          };
    for (const listener of this.#listeners) listener();
  }

  #isOwn(marks: readonly PlacedMark[]): boolean {
    return marks.every((placed) => this.#store.mayChange(placed));
  }
}

function isSame(a: PlacedMark, b: PlacedMark): boolean {
  return a.id === b.id && a.author === b.author && a.layer === b.layer;
}
