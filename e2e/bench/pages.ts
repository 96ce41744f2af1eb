import type { Page } from '@playwright/test';
import { median, round } from '../../collab-server/bench/statistics.ts';
import type { Finding } from '../../collab-server/bench/finding.ts';
import type { Paper } from '../../collab-server/protocol/documents/records.ts';
import { say } from '../../scripts/project.ts';
import { bringPaper } from '../fixtures/papers.ts';
import { RoomPage } from '../pages/room.ts';
import { coldOpening, type ColdTimes } from './cold-opening.ts';
import type { MeasuredProduct } from './measured-product.ts';
import { officePdf } from './office-pdf.ts';
import type { PlainSettings } from './plain/settings.ts';
import { assertFrames, type Painted, timeUntilPainted } from './stopwatch.ts';

const READER = 'Bích';
const SIZES = [10, 300];
const ROUNDS = 5;
/** Bytes asked for at a time: what `RANGE_BYTES` of the product's reader is. */
const RANGE_BYTES = 96 * 1024;

/** Somebody's reader, in which the same things can be done and timed. Pages from 1. */
interface Reader {
  open(): Promise<Painted>;
  /** To the page after the first, when there has been time to prepare it. */
  next(): Promise<Painted>;
  /** To a page that nothing has prepared. */
  far(page: number): Promise<Painted>;
  /** Leaves the document as it was before it was opened. */
  leave(): Promise<void>;
}

function ourReader(window: Page, paper: Paper, other: Paper): Reader {
  const room = new RoomPage(window);
  const { reader } = room;
  const next = window.getByRole('button', { name: 'Trang sau' });
  return {
    open: () => timeUntilPainted(window, { page: 0, isFresh: true }, () => room.paper(paper.title).click()),
    async next() {
      await reader.shown(2).waitFor();
      await assertFrames(window);
      return timeUntilPainted(window, { page: 1, isFresh: false }, () => next.click());
    },
    async far(page) {
      await reader.pageField.fill(String(page));
      return timeUntilPainted(window, { page: page - 1, isFresh: true }, () =>
        reader.pageField.press('Enter'),
      );
    },
    async leave() {
      // The place is kept on the server: the next opening must begin on the first page, and not find it told to nobody.
      const told = window.waitForResponse(
        (answer) => answer.request().method() === 'PUT' && answer.url().endsWith('/place') && answer.ok(),
      );
      await reader.goTo(1);
      await told;
      await room.openPaper(other.title);
      await reader.shown(1).waitFor();
      await assertFrames(window);
    },
  };
}

function plainReader(window: Page): Reader {
  const field = window.locator('#page');
  return {
    open: () => timeUntilPainted(window, { page: 0, isFresh: true }, () => window.locator('#open').click()),
    async next() {
      await assertFrames(window);
      return timeUntilPainted(window, { page: 1, isFresh: false }, () => window.locator('#next').click());
    },
    async far(page) {
      await field.fill(String(page));
      return timeUntilPainted(window, { page: page - 1, isFresh: true }, () => field.press('Enter'));
    },
    leave: () => assertFrames(window),
  };
}

interface WarmTimes {
  readonly first: number[];
  readonly next: Painted[];
  readonly far: number[];
}

/** Opens, turns and jumps in turn, ours and the peer's, the document having been open in both before. */
async function warm(readers: readonly Reader[], pages: number): Promise<WarmTimes[]> {
  const times = readers.map((): WarmTimes => ({ first: [], next: [], far: [] }));
  for (let n = -1; n < ROUNDS; n++) {
    say(`${pages} pages, warm: round ${n + 1} of ${ROUNDS}`);
    for (const [side, reader] of readers.entries()) {
      const first = await reader.open();
      const next = await reader.next();
      const far = await reader.far(Math.floor(pages * (0.5 + n / 12)));
      await reader.leave();
      // The first round warms up.
      if (n < 0) continue;
      times[side]?.first.push(first.ms);
      times[side]?.next.push(next);
      times[side]?.far.push(far.ms);
    }
  }
  return times;
}

