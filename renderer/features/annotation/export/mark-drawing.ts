import {
  appendBezierCurve,
  appendQuadraticCurve,
  beginText,
  closePath,
  concatTransformationMatrix,
  drawObject,
  endText,
  fill,
  LineCapStyle,
  lineTo,
  moveTo,
  PDFName,
  type PDFFont,
  type PDFImage,
  type PDFOperator,
  popGraphicsState,
  pushGraphicsState,
  rectangle,
  setFillingRgbColor,
  setFontAndSize,
  setGraphicsState,
  setLineCap,
  setLineWidth,
  setStrokingRgbColor,
  setTextMatrix,
  showText,
  stroke,
} from '@cantoo/pdf-lib';
import type { MarkColour, PageMark, ShapeMark } from '#protocol/annotation/mark';
import type { Rect } from '#protocol/annotation/page-transform';
import { inkColour } from '../mark-colours.ts';
import { PIN_SIZE, shapeOf } from '../mark-shape.ts';
import { strokeOutline } from '../stroke-outline.ts';
import { breakLines, LINE_HEIGHT } from '../text-lines.ts';

/** What a drawing may use: names are those of the resources under which the caller puts them. */
export interface DrawingTools {
  readonly regular: PDFFont;
  readonly bold: PDFFont;
  readonly image: PDFImage | null;
}

/** Names of resources that a drawing refers to. */
export const RESOURCE = {
  regular: 'BtRegular',
  bold: 'BtBold',
  image: 'BtImage',
  multiply: 'BtMultiply',
} as const;

/** A mark as PDF operators in page coordinates, and the rectangle that holds it. */
export interface MarkDrawing {
  readonly operators: readonly PDFOperator[];
  readonly bounds: Rect;
  readonly uses: ReadonlySet<keyof typeof RESOURCE>;
}

/** Part of a quarter circle's radius at which its Bézier curve has its handles. */
const ROUND = 0.5523;

/** Draws a mark as the screen shows it. */
export function drawMark(mark: PageMark, tools: DrawingTools): MarkDrawing {
  const uses = new Set<keyof typeof RESOURCE>();
  const operators: PDFOperator[] = [pushGraphicsState()];
  let { bounds } = shapeOf(mark);
  switch (mark.kind) {
    case 'ink': {
      if (mark.tool === 'highlighter') {
        uses.add('multiply');
        operators.push(setGraphicsState(RESOURCE.multiply));
      }
      operators.push(filling(inkColour(mark.tool, mark.colour)));
      operators.push(...polygon(strokeOutline(shapeOf(mark).points, mark.tool, mark.width, true)), fill());
      break;
    }
    case 'text': {
      if (mark.style === 'highlight') {
        uses.add('multiply');
        operators.push(setGraphicsState(RESOURCE.multiply), filling(inkColour('highlighter', mark.colour)));
      } else operators.push(stroking(mark.colour), setLineWidth(1));
      for (const box of boxesOf(mark.boxes)) {
        if (mark.style === 'highlight')
          operators.push(rectangle(box.x, box.y, box.width, box.height), fill());
        else {
          const y = mark.style === 'underline' ? box.y + 1 : box.y + box.height * 0.45;
          operators.push(moveTo(box.x, y), lineTo(box.x + box.width, y), stroke());
        }
      }
      break;
    }
    case 'shape': {
      const margin = mark.shape === 'arrow' ? arrowHead(mark.width) : 0;
      bounds = grown(bounds, margin);
      operators.push(stroking(mark.colour), setLineWidth(mark.width), setLineCap(LineCapStyle.Round));
      operators.push(...shapePath(mark));
      break;
    }
    case 'textBox': {
      uses.add('regular');
      const lines = breakLines(mark.text, mark.width, (text) =>
        tools.regular.widthOfTextAtSize(text, mark.size),
      );
      const height = Math.max(mark.height, lines.length * mark.size * LINE_HEIGHT);
      bounds = { x: mark.x, y: mark.y + mark.height - height, width: mark.width, height };
      operators.push(filling(inkColour('pen', mark.colour)));
      lines.forEach((line, n) => {
        const y = mark.y + mark.height - mark.size * (0.95 + n * LINE_HEIGHT);
        operators.push(...textAt(tools.regular, RESOURCE.regular, mark.size, mark.x, y, line));
      });
      break;
    }
    case 'note': {
      const half = PIN_SIZE / 2;
      operators.push(filling(inkColour('highlighter', mark.colour)), stroking('ink'), setLineWidth(0.75));
      operators.push(rectangle(mark.x - half, mark.y - half, PIN_SIZE, PIN_SIZE), fill());
      operators.push(rectangle(mark.x - half, mark.y - half, PIN_SIZE, PIN_SIZE), stroke());
      for (const line of [0.5, 0, -0.5]) {
        operators.push(moveTo(mark.x - half * 0.6, mark.y + half * line));
        operators.push(lineTo(mark.x + half * 0.6, mark.y + half * line), stroke());
      }
      bounds = grown(bounds, 1);
      break;
    }
    case 'stamp': {
      uses.add('bold');
      const size = stampSize(mark.text, mark.width, mark.height, tools.bold);
      const width = tools.bold.widthOfTextAtSize(mark.text, size);
      const border = Math.max(1, mark.height * 0.06);
      operators.push(stroking(mark.colour), filling(inkColour('pen', mark.colour)), setLineWidth(border));
      operators.push(
        rectangle(mark.x + border / 2, mark.y + border / 2, mark.width - border, mark.height - border),
        stroke(),
      );
      const x = mark.x + (mark.width - width) / 2;
      operators.push(
        ...textAt(tools.bold, RESOURCE.bold, size, x, mark.y + mark.height / 2 - size * 0.35, mark.text),
      );
      break;
    }
    case 'image': {
      if (tools.image === null) break;
      uses.add('image');
      operators.push(concatTransformationMatrix(mark.width, 0, 0, mark.height, mark.x, mark.y));
      operators.push(drawObject(RESOURCE.image));
      break;
    }
  }
  operators.push(popGraphicsState());
  return { operators, bounds, uses };
}

