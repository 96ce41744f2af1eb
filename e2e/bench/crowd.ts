import { setTimeout as pause } from 'node:timers/promises';
import type { Finding } from '../../collab-server/bench/finding.ts';
import { median, round } from '../../collab-server/bench/statistics.ts';
import type { VersionId } from '../../collab-server/protocol/wire/ids.ts';
import { say } from '../../scripts/project.ts';
import { scriptingPerFrame } from './frame-scripting.ts';
import type { MeasuredProduct } from './measured-product.ts';
import { Bots, penDrawer } from './pen-bots.ts';
import { type Guest, inviteMany, PieceCounter, writeMarks } from './pen-crowd.ts';
import { type Latency, oneLine, oneStroke } from './pen-line.ts';
import { ourPair } from './pen-pairs.ts';

const ROUNDS = 5;
/** People on one page, and marks on it. */
const CROWD = 60;
const MARKS = 2000;
/** Pieces that are still under way when the pens rest have come after this, in milliseconds. */
const UNDER_WAY = 1500;

/** Sixty people draw on one page on which there are two thousand marks already. */
export async function measureCrowd(product: MeasuredProduct): Promise<Finding[]> {
  const pair = await ourPair(product);
  const { version } = pair;
  const guests = await inviteMany(product, CROWD - 1);
  say(`${MARKS} marks on the page`);
  for (const [n, guest] of guests.entries()) {
    const share = Math.floor(MARKS / guests.length) + (n < MARKS % guests.length ? 1 : 0);
    await writeMarks(product, guest, version, share);
  }
  const alone = await scriptingPerFrame(product.browser, pair.drawing, async () => {
    for (const height of [0.04, 0.055, 0.07]) await oneStroke(pair, height);
  });
  const authors = new Set(guests.map(({ person }) => person));
  const counter = await PieceCounter.start(product, await product.token('Ước'), version, authors);
  const times: Latency[] = [];
  const scripting: { p95: number; p99: number }[] = [];
  using crowd = await crowdOf(product, guests, version);
  for (let n = -1; n < ROUNDS; n++) {
    say(`${CROWD} drawing over ${MARKS} marks: round ${n + 1} of ${ROUNDS}`);
    const latency = await oneLine(pair, 0.1 + (n + 1) * 0.03, true);
    // A line of its own: what is traced is slower.
    const frames = await scriptingPerFrame(product.browser, pair.drawing, async () => {
      await oneStroke(pair, 0.3 + (n + 1) * 0.03);
    });
    if (n < 0) continue;
    times.push(latency);
    scripting.push(frames);
  }
  crowd.rest();
  const { sent } = crowd;
  await pause(UNDER_WAY);
  const lost = sent - counter.count;
  counter.close();
  const finding = (
    what: string,
    unit: string,
    ours: number,
    aim: string | null,
    isMet: boolean | null,
  ): Finding => ({
    what,
    unit,
    ours: round(ours, 1),
    peer: null,
    theirs: null,
    aim,
    isMet,
  });
  const p95 = median(times.map((latency) => latency.p95));
  const script95 = median(scripting.map((each) => each.p95));
  const script99 = median(scripting.map((each) => each.p99));
  const inCrowd = `${CROWD} drawing over ${MARKS} marks`;
  return [
    finding(
      `pen to remote screen, ${inCrowd}, median`,
      'ms',
      median(times.map((each) => each.median)),
      null,
      null,
    ),
    finding(`pen to remote screen, ${inCrowd}, p95`, 'ms', p95, '≤ 60 ms', p95 <= 60),
    finding(`pen pieces lost of ${sent}`, 'pieces', lost, '0', lost === 0),
    finding(
      `scripting in a frame, one drawing over ${MARKS} marks, p95`,
      'ms',
      alone.p95,
      '≤ 8 ms',
      alone.p95 <= 8,
    ),
    finding(
      `scripting in a frame, one drawing over ${MARKS} marks, p99`,
      'ms',
      alone.p99,
      '≤ 16.7 ms',
      alone.p99 <= 16.7,
    ),
    finding(`scripting in a frame, ${inCrowd}, p95`, 'ms', script95, '≤ 8 ms', script95 <= 8),
    finding(`scripting in a frame, ${inCrowd}, p99`, 'ms', script99, '≤ 16.7 ms', script99 <= 16.7),
  ];
}

async function crowdOf(
  product: MeasuredProduct,
  guests: readonly Guest[],
  version: VersionId,
): Promise<Bots> {
  const drawers = [];
  for (const [n, guest] of guests.entries()) {
    drawers.push(await penDrawer(product.server.url, guest, version, n));
  }
  return new Bots(drawers);
}
