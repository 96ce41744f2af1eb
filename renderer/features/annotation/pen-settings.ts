import { z } from 'zod';
import { MarkColour } from '#protocol/annotation/mark';

/** What the pointer does: `read` scrolls and selects. */
export type Tool = 'read' | 'pen' | 'highlighter' | 'note' | 'eraser';

const Settings = z.object({
  pen: z.object({ colour: MarkColour, width: z.number().min(0.1).max(60) }),
  highlighter: z.object({ colour: MarkColour, width: z.number().min(0.1).max(60) }),
  note: z.object({ colour: MarkColour }),
  /** Whether a finger draws. `auto`: until a stylus has been seen. */
  finger: z.enum(['auto', 'draws', 'scrolls']),
  penSeen: z.boolean(),
});
export type PenSettings = z.infer<typeof Settings>;

const FIRST: PenSettings = {
  pen: { colour: 'blue', width: 2 },
  highlighter: { colour: 'yellow', width: 14 },
  note: { colour: 'yellow' },
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
