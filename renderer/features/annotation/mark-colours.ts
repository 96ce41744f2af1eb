import type { MarkColour } from '#protocol/annotation/mark';
import type { PenTool } from '#protocol/annotation/pen';

/** Pens on paper. The page is white in every theme, so these don't change with it. */
const PEN: Record<MarkColour, string> = {
  ink: '#1b2130',
  blue: '#1d4ed8',
  red: '#c81e1e',
  green: '#15803d',
  orange: '#c2560c',
  purple: '#7e22ce',
  yellow: '#a16207',
  pink: '#be185d',
};

/** Highlighters: light enough to read through, because they are multiplied with the page. */
const HIGHLIGHTER: Record<MarkColour, string> = {
  ink: '#d4d7de',
  blue: '#b5d7ff',
  red: '#ffc4bd',
  green: '#bdf0c4',
  orange: '#ffd9a8',
  purple: '#e3ccff',
  yellow: '#fff27a',
  pink: '#ffc7e3',
};

/** The CSS colour of a stroke or a note. */
export function inkColour(tool: PenTool, colour: MarkColour): string {
  return (tool === 'highlighter' ? HIGHLIGHTER : PEN)[colour];
}

/** Colours that a tool offers, in their order in the tray. */
export const TOOL_COLOURS = {
  pen: ['ink', 'blue', 'red', 'green', 'purple', 'orange'],
  highlighter: ['yellow', 'green', 'blue', 'pink', 'orange', 'purple'],
  note: ['yellow', 'blue', 'red', 'green', 'purple', 'pink'],
} as const satisfies Record<string, readonly MarkColour[]>;

/** Widths that a tool offers, in PDF points. */
export const TOOL_WIDTHS = {
  pen: [1, 2, 3.5, 6],
  highlighter: [8, 14, 22],
} as const satisfies Record<string, readonly number[]>;

/** Sizes of typed letters, in points. */
export const TEXT_SIZES = [10, 14, 18, 24] as const;

/** Widths of the eraser that rubs parts away, in points. */
export const ERASER_WIDTHS = [6, 12, 24] as const;
