import { useSyncExternalStore } from 'react';
import { z } from 'zod';

const Theme = z.enum(['system', 'light', 'dark', 'contrast']);
const TextSize = z.enum(['small', 'normal', 'large']);
const Language = z.enum(['vi', 'en']);

const Display = z.object({ theme: Theme, text: TextSize, language: Language });

/** How this person wants the screen: kept on this device, in force before anyone signs in. */
export type Display = z.infer<typeof Display>;

const KEY = 'bantron.display';
const usual: Display = { theme: 'system', text: 'normal', language: 'vi' };

function stored(): Display {
  try {
    const found = Display.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null'));
    return found.success ? found.data : usual;
  } catch {
    // Storage is switched off, or holds what is no JSON: the usual look does no harm.
    return usual;
  }
}

let display = stored();
const listeners = new Set<() => void>();
const dark = matchMedia('(prefers-color-scheme: dark)');
const contrast = matchMedia('(prefers-contrast: more)');

/** What `system` comes to on this machine now. */
function effectiveTheme(): 'light' | 'dark' | 'contrast' {
  if (display.theme !== 'system') return display.theme;
  if (contrast.matches) return 'contrast';
  return dark.matches ? 'dark' : 'light';
}

function apply(): void {
  const { dataset } = document.documentElement;
  dataset['theme'] = effectiveTheme();
  dataset['text'] = display.text;
  document.documentElement.lang = display.language;
}

/** Puts the kept look on the page and follows the system's changes, for as long as the page lives. */
export function applyDisplay(): void {
  apply();
  dark.addEventListener('change', apply);
  contrast.addEventListener('change', apply);
}

/** What is in force. */
export function currentDisplay(): Display {
  return display;
}

/** Changes part of the look, at once and for the next time. */
export function changeDisplay(part: Partial<Display>): void {
  display = { ...display, ...part };
  try {
    localStorage.setItem(KEY, JSON.stringify(display));
  } catch {
    // Without storage the look lasts until the page is closed, which is what the person asked for now.
  }
  apply();
  for (const listener of listeners) listener();
}

/** What is in force; the component follows it. */
export function useDisplay(): Display {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => display,
  );
}
