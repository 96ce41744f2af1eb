import type {
  ImageMark,
  InkMark,
  NoteMark,
  PageMark,
  ShapeMark,
  StampMark,
  TextBoxMark,
  TextMark,
} from '#protocol/annotation/mark';
import { inkColour } from '../mark-colours.ts';
import { arrowHead, boxesOf, PIN_SIZE, shapeOf } from '../mark-shape.ts';
import { drawOutline, strokeOutline } from '../stroke-outline.ts';
import { breakLines, LINE_HEIGHT } from '../text-lines.ts';
import { PAGE_FONT } from './fonts.ts';
import { uprightFrame } from './upright.ts';

/** The canvas that a mark is painted on: highlighters are multiplied with the page. Notes are pins and on none. */
export type Sheet = 'highlighter' | 'pen';

export function sheetOf(mark: PageMark): Sheet | null {
  if (mark.kind === 'note') return null;
  if (mark.kind === 'ink') return mark.tool;
  return mark.kind === 'text' && mark.style === 'highlight' ? 'highlighter' : 'pen';
}

/** What painting needs besides the mark. */
export interface PaintSurroundings {
  /** The page's own rotation in the file, in degrees clockwise. */
  readonly rotation: number;
  /** The picture of an image; undefined while it isn't there, null when it can't be shown. */
  readonly picture: (mark: ImageMark) => CanvasImageSource | null | undefined;
}

const paths = new WeakMap<InkMark, Path2D>();

/** Paints a mark in page coordinates. */
export function paintMark(
  context: CanvasRenderingContext2D,
  mark: PageMark,
  surroundings: PaintSurroundings,
): void {
  switch (mark.kind) {
    case 'ink':
      context.fillStyle = inkColour(mark.tool, mark.colour);
      context.fill(inkPath(mark));
      break;
    case 'text':
      paintText(context, mark);
      break;
    case 'shape':
      paintShape(context, mark);
      break;
    case 'textBox':
      paintTextBox(context, mark, surroundings.rotation);
      break;
    case 'stamp':
      paintStamp(context, mark, surroundings.rotation);
      break;
    case 'image':
      paintImage(context, mark, surroundings);
      break;
    case 'note':
      paintPin(context, mark);
      break;
  }
}

/** A note on its way to another place; where it stands it is a pin that can be opened. */
function paintPin(context: CanvasRenderingContext2D, { x, y, colour }: NoteMark): void {
  context.fillStyle = inkColour('highlighter', colour);
  context.strokeStyle = '#565b68';
  context.lineWidth = 1;
  context.fillRect(x - PIN_SIZE / 2, y - PIN_SIZE / 2, PIN_SIZE, PIN_SIZE);
  context.strokeRect(x - PIN_SIZE / 2, y - PIN_SIZE / 2, PIN_SIZE, PIN_SIZE);
}

function inkPath(mark: InkMark): Path2D {
  let path = paths.get(mark);
  if (path === undefined) {
    path = drawOutline(new Path2D(), strokeOutline(shapeOf(mark).points, mark.tool, mark.width, true));
    paths.set(mark, path);
  }
  return path;
}

function paintText(context: CanvasRenderingContext2D, mark: TextMark): void {
  if (mark.style === 'highlight') {
    context.fillStyle = inkColour('highlighter', mark.colour);
    for (const { x, y, width, height } of boxesOf(mark)) context.fillRect(x, y, width, height);
    return;
  }
  context.fillStyle = inkColour('pen', mark.colour);
  for (const { x, y, width, height } of boxesOf(mark)) {
    // Along the line, also where it is written down the page.
    const isUpright = height > 2.5 * width;
    const thick = Math.min(2, Math.max(0.8, Math.min(width, height) * 0.07));
    const at = mark.style === 'underline' ? 0.06 : 0.42;
    if (isUpright) context.fillRect(x + width * (1 - at) - thick, y, thick, height);
    else context.fillRect(x, y + height * at, width, thick);
  }
}

