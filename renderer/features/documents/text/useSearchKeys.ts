import { useEffect, useRef } from 'react';

export interface SearchKeys {
  readonly onOpen: () => void;
  readonly onStep: (direction: 1 | -1) => void;
}

/** Ctrl+F, F3 and Shift+F3, wherever the focus is: the browser's own search would see only what is on screen. */
export function useSearchKeys(keys: SearchKeys, isOn: boolean): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!isOn) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return;
      const isFind = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'f';
      if (isFind) latest.current.onOpen();
      else if (event.key === 'F3') latest.current.onStep(event.shiftKey ? -1 : 1);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener('keydown', listen, { capture: true });
    return () => removeEventListener('keydown', listen, { capture: true });
  }, [isOn]);
}
