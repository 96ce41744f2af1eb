import type { JSHandle, Page } from '@playwright/test';
import { CODE_BITS, CODE_CELL, CODE_LEFT, CODE_TOP } from './page-code.ts';

/** What was asked for: the page, and whether only a picture counts that was not there before. Pages from 0. */
export interface Wanted {
  readonly page: number;
  readonly isFresh: boolean;
}

/** Milliseconds and frames from the person's act until the page was painted. 1 frame: with the next one. */
export interface Painted {
  readonly ms: number;
  readonly frames: number;
}

/** A page's picture: in the product and plain pdf.js, or in the stock viewer. */
export const PICTURE = ':is(div[aria-hidden] > canvas, .canvasWrapper > canvas[data-painted])';

/** A page that isn't there after this is a failure, not a result. Milliseconds. */
const LIMIT = 30_000;

/**
 * Waits in the page itself, frame by frame, from the release of the pointer or key that asks until the page stands at the
 * top of the screen with a picture of it. `act` does the asking, as a person would.
 */
export async function timeUntilPainted(
  window: Page,
  wanted: Wanted,
  act: () => Promise<void>,
): Promise<Painted> {
  const watch: JSHandle<{ painted: Promise<Painted> }> = await window.evaluateHandle(
    ({ page, isFresh, limit, picture }) => {
      const before = new Set(document.querySelectorAll('canvas'));
      const isPainted = () => {
        const scroller = document.querySelector('[data-reader-scroller]');
        const host = document.querySelector(`[data-page="${page}"]`);
        const canvas = host?.querySelector<HTMLCanvasElement>(picture);
        if (!scroller || !host || !canvas || canvas.width <= 1 || (isFresh && before.has(canvas)))
          return false;
        return Math.abs(host.getBoundingClientRect().top - scroller.getBoundingClientRect().top) < 40;
      };
      const { promise, resolve, reject } = Promise.withResolvers<Painted>();
      const begin = () => {
        removeEventListener('pointerup', begin, true);
        removeEventListener('keydown', beginByKey, true);
        const asked = performance.now();
        let frames = 0;
        const look = () => {
          frames += 1;
          const ms = performance.now() - asked;
          if (isPainted()) {
            // The next task begins when this frame has been handed to the screen.
            const after = new MessageChannel();
            after.port1.addEventListener('message', () => resolve({ ms: performance.now() - asked, frames }));
            after.port1.start();
            after.port2.postMessage(null);
          } else if (ms > limit) reject(new Error(`page ${page + 1} was not painted`));
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      };
      const beginByKey = (event: KeyboardEvent) => {
        if (event.key === 'Enter') begin();
      };
      addEventListener('pointerup', begin, true);
      addEventListener('keydown', beginByKey, true);
      return { painted: promise };
    },
    { ...wanted, limit: LIMIT, picture: PICTURE },
  );
  await act();
  const painted = await watch.evaluate(({ painted: promise }) => promise);
  await watch.dispose();
  await assertPage(window, wanted.page);
  return painted;
}

/** Throws unless the picture of this page shows the number of this page. */
export async function assertPage(window: Page, page: number): Promise<void> {
  const read = await window.evaluate(
    ({ at, bits, cell, left, top, picture }) => {
      const canvas = document.querySelector<HTMLCanvasElement>(`[data-page="${at}"] ${picture}`);
      const context = document.createElement('canvas').getContext('2d');
      if (canvas === null || context === null) return -1;
      context.canvas.width = bits * cell;
      context.canvas.height = cell;
      // A4 is 595 points wide.
      const scale = canvas.width / 595;
      context.drawImage(
        canvas,
        left * scale,
        top * scale,
        bits * cell * scale,
        cell * scale,
        0,
        0,
        bits * cell,
        cell,
      );
      let number = 0;
      for (let bit = 0; bit < bits; bit++) {
        const [red = 255, , , alpha = 0] = context.getImageData((bit + 0.5) * cell, cell / 2, 1, 1).data;
        if (alpha === 0) return -2;
        if (red < 128) number += 2 ** bit;
      }
      return number;
    },
    { at: page, bits: CODE_BITS, cell: CODE_CELL, left: CODE_LEFT, top: CODE_TOP, picture: PICTURE },
  );
  if (read !== page + 1) {
    throw new Error(
      `page ${page + 1} was asked for and ${read} was painted at ${new URL(window.url()).pathname}`,
    );
  }
}

const FRAMES = 30;
/** Fewer in a second, and what is measured is the browser's thrift with a window that it takes for hidden. */
const FEWEST = 10;

/** Waits for half a second of frames, so that nobody is still at work from before. Throws when they come too slowly. */
export async function assertFrames(window: Page): Promise<void> {
  const took = await window.evaluate(async (count) => {
    const started = performance.now();
    for (let frame = 0; frame < count; frame++) {
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
      });
    }
    return performance.now() - started;
  }, FRAMES);
  const perSecond = (FRAMES / took) * 1000;
  if (perSecond < FEWEST) throw new Error(`a window is painted ${perSecond.toFixed(1)} times a second only`);
}
