import { useEffect, useRef } from 'react';

export type RoomShortcut = 'help' | 'agenda' | 'people' | 'whole' | 'follow' | 'ballot' | 'escape';

/** Keys of the room. None of them is a letter alone: those belong to the reader and the pens. */
export const ROOM_KEYS: Record<RoomShortcut, string> = {
  help: '?',
  agenda: '[',
  people: ']',
  whole: '\\',
  follow: ';',
  ballot: "'",
  escape: 'Escape',
};

/** Listens for the room's keys while nothing is being typed and no dialog is open. */
export function useRoomShortcuts(actions: Record<RoomShortcut, () => void>): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = event.target;
      if (at instanceof HTMLElement) {
        if (at.isContentEditable || at.closest('input, textarea, select, [role="dialog"], [role="menu"]'))
          return;
      }
      if (document.querySelector('[aria-modal="true"], [role="alertdialog"]') !== null) return;
      for (const name of SHORTCUTS) {
        if (ROOM_KEYS[name] !== event.key) continue;
        // Escape may mean something to the browser or the window as well.
        if (name !== 'escape') event.preventDefault();
        latest.current[name]();
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

const SHORTCUTS: readonly RoomShortcut[] = [
  'help',
  'agenda',
  'people',
  'whole',
  'follow',
  'ballot',
  'escape',
];
