import { z } from 'zod';
import { MarkColour } from '#protocol/annotation/mark';
import type { ToolGroup } from './tools/tool.ts';

const width = z.number().min(0.1).max(60);
const Style = z.object({ colour: MarkColour, width });
/** A pen: its colour, and its width in points. */
export type PenStyle = z.infer<typeof Style>;

/** Own words for stamps that are kept. */
export const MOST_STAMPS = 8;
/** Pens that are at hand for the pen and for the highlighter. */
export const PRESETS = 3;

const Settings = z.object({
  pen: Style,
  highlighter: Style,
  /** Underline and strike-out. */
  line: z.object({ colour: MarkColour }),
  shape: Style,
  textBox: z.object({ colour: MarkColour, size: z.number().min(4).max(144) }),
  note: z.object({ colour: MarkColour }),
  /** `chosen` is the words in hand. */
  stamp: z.object({
    colour: MarkColour,
    chosen: z.string().max(80),
    own: z.array(z.string().min(1).max(80)).max(MOST_STAMPS),
  }),
  eraser: z.object({ by: z.enum(['stroke', 'area']), width }),
  presets: z.object({
    pen: z.array(Style).length(PRESETS),
    highlighter: z.array(Style).length(PRESETS),
  }),
  /** The tool of each group that was used last. */
  last: z.object({
    ink: z.enum(['pen', 'laser']),
    text: z.enum(['highlighter', 'underline', 'strikeOut']),
    shape: z.enum(['line', 'arrow', 'box', 'ellipse']),
    insert: z.enum(['note', 'textBox', 'stamp']),
  } satisfies Record<ToolGroup, unknown>),
  /** Whether a finger draws. `auto`: until a stylus has been seen. */
  finger: z.enum(['auto', 'draws', 'scrolls']),
  penSeen: z.boolean(),
});
export type PenSettings = z.infer<typeof Settings>;

const FIRST: PenSettings = {
  pen: { colour: 'blue', width: 2 },
  highlighter: { colour: 'yellow', width: 14 },
  line: { colour: 'red' },
  shape: { colour: 'red', width: 2 },
  textBox: { colour: 'blue', size: 14 },
  note: { colour: 'yellow' },
  stamp: { colour: 'red', chosen: 'ĐÃ DUYỆT', own: [] },
  eraser: { by: 'stroke', width: 12 },
  presets: {
    pen: [
      { colour: 'blue', width: 2 },
      { colour: 'red', width: 2 },
      { colour: 'ink', width: 1 },
    ],
    highlighter: [
      { colour: 'yellow', width: 14 },
      { colour: 'green', width: 14 },
      { colour: 'pink', width: 14 },
    ],
  },
  last: { ink: 'pen', text: 'highlighter', shape: 'line', insert: 'note' },
  finger: 'auto',
  penSeen: false,
};

/** Where settings stay between visits; the browser's `localStorage` has this shape. */
export interface SettingsStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const KEY = 'bantron.pens';

/** The pens as they were left. Anything unreadable gives the pens of the first day. */
export function loadPens(store: SettingsStore): PenSettings {
  try {
    const parsed = Settings.safeParse(JSON.parse(store.getItem(KEY) ?? 'null'));
    return parsed.success ? parsed.data : FIRST;
  } catch {
    return FIRST;
  }
}

export function storePens(store: SettingsStore, settings: PenSettings): void {
  try {
    store.setItem(KEY, JSON.stringify(settings));
  } catch (error) {
    // A browser that keeps nothing (private mode, full): the pens are as they are until the page closes.
    console.debug('pens are not remembered', error);
  }
}

/** Whether a touch of a finger is a stroke. */
export function fingerDraws({ finger, penSeen }: PenSettings): boolean {
  return finger === 'draws' || (finger === 'auto' && !penSeen);
}
