import { readFile } from 'node:fs/promises';
import type { CDPSession, Page } from '@playwright/test';
import type { Finding } from '../../collab-server/bench/finding.ts';
import { median, round } from '../../collab-server/bench/statistics.ts';
import type { Paper } from '../../collab-server/protocol/documents/records.ts';
import { say } from '../../scripts/project.ts';
import { bringPaper, squarePdf } from '../fixtures/papers.ts';
import { RoomPage } from '../pages/room.ts';
import type { MeasuredProduct } from './measured-product.ts';
import { officePdf } from './office-pdf.ts';
import { assertFrames, timeUntilPainted } from './stopwatch.ts';

const READER = 'Ước';
const PAGES = 1300;
const SHORT = 10;
const ROUNDS = 5;
const MIB = 1024 * 1024;
/** Most that may be fetched before the first page is there, and most that the tab may need beyond an empty one, in MiB. */
const MOST_FETCHED = 2;
const MOST_MEMORY = 400;
/** How much longer than in a short file the first page may take. */
const LONGER = 1.3;
/** Scrolling end to end stops this often on its way, as somebody does who looks for something; then it rushes on. */
const STOPS = 26;

/** A manual of a thousand pages: its first page beside the same page in a short file, what is fetched for it, memory. */
export async function measureManual(product: MeasuredProduct): Promise<Finding[]> {
  const { sample } = product;
  const bytes = await officePdf(PAGES);
  const empty = await bringPaper(sample, 'Trang trắng', await squarePdf(595, 842));
  const manual = await bringPaper(sample, `Sổ tay ${PAGES} trang`, bytes);
  const short = await bringPaper(sample, `Bản ${SHORT} trang`, await officePdf(SHORT));
  const window = await sample.room(READER);
  const room = new RoomPage(window);
  await room.openPaper(empty.title);
  await room.reader.shown(1).waitFor();
  const times: Record<'manual' | 'short', number[]> = { manual: [], short: [] };
  const fetched: number[] = [];
  for (let n = -1; n < ROUNDS; n++) {
    say(`${PAGES} pages beside ${SHORT}: round ${n + 1} of ${ROUNDS}`);
    for (const [name, paper] of Object.entries({ short, manual }) as ['manual' | 'short', Paper][]) {
      await window.evaluate(() => performance.clearResourceTimings());
      const { ms } = await timeUntilPainted(window, { page: 0, isFresh: true }, () =>
        room.paper(paper.title).click(),
      );
      if (name === 'manual') fetched.push(await fetchedBefore(window, ms));
      if (n >= 0) times[name].push(ms);
      await room.reader.shown(2).waitFor();
      await assertFrames(window);
      await room.openPaper(empty.title);
      await room.reader.shown(1).waitFor();
      await assertFrames(window);
    }
  }
  const [ours, theirs] = [round(median(times.manual), 1), round(median(times.short), 1)];
  const most = round(Math.max(...fetched) / MIB, 2);
  const findings: Finding[] = [
    {
      what: `first page of a manual of ${PAGES} pages, ${round(bytes.length / MIB, 1)} MiB`,
      unit: 'ms',
      ours,
      peer: `ours, the same page of ${SHORT}`,
      theirs,
      aim: `≤ ${LONGER} ×`,
      isMet: ours <= theirs * LONGER,
    },
    {
      what: 'fetched until the manual’s first page is there',
      unit: 'MiB',
      ours: most,
      peer: null,
      theirs: null,
      aim: `≤ ${MOST_FETCHED}`,
      isMet: most <= MOST_FETCHED,
    },
  ];
  const used = await memoryOfManual(product, window, manual);
  if (used !== undefined) findings.push(...used);
  return findings;
}

/** Bytes of papers that had arrived so long after the last thing that was asked. */
async function fetchedBefore(window: Page, ms: number): Promise<number> {
  return window.evaluate((limit) => {
    const pieces = performance
      .getEntriesByType('resource')
      .filter((entry) => entry instanceof PerformanceResourceTiming && entry.name.includes('/bytes'));
    const from = Math.min(...pieces.map(({ startTime }) => startTime));
    return pieces
      .filter(({ startTime }) => startTime < from + limit)
      .reduce((sum, entry) => sum + (entry instanceof PerformanceResourceTiming ? entry.transferSize : 0), 0);
  }, ms);
}

/** Memory of all of the browser's processes beyond what they need with an empty page; undefined where it can't be told. */
async function memoryOfManual(
  product: MeasuredProduct,
  window: Page,
  manual: Paper,
): Promise<Finding[] | undefined> {
  const session = await product.browser.newBrowserCDPSession();
  try {
    const before = await memory(session);
    if (before === undefined) return undefined;
    const room = new RoomPage(window);
    let peak = before;
    const look = async () => {
      peak = Math.max(peak, (await memory(session)) ?? 0);
    };
    await room.openPaper(manual.title);
    await room.reader.shown(1).waitFor();
    for (let stop = 1; stop <= STOPS; stop++) {
      say(`scrolling the manual: ${stop} of ${STOPS}`);
      await window.evaluate(async (share) => {
        const scroller = document.querySelector('[data-reader-scroller]');
        if (scroller === null) throw new Error('no reader is open');
        const until = (scroller.scrollHeight - scroller.clientHeight) * share;
        while (scroller.scrollTop < until - 1) {
          scroller.scrollTop = Math.min(until, scroller.scrollTop + scroller.clientHeight * 0.9);
          await new Promise((resolve) => {
            requestAnimationFrame(resolve);
          });
        }
      }, stop / STOPS);
      await room.reader.pages.locator('[data-shown="shown"]').first().waitFor();
      await look();
    }
    await room.reader.shown(PAGES).waitFor();
    await look();
    const scrolled = peak;
    say('searching the manual');
    await window.keyboard.press('ControlOrMeta+f');
    const panel = window.getByRole('tabpanel', { name: 'Tìm kiếm' });
    // A word that no page has: all of them have to be read.
    await panel.getByRole('searchbox').fill('xyzzy');
    const nothing = panel.getByText('Không tìm thấy');
    while (!(await nothing.isVisible())) {
      await look();
      await window.waitForTimeout(300);
    }
    await look();
    const finding = (what: string, most: number): Finding => {
      const more = round((most - before) / MIB, 0);
      return {
        what,
        unit: 'MiB',
        ours: more,
        peer: null,
        theirs: null,
        aim: `≤ ${MOST_MEMORY}`,
        isMet: more <= MOST_MEMORY,
      };
    };
    return [
      finding('memory beyond an empty page: the manual scrolled end to end, at most', scrolled),
      finding('memory beyond an empty page: and searched, at most', peak),
    ];
  } finally {
    // Whatever ended the browser is the thing to be told.
    await session.detach().catch(() => undefined);
  }
}

/** Bytes that the browser's processes have of the machine's memory, shared ones in part; undefined but on Linux. */
async function memory(session: CDPSession): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined;
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  let sum = 0;
  for (const { id } of processInfo) {
    const rollup = await readFile(`/proc/${id}/smaps_rollup`, 'utf8').catch(() => '');
    sum += Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
  }
  return sum === 0 ? undefined : sum;
}
