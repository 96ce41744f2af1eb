import type { Page } from '@playwright/test';

/** What isn't there after this is a failure, not a result. Milliseconds. */
const LIMIT = 120_000;

/** Milliseconds of opening a text. */
export interface Opening {
  /** The longest that a message of the room's socket was worked on: the one that brought the document. */
  readonly document: number;
  /** From the press to the frame with the last words in an editor that can be written in. */
  readonly usable: number;
}

declare global {
  interface Window {
    openingWatch?: { pressed: number; longest: number };
  }
}

/** Before the page loads: from now on its sockets' messages are timed, and presses remembered. */
export async function watchOpenings(window: Page): Promise<void> {
  await window.addInitScript(() => {
    const watch = { pressed: 0, longest: 0 };
    globalThis.window.openingWatch = watch;
    addEventListener('click', () => (watch.pressed = performance.now()), true);
    const own = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'onmessage');
    Object.defineProperty(WebSocket.prototype, 'onmessage', {
      ...own,
      set(this: WebSocket, handler: ((event: MessageEvent) => void) | null) {
        const timed = (event: MessageEvent) => {
          const started = performance.now();
          handler?.call(this, event);
          watch.longest = Math.max(watch.longest, performance.now() - started);
        };
        own?.set?.call(this, handler === null ? null : timed);
      },
    });
  });
}

/** `act` presses what opens the text. */
export async function timeOpening(
  window: Page,
  lastWords: string,
  act: () => Promise<void>,
): Promise<Opening> {
  await window.evaluate(() => {
    if (globalThis.window.openingWatch !== undefined) globalThis.window.openingWatch.longest = 0;
  });
  await act();
  return window.evaluate(
    async ([words, limit]) => {
      const watch = globalThis.window.openingWatch;
      if (watch === undefined) throw new Error('nobody watched');
      const isThere = () => {
        const editor = document.querySelector('.ProseMirror[contenteditable="true"]');
        const paragraphs = editor?.querySelectorAll('p') ?? [];
        return [...paragraphs].slice(-4).some(({ textContent }) => textContent === words);
      };
      while (!isThere()) {
        if (performance.now() - watch.pressed > limit) throw new Error('the text was not there in time');
        await new Promise((resolve) => {
          requestAnimationFrame(resolve);
        });
      }
      // The next task begins when this frame has been handed to the screen.
      await new Promise((resolve) => {
        requestAnimationFrame(() => {
          const after = new MessageChannel();
          after.port1.addEventListener('message', resolve);
          after.port1.start();
          after.port2.postMessage(null);
        });
      });
      return { document: watch.longest, usable: performance.now() - watch.pressed };
    },
    [lastWords, LIMIT] as const,
  );
}