/** How the product's reader lays a page out, which the peer then does too. */
async function geometry(
  window: Page,
): Promise<Pick<PlainSettings, 'screenWidth' | 'screenHeight' | 'pageWidth'>> {
  return window.evaluate(() => {
    const screen = document.querySelector('[data-reader-scroller]');
    const page = document.querySelector('[data-page="0"]');
    if (screen === null || page === null) throw new Error('no reader is open');
    const { width, height } = screen.getBoundingClientRect();
    return { screenWidth: width, screenHeight: height, pageWidth: page.getBoundingClientRect().width };
  });
}

/** First page and page turns of the product's reader against plain pdf.js: same server, worker, PDF and browser. */
export async function measurePages(product: MeasuredProduct): Promise<Finding[]> {
  const { sample, server } = product;
  const papers: { pages: number; paper: Paper }[] = [];
  for (const pages of SIZES) {
    const paper = await bringPaper(sample, `Báo cáo ${pages} trang`, await officePdf(pages));
    papers.push({ pages, paper });
  }
  const other = (await sample.state()).papers.find(
    ({ version, id }) => version !== null && papers.every(({ paper }) => paper.id !== id),
  );
  if (other === undefined) throw new Error('the sample meeting has no paper');
  const window = await sample.room(READER);
  await new RoomPage(window).reader.shown(1).waitFor();
  const token = await product.token(READER);
  const findings: Finding[] = [];
  for (const { pages, paper } of papers) {
    const room = new RoomPage(window);
    await room.openPaper(paper.title);
    await room.reader.shown(1).waitFor();
    const settings: PlainSettings = {
      file: `/api/versions/${paper.version?.id}/bytes`,
      token,
      worker: product.pdfWorker,
      rangeBytes: RANGE_BYTES,
      opensAtOnce: false,
      ...(await geometry(window)),
    };
    await room.openPaper(other.title);
    await room.reader.shown(1).waitFor();
    // A window of its own: the browser slows down the frames of a tab that isn't in front.
    const context = await product.browser.newContext({ viewport: window.viewportSize() });
    const plain = await context.newPage();
    await plain.goto(plainAddress(server.url, settings));
    for (const each of [window, plain]) await assertFrames(each);
    const [ours, peer] = await warm([ourReader(window, paper, other), plainReader(plain)], pages);
    await context.close();
    const cold = await coldOpening(product, {
      reader: READER,
      paper,
      rounds: ROUNDS,
      plainAddress: plainAddress(server.url, { ...settings, opensAtOnce: true }),
      token,
    });
    if (ours === undefined || peer === undefined) throw new Error('nothing was measured');
    findings.push(...findingsOf(pages, ours, peer, cold));
  }
  return findings;
}

function plainAddress(server: string, settings: PlainSettings): string {
  return `${server}/bench/plain/index.html#${encodeURIComponent(JSON.stringify(settings))}`;
}

function findingsOf(
  pages: number,
  ours: WarmTimes,
  peer: WarmTimes,
  cold: { readonly ours: readonly ColdTimes[]; readonly peer: readonly ColdTimes[] },
): Finding[] {
  const of = `${pages} pages`;
  const compared = (
    what: string,
    our: readonly number[],
    their: readonly number[],
    hasAim = true,
  ): Finding => {
    const [mine, theirs] = [round(median(our), 1), round(median(their), 1)];
    return {
      what: `${what}, ${of}`,
      unit: 'ms',
      ours: mine,
      peer: 'plain pdf.js',
      theirs,
      aim: hasAim ? '≤ 1.0 ×' : null,
      isMet: hasAim ? mine <= theirs : null,
    };
  };
  const turned = median(ours.next.map(({ frames: count }) => count));
  return [
    compared('first page, warm', ours.first, peer.first),
    compared(
      'first page, cold',
      cold.ours.map(({ asked }) => asked),
      cold.peer.map(({ asked }) => asked),
    ),
    compared(
      'first page from the address, nothing cached',
      cold.ours.map(({ whole }) => whole),
      cold.peer.map(({ whole }) => whole),
      false,
    ),
    compared(
      'turn to a prepared page',
      ours.next.map(({ ms }) => ms),
      peer.next.map(({ ms }) => ms),
    ),
    {
      what: `turn to a prepared page, ${of}`,
      unit: 'frames',
      ours: turned,
      peer: 'plain pdf.js',
      theirs: median(peer.next.map(({ frames: count }) => count)),
      aim: 'next frame',
      isMet: turned <= 1,
    },
    compared('jump to a far page', ours.far, peer.far),
  ];
}