function paintShape(context: CanvasRenderingContext2D, mark: ShapeMark): void {
  const { x1, y1, x2, y2, width } = mark;
  context.strokeStyle = inkColour('pen', mark.colour);
  context.lineWidth = width;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  switch (mark.shape) {
    case 'arrow': {
      const angle = Math.atan2(y2 - y1, x2 - x1);
      const head = arrowHead(mark);
      for (const turn of [0.45, -0.45]) {
        context.moveTo(x2 - head * Math.cos(angle + turn), y2 - head * Math.sin(angle + turn));
        context.lineTo(x2, y2);
      }
      context.moveTo(x1, y1);
      context.lineTo(x2, y2);
      break;
    }
    case 'line':
      context.moveTo(x1, y1);
      context.lineTo(x2, y2);
      break;
    case 'box':
      context.rect(Math.min(x1, x2), Math.min(y1, y2), Math.abs(x2 - x1), Math.abs(y2 - y1));
      break;
    case 'ellipse':
      context.ellipse(
        (x1 + x2) / 2,
        (y1 + y2) / 2,
        Math.abs(x2 - x1) / 2,
        Math.abs(y2 - y1) / 2,
        0,
        0,
        2 * Math.PI,
      );
      break;
  }
  context.stroke();
}

/** Lines of a text box at a width, in the font of the page. */
export function textBoxLines(
  context: CanvasRenderingContext2D,
  text: string,
  size: number,
  width: number,
): string[] {
  context.font = `${size}px ${PAGE_FONT}`;
  return breakLines(text, width, (part) => context.measureText(part).width);
}

function paintTextBox(context: CanvasRenderingContext2D, mark: TextBoxMark, rotation: number): void {
  context.save();
  const { width } = enter(context, mark, rotation);
  context.fillStyle = inkColour('pen', mark.colour);
  textBoxLines(context, mark.text, mark.size, width).forEach((line, n) => {
    context.fillText(line, 0, mark.size * (0.95 + n * LINE_HEIGHT));
  });
  context.restore();
}

function paintStamp(context: CanvasRenderingContext2D, mark: StampMark, rotation: number): void {
  context.save();
  const { width, height } = enter(context, mark, rotation);
  const colour = inkColour('pen', mark.colour);
  const border = Math.max(1, height * 0.06);
  context.strokeStyle = colour;
  context.lineWidth = border;
  context.lineJoin = 'round';
  context.strokeRect(border / 2, border / 2, width - border, height - border);
  context.fillStyle = colour;
  context.font = `700 100px ${PAGE_FONT}`;
  const across = Math.max(1, context.measureText(mark.text).width);
  const size = Math.max(1, Math.min(height * 0.6, (width * 88) / across));
  context.font = `700 ${size}px ${PAGE_FONT}`;
  context.textAlign = 'center';
  context.fillText(mark.text, width / 2, height / 2 + size * 0.35);
  context.restore();
}

function paintImage(
  context: CanvasRenderingContext2D,
  mark: ImageMark,
  surroundings: PaintSurroundings,
): void {
  const picture = surroundings.picture(mark);
  context.save();
  const { width, height } = enter(context, mark, surroundings.rotation);
  if (picture) context.drawImage(picture, 0, 0, width, height);
  else {
    // Its bytes are on the way, or broken: the place shows that something is here.
    context.strokeStyle = '#87857f';
    context.lineWidth = 0.75;
    context.strokeRect(0, 0, width, height);
    if (picture === null) {
      context.beginPath();
      context.moveTo(0, 0);
      context.lineTo(width, height);
      context.stroke();
    }
  }
  context.restore();
}

/** From here on, x goes to the right of the rectangle as it is read and y down. */
function enter(
  context: CanvasRenderingContext2D,
  rect: TextBoxMark | StampMark | ImageMark,
  rotation: number,
): { readonly width: number; readonly height: number } {
  const { origin, right, down, width, height } = uprightFrame(rect, rotation);
  context.transform(right.x, right.y, down.x, down.y, origin.x, origin.y);
  return { width, height };
}
