import type { InkPoint } from '#protocol/annotation/ink';
import type { PageMark } from '#protocol/annotation/mark';
import type { Point, Rect } from '#protocol/annotation/page-transform';
import type { PlacedMark } from '../mark-index.ts';
import { hits, isInside } from '../mark-shape.ts';
import { textBoxHeight } from '../painting/text-box-height.ts';
import type { Gesture, GestureMotion, Press, Workbench } from '../tools/gesture.ts';
import { alongRuler } from '../tools/straight.ts';
import { type Handle, type HandleKind, handlesOf, pulled } from './handles.ts';
import { isCaught } from './lasso.ts';
import { fitted, movedBy } from './mark-edits.ts';
import type { SelectionView } from './selection.ts';

/** A handle is taken from so many reaches away: a finger is broad. */
const HANDLE_REACH = 2;
/** A frame that is smaller than so many reaches is moved from inside; its handles are taken from outside. */
const SMALL = 7;
/** A pointer that moved less than this many reaches has tapped. */
const TAP = 0.7;

/** What a press with the selecting tool begins: pulling a handle, moving what is selected, or selecting anew. */
export function beginSelecting(bench: Workbench, press: Press): Gesture {
  const view = bench.selection.getSnapshot();
  if (view !== null && view.page === press.page && view.isOwn && !press.shift) {
    const handle = handleAt(view, press);
    if (handle !== undefined) return new ResizeGesture(bench, press, view, handle.kind);
  }
  const wasAlone = view?.marks.length === 1 ? view.marks[0] : undefined;
  const found = bench.seen(press.page).findLast(({ mark }) => hits(mark, press.at, press.reach));
  if (found !== undefined && press.shift) bench.selection.toggle(found);
  else if (found !== undefined && !bench.selection.has(found)) {
    if (!isInSelection(view, press)) bench.selection.set([found]);
  }
  const now = bench.selection.getSnapshot();
  if (now !== null && now.isOwn && (found === undefined ? isInSelection(now, press) : !press.shift)) {
    return new MoveGesture(bench, press, now, { found, wasAlone: found !== undefined && found === wasAlone });
  }
  if (found !== undefined) return new Nothing(press.page);
  return new LassoGesture(bench, press);
}

function isInSelection(view: SelectionView | null, { page, at }: Press): boolean {
  return view !== null && view.isOwn && view.page === page && isInside(at, view.bounds);
}

function handleAt(view: SelectionView, { at, reach }: Press): Handle | undefined {
  const { width, height } = view.bounds;
  const handles = handlesOf(view);
  const isLine = handles.some(({ kind }) => kind === 'start');
  const isSmall = Math.min(width, height) < reach * SMALL;
  if (isSmall && !isLine && isInside(at, view.bounds)) return undefined;
  return handles.find((each) => Math.hypot(each.at.x - at.x, each.at.y - at.y) <= reach * HANDLE_REACH);
}

/** The press has selected what it is about; moving does nothing more. */
class Nothing implements Gesture {
  readonly page: number;
  readonly motion: GestureMotion = {};

  constructor(page: number) {
    this.page = page;
  }

  move(): void {}
  end(): void {}
  cancel(): void {}
}

/** The mark under the pointer, and whether it was all that was selected before. */
interface Under {
  readonly found: PlacedMark | undefined;
  readonly wasAlone: boolean;
}

class MoveGesture implements Gesture {
  readonly page: number;
  readonly #bench: Workbench;
  readonly #press: Press;
  readonly #view: SelectionView;
  readonly #under: Under;
  readonly #moving: readonly PlacedMark[];
  #shift: Point = { x: 0, y: 0 };

  constructor(bench: Workbench, press: Press, view: SelectionView, under: Under) {
    this.#bench = bench;
    this.#press = press;
    this.#view = view;
    this.#under = under;
    this.page = press.page;
    this.#moving = view.marks.filter(({ mark }) => mark.kind !== 'text');
  }

  get #isTap(): boolean {
    return Math.hypot(this.#shift.x, this.#shift.y) < this.#press.reach * TAP;
  }

  get motion(): GestureMotion {
    if (this.#isTap) return {};
    const { bounds } = this.#view;
    return {
      marks: this.#moving.map(({ mark }) => mark),
      shift: this.#shift,
      without: new Set(this.#moving),
      frame: { ...bounds, x: bounds.x + this.#shift.x, y: bounds.y + this.#shift.y },
    };
  }

  move(points: readonly InkPoint[], shift: boolean): void {
    const at = points.at(-1);
    if (at === undefined) return;
    const { at: from } = this.#press;
    const to = shift ? alongRuler(from, at) : at;
    this.#shift = { x: to.x - from.x, y: to.y - from.y };
  }

  end(): void {
    if (this.#isTap) {
      this.#tap();
      return;
    }
    this.#bench.marks.write(
      this.#moving.flatMap(({ layer, id, mark }) => {
        const moved = movedBy(mark, this.#shift);
        return moved === undefined ? [] : [{ layer, id, mark: moved }];
      }),
    );
  }

  cancel(): void {
    this.#shift = { x: 0, y: 0 };
  }

  /** A tap on one of several selects it alone; one on the only text box opens it. */
  #tap(): void {
    const { found, wasAlone } = this.#under;
    if (found === undefined) {
      this.#bench.selection.clear();
      return;
    }
    if (!wasAlone) {
      this.#bench.selection.set([found]);
      return;
    }
    if (found.mark.kind !== 'textBox') return;
    const { page, rotation } = this.#press;
    this.#bench.draft({ kind: 'textBox', page, rotation, box: found.mark, placed: found });
  }
}

