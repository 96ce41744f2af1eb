import { setTimeout as pause } from 'node:timers/promises';
import type { JSHandle, Page } from '@playwright/test';

/** When the pen was here, or was seen here on the other screen: milliseconds since 1970, and pixels of the window. */
export interface Sighting {
  readonly at: number;
  readonly x: number;
}

interface Watch {
  readonly seen: readonly Sighting[];
  readonly stop: () => void;
}

/** What a window sees from now on, until it is asked. */
export class PenWatch {
  readonly #watch: JSHandle<Watch>;

  private constructor(watch: JSHandle<Watch>) {
    this.#watch = watch;
  }

  /** Where the pointer was, by the time stamps of its own events. */
  static async ofPointer(window: Page): Promise<PenWatch> {
    return new PenWatch(
      await window.evaluateHandle(() => {
        const seen: { at: number; x: number }[] = [];
        const onMove = (event: PointerEvent) => {
          for (const each of event.getCoalescedEvents()) {
            seen.push({ at: performance.timeOrigin + each.timeStamp, x: each.clientX });
          }
        };
        addEventListener('pointermove', onMove, true);
        return { seen, stop: () => removeEventListener('pointermove', onMove, true) };
      }),
    );
  }

  /** How far to the right the ink in motion on the first page reaches at this height, after every frame. */
  static async ofInk(window: Page, height: number): Promise<PenWatch> {
    return new PenWatch(
      await window.evaluateHandle((share) => {
        const canvas = document.querySelector<HTMLCanvasElement>(
          '[data-page="0"] [data-tool] > canvas:last-of-type',
        );
        if (canvas === null) throw new Error('there is no canvas for strokes in motion');
        const seen: { at: number; x: number }[] = [];
        let isOn = true;
        const look = () => {
          const context = canvas.width <= 1 ? null : canvas.getContext('2d');
          if (context === null) return;
          const at = performance.timeOrigin + performance.now();
          const { data } = context.getImageData(0, Math.round(share * canvas.height), canvas.width, 1);
          let right = canvas.width - 1;
          while (right >= 0 && (data[right * 4 + 3] ?? 0) < 40) right -= 1;
          const box = canvas.getBoundingClientRect();
          if (right >= 0) seen.push({ at, x: box.left + ((right + 1) / canvas.width) * box.width });
        };
        const after = new MessageChannel();
        // What this frame paints is on the canvas only after all its callbacks.
        after.port1.addEventListener('message', look);
        after.port1.start();
        const frame = () => {
          if (!isOn) return;
          after.port2.postMessage(null);
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
        return {
          seen,
          stop: () => {
            isOn = false;
            after.port1.close();
          },
        };
      }, height),
    );
  }

  /** Waits until something was seen as far to the right as this; answers whether that came within the time. */
  async reaches(x: number, within: number): Promise<boolean> {
    const end = performance.now() + within;
    while (performance.now() < end) {
      if (await this.#watch.evaluate((watch, wanted) => watch.seen.some((each) => each.x >= wanted), x)) {
        return true;
      }
      await pause(50);
    }
    return false;
  }

  /** Ends the watch; everything that was seen, in order. */
  async end(): Promise<readonly Sighting[]> {
    const seen = await this.#watch.evaluate((watch) => {
      watch.stop();
      return watch.seen;
    });
    await this.#watch.dispose();
    return seen;
  }
}
