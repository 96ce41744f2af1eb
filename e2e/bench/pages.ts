import type { BrowserContext, Page } from '@playwright/test';
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

/** Somebody's reader that is opened and left again. */
interface Opener {
  open(): Promise<Painted>;
  /** Leaves the document as it was before it was opened. */
  leave(): Promise<void>;
}

/** One in which pages are turned too. Pages from 1. */
interface Reader extends Opener {
  /** To the page after the first, when there has been time to prepare it. */
  next(): Promise<Painted>;
  /** To a page that nothing has prepared. */
  far(page: number): Promise<Painted>;
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

function stockViewer(window: Page): Opener {
  return {
    open: () => timeUntilPainted(window, { page: 0, isFresh: true }, () => window.locator('#open').click()),
    leave: () => assertFrames(window),
  };
}

function plainReader(window: Page): Reader {
  const field = window.locator('#page');
  return {
    ...stockViewer(window),
    async next() {
      await assertFrames(window);
      return timeUntilPainted(window, { page: 1, isFresh: false }, () => window.locator('#next').click());
    },
    async far(page) {
      await field.fill(String(page));
      return timeUntilPainted(window, { page: page - 1, isFresh: true }, () => field.press('Enter'));
    },
  };
}

interface WarmTimes {
  readonly first: number[];
  readonly next: Painted[];
  readonly far: number[];
}

/** Opens, turns and jumps in turn, ours and the peers', the document having been open in all before. */
async function warm(readers: readonly (Opener | Reader)[], pages: number): Promise<WarmTimes[]> {
  const times = readers.map((): WarmTimes => ({ first: [], next: [], far: [] }));
  for (let n = -1; n < ROUNDS; n++) {
    say(`${pages} pages, warm: round ${n + 1} of ${ROUNDS}`);
    for (const [side, reader] of readers.entries()) {
      const first = await reader.open();
      const next = 'next' in reader ? await reader.next() : undefined;
      const far = 'far' in reader ? await reader.far(Math.floor(pages * (0.5 + n / 24))) : undefined;
      await reader.leave();
      // The first round warms up.
      if (n < 0) continue;
      times[side]?.first.push(first.ms);
      if (next !== undefined) times[side]?.next.push(next);
      if (far !== undefined) times[side]?.far.push(far.ms);
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

/** First page and page turns of the product's reader against plain pdf.js: same server, PDF, pdf.js and browser. */
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
      rangeBytes: RANGE_BYTES,
      opensAtOnce: false,
      ...(await geometry(window)),
    };
    await room.openPaper(other.title);
    await room.reader.shown(1).waitFor();
    // Windows of their own: the browser slows down the frames of a tab that isn't in front.
    const contexts: BrowserContext[] = [];
    const peers: Page[] = [];
    for (const name of ['plain', 'stock'] as const) {
      const context = await product.browser.newContext({ viewport: window.viewportSize() });
      contexts.push(context);
      const peer = await context.newPage();
      await peer.goto(peerAddress(server.url, name, settings));
      peers.push(peer);
    }
    const [plain, stock] = peers;
    if (plain === undefined || stock === undefined) throw new Error('a peer has no window');
    for (const each of [window, plain, stock]) await assertFrames(each);
    const times = await warm(
      [ourReader(window, paper, other), plainReader(plain), stockViewer(stock)],
      pages,
    );
    for (const context of contexts) await context.close();
    const cold = await coldOpening(product, {
      paper,
      rounds: ROUNDS,
      peers: (['plain', 'stock'] as const).map((name) =>
        peerAddress(server.url, name, { ...settings, opensAtOnce: true }),
      ),
      token,
    });
    findings.push(...findingsOf(pages, times, cold));
  }
  return findings;
}

function peerAddress(server: string, peer: 'plain' | 'stock', settings: PlainSettings): string {
  return `${server}/bench/${peer}/index.html#${encodeURIComponent(JSON.stringify(settings))}`;
}

const PLAIN = 'plain pdf.js';
const STOCK = 'stock pdf.js viewer';

/** Both lists begin with ours, then come plain pdf.js and the stock viewer. */
function findingsOf(
  pages: number,
  [ours, plain, stock]: readonly WarmTimes[],
  [ourCold, plainCold, stockCold]: readonly (readonly ColdTimes[])[],
): Finding[] {
  if (!ours || !plain || !stock || !ourCold || !plainCold || !stockCold) {
    throw new Error('nothing was measured');
  }
  const of = `${pages} pages`;
  const compared = (
    what: string,
    our: readonly number[],
    peer: string,
    their: readonly number[],
    aim: number | null,
  ): Finding => {
    const [mine, theirs] = [round(median(our), 1), round(median(their), 1)];
    return {
      what: `${what}, ${of}`,
      unit: 'ms',
      ours: mine,
      peer,
      theirs,
      aim: aim === null ? null : `≤ ${aim.toFixed(1)} ×`,
      isMet: aim === null ? null : mine <= theirs * aim,
    };
  };
  const asked = (times: readonly ColdTimes[]) => times.map((time) => time.asked);
  const whole = (times: readonly ColdTimes[]) => times.map((time) => time.whole);
  const turned = ours.next.map(({ frames }) => frames).toSorted((a, b) => a - b);
  const mostFrames = turned.at(-1) ?? Infinity;
  return [
    compared('first page, warm', ours.first, STOCK, stock.first, 1),
    compared('first page, warm', ours.first, PLAIN, plain.first, null),
    compared('first page, cold', asked(ourCold), STOCK, asked(stockCold), 1),
    compared('first page, cold', asked(ourCold), PLAIN, asked(plainCold), null),
    compared('first page, our warm with their cold', ours.first, STOCK, asked(stockCold), null),
    compared('first page from the address, nothing cached', whole(ourCold), STOCK, whole(stockCold), null),
    compared(
      'turn to a prepared page',
      ours.next.map(({ ms }) => ms),
      PLAIN,
      plain.next.map(({ ms }) => ms),
      1,
    ),
    {
      what: `turn to a prepared page, the slowest, ${of}`,
      unit: 'frames',
      ours: mostFrames,
      peer: PLAIN,
      theirs: Math.max(...plain.next.map(({ frames }) => frames)),
      aim: 'next frame',
      isMet: mostFrames <= 1,
    },
    compared('jump to a far page', ours.far, PLAIN, plain.far, 1.1),
  ];
}
