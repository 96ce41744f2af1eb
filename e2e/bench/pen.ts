import type { Page } from '@playwright/test';
import type { Finding } from '../../collab-server/bench/finding.ts';
import { MeasuredServer } from '../../collab-server/bench/measured-server.ts';
import { median, round } from '../../collab-server/bench/statistics.ts';
import { say } from '../../scripts/project.ts';
import type { MeasuredProduct } from './measured-product.ts';
import { type Latency, oneLine } from './pen-line.ts';
import { measureBytes } from './pen-bytes.ts';
import { awarenessPair, ourPair } from './pen-pairs.ts';

const ROUNDS = 5;
/** Two frames of a usual screen, in milliseconds. */
const TWO_FRAMES = 33.4;

/** From the pen of one person to the screen of another: one draws alone; and what a stroke weighs. */
export async function measurePen(product: MeasuredProduct): Promise<Finding[]> {
  await using peer = await MeasuredServer.start('y-websocket');
  const ours = await ourPair(product);
  const theirs = await awarenessPair(product, peer, ours.page);
  const roundTrip = await timeRoundTrip(ours.seeing);
  const findings: Finding[] = [];
  const times = [ours, theirs].map((): Latency[] => []);
  // The first round warms up.
  for (let n = -1; n < ROUNDS; n++) {
    say(`one drawing: round ${n + 1} of ${ROUNDS}`);
    for (const [side, pair] of [ours, theirs].entries()) {
      const latency = await oneLine(pair, 0.1 + (n + 1) * 0.03);
      if (n >= 0) times[side]?.push(latency);
    }
  }
  for (const kind of ['median', 'p95'] as const) {
    const [mine = Number.NaN, other = Number.NaN] = times.map((list) =>
      round(median(list.map((latency) => latency[kind])), 1),
    );
    findings.push({
      what: `pen to remote screen, ${kind}`,
      unit: 'ms',
      ours: mine,
      peer: 'awareness over y-websocket',
      theirs: other,
      aim: kind === 'median' ? '≤ 1.1 ×' : `≤ two frames + ${round(roundTrip, 1)} ms`,
      isMet: mine <= (kind === 'median' ? 1.1 * other : TWO_FRAMES + roundTrip),
    });
  }
  findings.push(...measureBytes());
  return findings;
}

/** A request to the server and its answer, in milliseconds. */
async function timeRoundTrip(window: Page): Promise<number> {
  const times = await window.evaluate(async () => {
    const taken: number[] = [];
    for (let n = 0; n < 15; n++) {
      const started = performance.now();
      await fetch('/healthz', { cache: 'no-store' });
      taken.push(performance.now() - started);
    }
    return taken;
  });
  return median(times);
}
