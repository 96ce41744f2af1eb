import { setTimeout as pause } from 'node:timers/promises';
import { median } from '../../collab-server/bench/statistics.ts';
import type { Pair } from './pen-pairs.ts';
import { PenWatch, type Sighting } from './pen-watch.ts';
import { assertFrames } from './stopwatch.ts';

/** A pen reports about every 8 ms; so many pixels each are a quick line, on which neighbouring points can be told apart. */
const REPORT = 8;
const STEP = 8;
/** The pen holds still until its last point is seen in motion, and at most so long. Milliseconds. */
const STILL = 9000;
/** A smoothed stroke ends so many pixels before its last point at this speed. Less than a step. */
const SMOOTHED = 3.5;

/** From a point's pointer event to the frame in which the other window has painted it, in milliseconds. */
export interface Latency {
  readonly median: number;
  readonly p95: number;
}

/** Draws one line across the page at this height; how long each of its points took to the other screen. */
export async function oneLine(pair: Pair, height: number, isCrowd = false): Promise<Latency> {
  const { drawing, seeing } = pair;
  // In a crowd, slow frames are what is measured.
  if (!isCrowd) for (const window of [drawing, seeing]) await assertFrames(window);
  const pointer = await PenWatch.ofPointer(drawing);
  const ink = await PenWatch.ofInk(seeing, height);
  const { from, last } = await drawLine(pair, height);
  await ink.reaches(last - SMOOTHED, STILL);
  // Where the pen was put down there is ink without a movement.
  const drawn = (await pointer.end()).filter(({ x }) => x > from + 1);
  const seen = await ink.end();
  await drawing.mouse.up();
  return latencyOf(drawn, seen);
}

/** Draws one line across the page for whoever measures the drawing window alone. */
export async function oneStroke(pair: Pair, height: number): Promise<void> {
  await drawLine(pair, height);
  await pair.drawing.mouse.up();
}

/** A quick line with the pen still down at its end. Where it begins and ends, in pixels from the left. */
async function drawLine({ drawing, page }: Pair, height: number): Promise<{ from: number; last: number }> {
  const y = page.y + page.height * height;
  const from = page.x + page.width * 0.1;
  const to = page.x + page.width * 0.9;
  await drawing.mouse.move(from, y);
  await drawing.mouse.down();
  const moves: Promise<void>[] = [];
  const started = performance.now();
  for (let n = 1; from + n * STEP <= to; n++) {
    moves.push(drawing.mouse.move(from + n * STEP, y));
    // A pen doesn't wait until its last point was handled.
    await pause(Math.max(0, started + n * REPORT - performance.now()));
  }
  await Promise.all(moves);
  return { from, last: from + STEP * Math.floor((to - from) / STEP) };
}

function latencyOf(drawn: readonly Sighting[], seen: readonly Sighting[]): Latency {
  const times = drawn.map(({ at, x }) => {
    const sight = seen.find((each) => each.x >= x - SMOOTHED);
    if (sight === undefined) throw new Error(`the pen was at ${x} and was never seen there`);
    return sight.at - at;
  });
  if (times.length < 40) throw new Error(`only ${times.length} points were drawn`);
  const soonest = Math.min(...times);
  if (soonest < 0) throw new Error(`ink was seen ${-soonest} ms before it was drawn`);
  const sorted = times.toSorted((a, b) => a - b);
  return { median: median(times), p95: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN };
}
