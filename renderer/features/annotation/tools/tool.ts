/** What the pointer does: `read` scrolls and selects words. */
export type Tool =
  | 'read'
  | 'select'
  | 'pen'
  | 'laser'
  | 'highlighter'
  | 'underline'
  | 'strikeOut'
  | 'line'
  | 'arrow'
  | 'box'
  | 'ellipse'
  | 'note'
  | 'textBox'
  | 'stamp'
  | 'eraser';

/** Tools that share a place in the tray, which shows the one that was used last. */
export const TOOL_GROUPS = {
  ink: ['pen', 'laser'],
  text: ['highlighter', 'underline', 'strikeOut'],
  shape: ['line', 'arrow', 'box', 'ellipse'],
  insert: ['note', 'textBox', 'stamp'],
} as const satisfies Record<string, readonly Tool[]>;

export type ToolGroup = keyof typeof TOOL_GROUPS;

/** The group of a tool, if it shares its place. */
export function groupOf(tool: Tool): ToolGroup | undefined {
  for (const group of ['ink', 'text', 'shape', 'insert'] as const) {
    if (TOOL_GROUPS[group].some((each) => each === tool)) return group;
  }
  return undefined;
}

/** The key of each tool, pressed while the reader has the focus. */
export const TOOL_KEYS: Record<Exclude<Tool, 'read'>, string> = {
  select: 'V',
  pen: 'P',
  laser: 'L',
  highlighter: 'H',
  underline: 'U',
  strikeOut: 'S',
  line: 'I',
  arrow: 'A',
  box: 'B',
  ellipse: 'O',
  note: 'N',
  textBox: 'T',
  stamp: 'D',
  eraser: 'E',
};

/** Tools that change nothing, so that they are there for whoever may only read. */
export function isHarmless(tool: Tool): boolean {
  return tool === 'read' || tool === 'select';
}
