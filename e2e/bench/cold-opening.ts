import type { Page } from '@playwright/test';
import { documentsApi } from '../../collab-server/protocol/documents/api.ts';
import type { Paper } from '../../collab-server/protocol/documents/records.ts';
import { say } from '../../scripts/project.ts';
import type { MeasuredProduct } from './measured-product.ts';
import { assertPage, PICTURE } from './stopwatch.ts';

/** Milliseconds until the first page is painted in a browser that has nothing yet. */
export interface ColdTimes {
  /** From asking for the document: neither its bytes nor pdf.js's worker were there before. */
  readonly asked: number;
  /** From the address: for ours the whole client, signed in and in its meeting. */
  readonly whole: number;
}

export interface ColdOptions {
  readonly paper: Paper;
  readonly rounds: number;
  /** Pages that open the same document by themselves. */
  readonly peers: readonly string[];
  readonly token: string;
}

/** A page that isn't there after this is a failure, not a result. Milliseconds. */
const LIMIT = 60_000;

/** Opens a document in fresh browser contexts, ours and the peers' in turn. Times of ours first. */
export async function coldOpening(
  product: MeasuredProduct,
  { paper, rounds, peers, token }: ColdOptions,
): Promise<ColdTimes[][]> {
  const { sample, server, browser } = product;
  await rememberPaper(server.url, sample.meeting, paper, token);
  const stored = [
    ['bantron.display', JSON.stringify({ language: 'vi', theme: 'light', text: 'normal' })],
  ] as const;
  const opening = async (address: string): Promise<ColdTimes> => {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 720 },
      locale: 'vi-VN',
      permissions: ['camera', 'microphone'],
    });
    try {
      // Signed in, and this paper was the last that was open: the room opens it by itself.
      await context.addInitScript(
        ({ entries, session }) => {
          sessionStorage.setItem('bantron.token', session);
          for (const [key, value] of entries) localStorage.setItem(key, value);
        },
        { entries: stored, session: token },
      );
      const window = await context.newPage();
      await watchFirstPage(window);
      await window.goto(address, { waitUntil: 'commit' });
      return await firstPage(window);
    } finally {
      await context.close();
    }
  };
  const addresses = [`${server.url}/meetings/${sample.meeting}`, ...peers];
  const times = addresses.map((): ColdTimes[] => []);
  // The first round warms up the server and the disk.
  for (let n = -1; n < rounds; n++) {
    say(`${paper.title}, cold: round ${n + 1} of ${rounds}`);
    for (const [side, address] of addresses.entries()) {
      const took = await opening(address);
      if (n >= 0) times[side]?.push(took);
    }
  }
  return times;
}

/** The room opens by itself the paper in which the person was last. */
async function rememberPaper(server: string, meeting: string, paper: Paper, token: string): Promise<void> {
  const { ok } = await fetch(server + documentsApi.setPackPlace.path.replace(':meeting', meeting), {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ paper: paper.id }),
  });
  if (!ok) throw new Error('the server does not remember the paper');
}

const DONE = 'bench: first page painted';

/** From its very start, looks at every frame whether the first page is there. */
async function watchFirstPage(window: Page): Promise<void> {
  await window.addInitScript(
    ({ mark, picture }) => {
      const look = () => {
        const canvas = document.querySelector<HTMLCanvasElement>(`[data-page="0"] ${picture}`);
        if (canvas === null || canvas.width <= 1) {
          requestAnimationFrame(look);
          return;
        }
        const after = new MessageChannel();
        after.port1.addEventListener('message', () => performance.mark(mark));
        after.port1.start();
        after.port2.postMessage(null);
      };
      requestAnimationFrame(look);
    },
    { mark: DONE, picture: PICTURE },
  );
}

async function firstPage(window: Page): Promise<ColdTimes> {
  await window.waitForFunction((mark) => performance.getEntriesByName(mark).length > 0, DONE, {
    timeout: LIMIT,
  });
  await assertPage(window, 0);
  return window.evaluate((mark) => {
    const whole = performance.getEntriesByName(mark)[0]?.startTime;
    // The peer says when it asks; ours asks with its first request for this version.
    const request = performance
      .getEntriesByType('resource')
      .find(({ name }) => name.includes('/api/versions/'));
    const asked = (performance.getEntriesByName('asked')[0] ?? request)?.startTime;
    if (whole === undefined || asked === undefined || asked > whole) throw new Error('nobody asked for it');
    return { asked: whole - asked, whole };
  }, DONE);
}