/** The size at which a stamp's words fill it, in points. */
export function stampSize(
  text: string,
  width: number,
  height: number,
  font: Pick<PDFFont, 'widthOfTextAtSize'>,
): number {
  const across = font.widthOfTextAtSize(text, 100) / 100;
  return Math.max(1, Math.min(height * 0.6, (width * 0.88) / Math.max(across, 0.01)));
}

/** x, y, width, height of each box. */
export function boxesOf(numbers: readonly number[]): Rect[] {
  const boxes: Rect[] = [];
  for (let i = 0; i + 3 < numbers.length; i += 4) {
    const [x = 0, y = 0, width = 0, height = 0] = numbers.slice(i, i + 4);
    boxes.push({ x, y, width, height });
  }
  return boxes;
}

/** Red, green and blue from 0 to 1 of `#rrggbb`. */
export function rgbOf(css: string): [number, number, number] {
  const number = Number.parseInt(css.slice(1), 16);
  return [((number >> 16) & 255) / 255, ((number >> 8) & 255) / 255, (number & 255) / 255];
}

function filling(css: string): PDFOperator {
  return setFillingRgbColor(...rgbOf(css));
}

function stroking(colour: MarkColour): PDFOperator {
  return setStrokingRgbColor(...rgbOf(inkColour('pen', colour)));
}

function grown(rect: Rect, by: number): Rect {
  return { x: rect.x - by, y: rect.y - by, width: rect.width + 2 * by, height: rect.height + 2 * by };
}

/** A closed outline with curves through the middles of its sides, as `drawOutline` makes it for screens. */
function polygon(outline: readonly (readonly [number, number])[]): PDFOperator[] {
  const [first, ...rest] = outline;
  if (first === undefined) return [];
  const operators = [moveTo(first[0], first[1])];
  let [x, y] = first;
  for (const [nextX, nextY] of [...rest, first]) {
    operators.push(appendQuadraticCurve(x, y, (x + nextX) / 2, (y + nextY) / 2));
    x = nextX;
    y = nextY;
  }
  return [...operators, closePath()];
}

/** Length of an arrow's head, in points. */
function arrowHead(width: number): number {
  return 6 + width * 2.5;
}

function shapePath({ shape, x1, y1, x2, y2, width }: ShapeMark): PDFOperator[] {
  switch (shape) {
    case 'line':
      return [moveTo(x1, y1), lineTo(x2, y2), stroke()];
    case 'arrow': {
      const angle = Math.atan2(y2 - y1, x2 - x1);
      const head = arrowHead(width);
      const side = (turn: number): [number, number] => [
        x2 - head * Math.cos(angle + turn),
        y2 - head * Math.sin(angle + turn),
      ];
      return [
        moveTo(x1, y1),
        lineTo(x2, y2),
        stroke(),
        moveTo(...side(0.45)),
        lineTo(x2, y2),
        lineTo(...side(-0.45)),
        stroke(),
      ];
    }
    case 'box':
      return [rectangle(Math.min(x1, x2), Math.min(y1, y2), Math.abs(x2 - x1), Math.abs(y2 - y1)), stroke()];
    case 'ellipse': {
      const cx = (x1 + x2) / 2;
      const cy = (y1 + y2) / 2;
      const rx = Math.abs(x2 - x1) / 2;
      const ry = Math.abs(y2 - y1) / 2;
      const [kx, ky] = [rx * ROUND, ry * ROUND];
      return [
        moveTo(cx + rx, cy),
        appendBezierCurve(cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry),
        appendBezierCurve(cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy),
        appendBezierCurve(cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry),
        appendBezierCurve(cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy),
        closePath(),
        stroke(),
      ];
    }
  }
}

function textAt(
  font: PDFFont,
  name: string,
  size: number,
  x: number,
  y: number,
  text: string,
): PDFOperator[] {
  if (text === '') return [];
  return [
    beginText(),
    setFontAndSize(PDFName.of(name), size),
    setTextMatrix(1, 0, 0, 1, x, y),
    showText(font.encodeText(text)),
    endText(),
  ];
}