class ResizeGesture implements Gesture {
  readonly page: number;
  readonly #bench: Workbench;
  readonly #press: Press;
  readonly #view: SelectionView;
  readonly #kind: HandleKind;
  #made: readonly { readonly placed: PlacedMark; readonly mark: PageMark }[] = [];
  #frame: Rect;

  constructor(bench: Workbench, press: Press, view: SelectionView, kind: HandleKind) {
    this.#bench = bench;
    this.#press = press;
    this.#view = view;
    this.#kind = kind;
    this.page = press.page;
    this.#frame = view.bounds;
  }

  get motion(): GestureMotion {
    if (this.#made.length === 0) return {};
    return {
      marks: this.#made.map(({ mark }) => mark),
      without: new Set(this.#made.map(({ placed }) => placed)),
      frame: this.#frame,
    };
  }

  move(points: readonly InkPoint[], shift: boolean): void {
    const to = points.at(-1);
    if (to === undefined) return;
    const { marks, bounds } = this.#view;
    const kind = this.#kind;
    if (kind === 'start' || kind === 'end') {
      const [line] = marks;
      if (line?.mark.kind !== 'shape') return;
      const { x1, y1, x2, y2 } = line.mark;
      const fixed = kind === 'start' ? { x: x2, y: y2 } : { x: x1, y: y1 };
      const { x, y } = shift ? alongRuler(fixed, to) : to;
      const mark = kind === 'start' ? { ...line.mark, x1: x, y1: y } : { ...line.mark, x2: x, y2: y };
      this.#made = [{ placed: line, mark }];
      this.#frame = {
        x: Math.min(x, fixed.x),
        y: Math.min(y, fixed.y),
        width: Math.abs(x - fixed.x),
        height: Math.abs(y - fixed.y),
      };
      return;
    }
    const isRigid = marks.some(({ mark }) => mark.kind !== 'shape' && mark.kind !== 'textBox');
    this.#frame = pulled(bounds, kind, to, isRigid !== shift);
    this.#made = marks.flatMap((placed) => {
      const mark = marks.length === 1 ? this.#alone(placed.mark) : fitted(placed.mark, bounds, this.#frame);
      return mark === undefined ? [] : [{ placed, mark }];
    });
  }

  /** A text box that is alone keeps the size of its letters: its lines are broken anew. */
  #alone(mark: PageMark): PageMark | undefined {
    const made = fitted(mark, this.#view.bounds, this.#frame);
    if (mark.kind !== 'textBox' || made?.kind !== 'textBox') return made;
    return textBoxHeight({ ...made, size: mark.size }, this.#press.rotation);
  }

  end(): void {
    this.#bench.marks.write(this.#made.map(({ placed: { layer, id }, mark }) => ({ layer, id, mark })));
  }

  cancel(): void {
    this.#made = [];
  }
}

/** A line around marks with a finger or a stylus, a box with a mouse. Shift adds to what is selected. */
class LassoGesture implements Gesture {
  readonly page: number;
  readonly #bench: Workbench;
  readonly #press: Press;
  #line: readonly Point[];

  constructor(bench: Workbench, press: Press) {
    this.#bench = bench;
    this.#press = press;
    this.page = press.page;
    this.#line = [press.at];
    if (!press.shift) bench.selection.clear();
  }

  get motion(): GestureMotion {
    return { lasso: this.#line };
  }

  move(points: readonly InkPoint[]): void {
    const at = points.at(-1);
    if (at === undefined) return;
    const { at: from, isMouse } = this.#press;
    this.#line = isMouse
      ? [from, { x: at.x, y: from.y }, at, { x: from.x, y: at.y }]
      : [...this.#line, ...points];
  }

  end(): void {
    if (this.#line.length < 3) return;
    const { selection, marks } = this.#bench;
    const caught = this.#bench
      .seen(this.page)
      .filter((placed) => marks.mayChange(placed) && isCaught(placed.mark, this.#line));
    const before = this.#press.shift ? (selection.getSnapshot()?.marks ?? []) : [];
    selection.set([...before, ...caught.filter((placed) => !selection.has(placed))]);
  }

  cancel(): void {
    this.#line = [];
  }
}
