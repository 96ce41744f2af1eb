import type { Browser, Page } from '@playwright/test';
import { z } from 'zod';

const Event = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  /** Microseconds. */
  ts: z.number(),
  dur: z.number().optional(),
  /** Of the processor: what other programs take of it isn't ours. */
  tdur: z.number().optional(),
  args: z.looseObject({ data: z.looseObject({ message: z.string().optional() }).optional() }).optional(),
});
type Event = z.infer<typeof Event>;

/** What the browser's own trace calls running somebody's script. */
const SCRIPTING = new Set([
  'FunctionCall',
  'EvaluateScript',
  'FireAnimationFrame',
  'TimerFire',
  'RunMicrotasks',
  'v8.callFunction',
  'MajorGC',
  'MinorGC',
]);
const FRAME = 'AnimationFrame';
/** Fewer frames than this say nothing of a percentile. */
const FEWEST = 5;
const SIGN = 'bantron frame scripting';

export interface FrameScripting {
  readonly frames: number;
  /** Milliseconds of the processor for scripting in a frame. */
  readonly p95: number;
  readonly p99: number;
}

/** Processor time of scripts on a window's main thread in each frame while something goes on, from the browser's trace. */
export async function scriptingPerFrame(
  browser: Browser,
  window: Page,
  during: () => Promise<void>,
): Promise<FrameScripting> {
  await browser.startTracing(window, {
    categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'],
  });
  // Tells this window's thread from the others'.
  // oxlint-disable-next-line no-console -- a time stamp is what the trace shows
  await window.evaluate((sign) => console.timeStamp(sign), SIGN);
  await during();
  const trace: unknown = JSON.parse((await browser.stopTracing()).toString());
  const { traceEvents } = z.object({ traceEvents: z.array(z.unknown()) }).parse(trace);
  const events = traceEvents.flatMap((event) => Event.safeParse(event).data ?? []);
  const sign = events.find(({ name, args }) => name === 'TimeStamp' && args?.data?.message === SIGN);
  if (sign === undefined) throw new Error('the trace does not show the window');
  return summarise(events.filter(({ pid, tid }) => pid === sign.pid && tid === sign.tid));
}

function summarise(events: readonly Event[]): FrameScripting {
  const begins = events
    .filter(({ name, ph }) => name === FRAME && ph === 'b')
    .map(({ ts }) => ts)
    .toSorted((a, b) => a - b);
  if (begins.length < FEWEST) throw new Error(`only ${begins.length} frames were traced`);
  const pieces = events
    .filter(({ name, ph, dur }) => SCRIPTING.has(name) && ph === 'X' && dur !== undefined)
    .toSorted((a, b) => a.ts - b.ts);
  const sums = new Float64Array(begins.length);
  let end = 0;
  let frame = 0;
  for (const { ts, dur = 0, tdur = dur } of pieces) {
    // What runs inside of another is that one's.
    if (ts < end) continue;
    end = ts + dur;
    while (frame + 1 < begins.length && (begins[frame + 1] ?? 0) <= ts) frame += 1;
    if (ts >= (begins[0] ?? 0)) sums[frame] = (sums[frame] ?? 0) + tdur / 1000;
  }
  const sorted = sums.toSorted();
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { frames: begins.length, p95: at(0.95), p99: at(0.99) };
}
