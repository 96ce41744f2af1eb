import type { TextBoxMark } from '#protocol/annotation/mark';
import { LINE_HEIGHT } from '../text-lines.ts';
import { textBoxLines } from './paint-mark.ts';
import { uprightFrame, uprightRect } from './upright.ts';

let measuring: CanvasRenderingContext2D | null | undefined;

/** A text box as high as its lines need, from the same upper left corner. `rotation` is the page's own. */
export function textBoxHeight(mark: TextBoxMark, rotation: number): TextBoxMark {
  measuring ??= document.createElement('canvas').getContext('2d');
  if (!measuring) return mark;
  const { origin, width } = uprightFrame(mark, rotation);
  const lines = textBoxLines(measuring, mark.text, mark.size, width).length;
  return { ...mark, ...uprightRect(origin, width, lines * mark.size * LINE_HEIGHT, rotation) };
}

/** The width of a text's longest line as it is typed, without breaking it. */
export function typedWidth(text: string, size: number): number {
  measuring ??= document.createElement('canvas').getContext('2d');
  if (!measuring) return 0;
  const lines = textBoxLines(measuring, text, size, Number.POSITIVE_INFINITY);
  return Math.max(0, ...lines.map((line) => measuring?.measureText(line).width ?? 0));
}
