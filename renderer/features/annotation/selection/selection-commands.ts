import type { MarkColour, PageMark, Picture } from '#protocol/annotation/mark';
import type { Point, Rect } from '#protocol/annotation/page-transform';
import type { PlacedMark } from '../mark-index.ts';
import type { MarkEdit } from '../mark-store.ts';
import { shapeOf, unionOf } from '../mark-shape.ts';
import type { Workbench } from '../tools/gesture.ts';
import { movedBy, removing, restyled } from './mark-edits.ts';

/** How far a copy lies from what it was copied from, in points. */
const OFFSET = 14;

interface Copied {
  readonly page: number;
  readonly marks: readonly PageMark[];
  readonly pictures: ReadonlyMap<string, Picture>;
}

/** What was copied last: it goes along to another page and to another paper of this window. */
let copied: Copied | null = null;
/** How often it was put down on its own page: each copy a little further. */
let pasted = 0;

/** What can be done with what is selected; each is one step of undo. Nothing happens where it isn't one's own. */
export class SelectionCommands {
  readonly #bench: Workbench;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  remove(): void {
    this.#bench.marks.write(removing(this.#bench.marks, this.#own()));
  }

  restyle(look: { readonly colour?: MarkColour; readonly width?: number }): void {
    this.#change((mark) => restyled(mark, look));
  }

  /** Moves by so many points on the page. */
  nudge(by: Point): void {
    this.#change((mark) => movedBy(mark, by));
  }

  /** Keeps a copy; marks on words stay with their words. Answers whether there was anything to copy. */
  copy(): boolean {
    const marks = this.#copyable();
    const [first] = marks;
    if (first === undefined) return false;
    const pictures = new Map<string, Picture>();
    for (const placed of marks) {
      const { mark } = placed;
      const picture = mark.kind === 'image' ? this.#bench.marks.pictureOf({ ...placed, mark }) : undefined;
      if (mark.kind === 'image' && picture !== undefined) pictures.set(mark.picture, picture);
    }
    copied = { page: first.mark.page, marks: marks.map(({ mark }) => mark), pictures };
    pasted = 0;
    return true;
  }

  cut(): void {
    if (this.copy()) this.remove();
  }

  /** Copies of what is selected beside it. */
  duplicate(): void {
    const before = copied;
    const count = pasted;
    if (!this.copy()) return;
    const [placed] = this.#own();
    this.paste(placed?.mark.page ?? 0, null, placed?.layer);
    copied = before;
    pasted = count;
  }

  get canPaste(): boolean {
    return copied !== null;
  }

  /**
   * Puts down what was copied and selects it: around `at`, or where it was, on the page that is on screen. Answers
   * whether there was anything.
   */
  paste(page: number, at: Point | null, layer = this.#bench.layer()): boolean {
    const source = copied;
    if (source === null || this.#bench.marks.lock(layer) !== null) return false;
    pasted += 1;
    const by = shiftTo(source, page, at, pasted);
    const edits: MarkEdit[] = [];
    const ids = new Map<string, MarkEdit['id']>();
    for (const [key, picture] of source.pictures) {
      const id = this.#bench.newId();
      ids.set(key, id);
      edits.push({ layer, id, mark: { ...picture, at: Date.now() } });
    }
    const made: MarkEdit[] = [];
    for (const mark of source.marks) {
      const moved = movedBy(mark, by);
      if (moved === undefined) continue;
      // A copy comes from nowhere: what was carried over is the original.
      const { carried: _carried, ...rest } = moved;
      const fresh: PageMark = { ...rest, page, at: Date.now() };
      if (fresh.kind === 'image') {
        const picture = ids.get(fresh.picture);
        if (picture === undefined) continue;
        made.push({ layer, id: this.#bench.newId(), mark: { ...fresh, picture } });
      } else made.push({ layer, id: this.#bench.newId(), mark: fresh });
    }
    if (made.length === 0) return false;
    this.#bench.marks.write([...edits, ...made]);
    this.#select(made);
    return true;
  }

  /** Selects all of one's own on a page that may be changed. */
  selectAll(page: number): void {
    this.#bench.selection.set(this.#bench.seen(page).filter((placed) => this.#bench.marks.mayChange(placed)));
  }

  close(): void {
    this.#bench.selection.clear();
  }

  #select(edits: readonly MarkEdit[]): void {
    const placed = edits.flatMap(
      ({ id, layer }) => this.#bench.marks.find({ author: this.#bench.me, mark: id }, layer) ?? [],
    );
    this.#bench.selection.set(placed);
  }

  #own(): readonly PlacedMark[] {
    const view = this.#bench.selection.getSnapshot();
    return view?.isOwn === true ? view.marks : [];
  }

  /** One may copy what others wrote, too; notes are words of their author and stay theirs. */
  #copyable(): readonly PlacedMark[] {
    const marks = this.#bench.selection.getSnapshot()?.marks ?? [];
    return marks.filter(
      ({ mark, author }) => mark.kind !== 'text' && (mark.kind !== 'note' || author === this.#bench.me),
    );
  }

  #change(how: (mark: PageMark) => PageMark | undefined): void {
    const edits = this.#own().flatMap(({ layer, id, mark }) => {
      const made = how(mark);
      return made === undefined || made === mark ? [] : [{ layer, id, mark: made }];
    });
    if (edits.length > 0) this.#bench.marks.write(edits);
  }
}

function shiftTo(source: Copied, page: number, at: Point | null, count: number): Point {
  const bounds: Rect = unionOf(source.marks.map((mark) => shapeOf(mark).bounds));
  if (at !== null) {
    return { x: at.x - bounds.x - bounds.width / 2, y: at.y - bounds.y - bounds.height / 2 };
  }
  const steps = source.page === page ? count : 0;
  return { x: OFFSET * steps, y: -OFFSET * steps };
}
