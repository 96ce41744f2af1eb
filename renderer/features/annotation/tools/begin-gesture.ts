import { assertNever } from '#protocol/wire/assert-never';
import { hits } from '../mark-shape.ts';
import { beginSelecting } from '../selection/select-gesture.ts';
import { AreaEraser, StrokeEraser } from './erase-gesture.ts';
import type { Gesture, Press, Workbench } from './gesture.ts';
import { InkGesture } from './ink-gesture.ts';
import { LaserGesture } from './laser-gesture.ts';
import { beginNote, beginStamp, TextBoxGesture } from './place-gesture.ts';
import { ShapeGesture } from './shape-gesture.ts';
import { TextGesture } from './text-gesture.ts';
import type { Tool } from './tool.ts';

/** What a tool does with a pointer that went down. `stamp` is the words of the stamp in hand. */
export function beginGesture(
  bench: Workbench,
  press: Press,
  tool: Exclude<Tool, 'read'>,
  stamp: string,
): Gesture {
  switch (tool) {
    case 'select':
      return beginSelecting(bench, press);
    case 'pen':
    case 'highlighter':
      return new InkGesture(bench, press, tool);
    case 'laser':
      return new LaserGesture(bench, press);
    case 'underline':
    case 'strikeOut':
      return new TextGesture(bench, press, tool);
    case 'line':
    case 'arrow':
    case 'box':
    case 'ellipse':
      return new ShapeGesture(bench, press, tool);
    case 'note':
      return beginNote(bench, press);
    case 'textBox': {
      const under = bench
        .seen(press.page)
        .findLast(
          (placed) =>
            placed.mark.kind === 'textBox' && bench.marks.mayChange(placed) && hits(placed.mark, press.at, 0),
        );
      if (under === undefined) return new TextBoxGesture(bench, press);
      bench.selection.set([under]);
      return beginSelecting(bench, press);
    }
    case 'stamp':
      return beginStamp(bench, press, stamp);
    case 'eraser':
      return bench.pens().eraser.by === 'area'
        ? new AreaEraser(bench, press)
        : new StrokeEraser(bench, press);
    default:
      return assertNever(tool);
  }
}
