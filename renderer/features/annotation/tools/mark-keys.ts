import type { KeyboardEvent } from 'react';
import type { AnnotationSession } from '../annotation-session.ts';
import { type Tool, TOOL_KEYS } from './tool.ts';

/** How far the arrow keys move what is selected, in points; with Shift further. */
const NUDGE = 1;
const NUDGE_FAR = 10;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/**
 * Does what a key means for the marks, while the focus is in the reader and not in a field: tools, undo, and what is
 * selected. `page` is the one on screen. Answers whether the key was one of these.
 */
export function handleMarkKey(
  session: AnnotationSession,
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'target'>,
  page: number,
): boolean {
  const { hand } = session;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) return withControl(session, key, event.shiftKey, page);
  const selected = hand.selection.getSnapshot();
  const arrow = ARROWS[event.key];
  if (selected?.isOwn === true && arrow !== undefined && !isInToolbar(event.target)) {
    const far = event.shiftKey ? NUDGE_FAR : NUDGE;
    hand.commands.nudge({ x: arrow[0] * far, y: arrow[1] * far });
    return true;
  }
  if (selected !== null && (key === 'Delete' || key === 'Backspace')) {
    hand.commands.remove();
    return true;
  }
  if (key === 'Escape') {
    if (selected !== null) hand.selection.clear();
    else if (hand.tool !== 'read') hand.take('read');
    else return false;
    return true;
  }
  if (event.shiftKey) return false;
  for (const [tool, letter] of Object.entries(TOOL_KEYS) as [Exclude<Tool, 'read'>, string][]) {
    if (key !== letter.toLowerCase()) continue;
    hand.take(tool);
    return true;
  }
  return false;
}

/** Toolbars have the arrows for moving between their buttons. */
function isInToolbar(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[role="toolbar"]') !== null;
}

function withControl(session: AnnotationSession, key: string, shift: boolean, page: number): boolean {
  const { hand } = session;
  const hasSelection = hand.selection.getSnapshot() !== null;
  switch (key) {
    case 'z':
      if (shift) session.redo();
      else session.undo();
      return true;
    case 'y':
      session.redo();
      return true;
    case 'a':
      // Otherwise the words of the page are selected.
      if (hand.tool !== 'select') return false;
      hand.commands.selectAll(page);
      return true;
    case 'd':
      if (!hasSelection) return false;
      hand.commands.duplicate();
      return true;
    default:
      return false;
  }
}
