import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { KEY_INTERVAL } from './minutes-writers.ts';

/** Keys of one round in each of the two windows: ten seconds. */
const KEYS = 80;
/** What hasn't been seen after this is a failure, not a result. Milliseconds. */
const LIMIT = 10_000;

/** Milliseconds from each key to the frame that shows it. */
export interface Typed {
  readonly own: number[];
  readonly other: number[];
}

/** Two windows of the same text; each types into the paragraph that begins with its words. */
export interface TypingPair {
  readonly windows: readonly [Page, Page];
  readonly lines: readonly [string, string];
}

/** Both type at the same time; how long the keys of the first took to its own screen and to the other's. */
export async function typeBoth({ windows, lines }: TypingPair): Promise<Typed> {
  const [writing, seeing] = windows;
  const [line] = lines;
  for (const [n, window] of windows.entries()) {
    await window
      .locator('.ProseMirror p', { hasText: lines[n] ?? '' })
      .first()
      .click();
    await window.keyboard.press('End');
  }
  for (const window of windows) await window.evaluate(watchLine, line);
  const typing = windows.map(async (window) => {
    const keys: Promise<void>[] = [];
    const started = performance.now();
    for (let n = 0; n < KEYS; n++) {
      // Who types doesn't wait until the last key was handled.
      keys.push(window.keyboard.press('b'));
      await pause(Math.max(0, started + (n + 1) * KEY_INTERVAL - performance.now()));
    }
    await Promise.all(keys);
  });
  await Promise.all(typing);
  const results = [];
  for (const window of [writing, seeing])
    results.push(await window.evaluate(endWatch, [KEYS, LIMIT] as const));
  const [mine, theirs] = results;
  if (mine === undefined || theirs === undefined || mine.keys.length < KEYS)
    throw new Error('not every key was pressed');
  const since = (shown: readonly number[]) => mine.keys.map((at, n) => (shown[n] ?? Number.NaN) - at);
  return { own: since(mine.shown), other: since(theirs.shown) };
}

interface Watch {
  /** When each key was pressed here, and when so many letters of the line were painted. Milliseconds since 1970. */
  readonly keys: number[];
  readonly shown: number[];
}

declare global {
  interface Window {
    lineWatch?: Watch & { isOver: boolean };
  }
}

/** In the page: looks at the line frame by frame, and at the keys. */
function watchLine(line: string): void {
  const now = () => performance.timeOrigin + performance.now();
  const watch = { keys: [] as number[], shown: [] as number[], isOver: false };
  window.lineWatch = watch;
  addEventListener('keydown', ({ key }) => key === 'b' && !watch.isOver && watch.keys.push(now()), true);
  const find = () =>
    [...document.querySelectorAll('.ProseMirror p')].find((paragraph) =>
      paragraph.textContent.startsWith(line),
    );
  let paragraph = find();
  // Without the names that stand at others' carets.
  const lettersOf = (element: Element) =>
    [...element.childNodes].reduce(
      (sum, node) => sum + (node instanceof Text ? node.data.replaceAll('\u2060', '').length : 0),
      0,
    );
  const before = paragraph === undefined ? 0 : lettersOf(paragraph);
  const look = () => {
    if (watch.isOver) return;
    if (paragraph?.isConnected !== true) paragraph = find();
    const count = paragraph === undefined ? 0 : lettersOf(paragraph) - before;
    if (count > watch.shown.length) {
      // The next task begins when this frame has been handed to the screen.
      const after = new MessageChannel();
      after.port1.addEventListener('message', () => {
        while (watch.shown.length < count) watch.shown.push(now());
      });
      after.port1.start();
      after.port2.postMessage(null);
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** In the page: what was seen, once all of it was. */
async function endWatch([wanted, limit]: readonly [number, number]): Promise<Watch> {
  const watch = window.lineWatch;
  if (watch === undefined) throw new Error('nobody watched');
  const started = performance.now();
  while (watch.shown.length < wanted) {
    if (performance.now() - started > limit)
      throw new Error(`only ${watch.shown.length} of ${wanted} letters were seen`);
    await new Promise((resolve) => {
      requestAnimationFrame(resolve);
    });
  }
  watch.isOver = true;
  return { keys: watch.keys, shown: watch.shown };
}
