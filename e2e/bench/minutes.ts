import type { Page } from '@playwright/test';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import { writeUpdate } from 'y-protocols/sync';
import * as Y from 'yjs';
import type { Finding } from '../../collab-server/bench/finding.ts';
import { MeasuredServer } from '../../collab-server/bench/measured-server.ts';
import { RawSocket } from '../../collab-server/bench/raw-socket.ts';
import { median, round } from '../../collab-server/bench/statistics.ts';
import { BODY, minutesRoomName } from '../../collab-server/protocol/minutes/ydoc.ts';
import { COLLAB_MESSAGE, ticketApi } from '../../collab-server/protocol/wire/collab.ts';
import { say } from '../../scripts/project.ts';
import { takeDocument } from '../pages/document.ts';
import { RoomPage } from '../pages/room.ts';
import type { MeasuredProduct } from './measured-product.ts';
import { LAST_WORDS, LINES, writeHistory } from './minutes-history.ts';
import { timeOpening, watchOpenings, type Opening } from './minutes-opening.ts';
import { typeBoth, type Typed, type TypingPair } from './minutes-typing.ts';
import { Writers } from './minutes-writers.ts';
import { message } from './pen-bots.ts';
import type { TiptapSettings } from './tiptap/settings.ts';

const ROUNDS = 5;
const EDITS = 250_000;
const PAGES = 40;
const BLOCKS = 30;
const SEED = 6;
/** People who type: two in windows that are measured, the others without a screen. */
const PEOPLE = 10;
const PEER = 'Tiptap over y-websocket';
const PEER_ROOM = 'minutes';
/** Who may write the minutes of the sample. */
const WRITERS = ['Đức', 'Ước'] as const;

/** Minutes of 40 pages with a long history: opening them, ten people typing in them, and taking them as a file. */
export async function measureMinutes(product: MeasuredProduct): Promise<Finding[]> {
  const { sample } = product;
  await sample.command({ type: 'meeting.open' });
  const room = minutesRoomName(sample.meeting);
  say(`writing minutes of ${PAGES} pages with ${EDITS} edits`);
  const doc = await writtenMinutes(product, room);
  await using peer = await MeasuredServer.start('y-websocket');
  const peerDoc = new Y.Doc();
  Y.applyUpdate(peerDoc, Y.encodeStateAsUpdate(doc));
  // It keeps the room, which is in memory, for as long as this is open.
  const keeper = await RawSocket.open(peer.port, `/${PEER_ROOM}`, () => {});
  keeper.send(
    message(COLLAB_MESSAGE.sync, (encoder) => writeUpdate(encoder, Y.encodeStateAsUpdate(peerDoc))),
  );

  const opened: Record<'ours' | 'theirs', Opening[]> = { ours: [], theirs: [] };
  for (let n = -1; n < ROUNDS; n++) {
    say(`opening them: round ${n + 1} of ${ROUNDS}`);
    const ours = await openOurs(product, WRITERS[0]);
    const theirs = await openTheirs(product, peer);
    if (n >= 0) {
      opened.ours.push(ours.opening);
      opened.theirs.push(theirs.opening);
    }
    for (const { window } of [ours, theirs]) await window.context().close();
  }

  const pairs = {
    ours: pairOf([await openOurs(product, WRITERS[0]), await openOurs(product, WRITERS[1])]),
    theirs: pairOf([await openTheirs(product, peer), await openTheirs(product, peer)]),
  };
  using ourWriters = new Writers(doc, await ourSockets(product, room));
  using theirWriters = new Writers(peerDoc, await theirSockets(peer));
  const typed: Record<'ours' | 'theirs', Typed[]> = { ours: [], theirs: [] };
  for (let n = -1; n < ROUNDS; n++) {
    say(`${PEOPLE} people typing: round ${n + 1} of ${ROUNDS}`);
    for (const [side, writers] of [
      ['ours', ourWriters],
      ['theirs', theirWriters],
    ] as const) {
      writers.begin();
      const times = await typeBoth(pairs[side]);
      writers.rest();
      if (n >= 0) typed[side].push(times);
    }
  }

  const [window] = pairs.ours.windows;
  const taken: Record<'PDF' | 'Văn bản Word', number[]> = { PDF: [], 'Văn bản Word': [] };
  for (let n = -1; n < ROUNDS; n++) {
    for (const form of ['PDF', 'Văn bản Word'] as const) {
      say(`${form}: round ${n + 1} of ${ROUNDS}`);
      const started = performance.now();
      await takeDocument(window.locator('body'), 'Tải biên bản', form);
      if (n >= 0) taken[form].push(performance.now() - started);
    }
  }
  keeper.close();
  return [
    ...openingFindings(opened),
    ...typingFindings(typed),
    ...Object.entries(taken).map(([form, times]) => alone(form, median(times))),
  ];
}

function openingFindings({ ours, theirs }: Record<'ours' | 'theirs', readonly Opening[]>): Finding[] {
  const finding = (what: string, kind: keyof Opening, most: number): Finding => {
    const [mine, other] = [ours, theirs].map((list) => round(median(list.map((each) => each[kind])), 1));
    return {
      what: `${what}, ${EDITS} edits`,
      unit: 'ms',
      ours: mine ?? Number.NaN,
      peer: PEER,
      theirs: other ?? Number.NaN,
      aim: `≤ ${most} ×`,
      isMet: (mine ?? Number.NaN) <= most * (other ?? Number.NaN),
    };
  };
  return [
    finding('the document is loaded from its message', 'document', 1.2),
    finding('from the press to an editor that can be written in', 'usable', 1.1),
  ];
}

function typingFindings({ ours, theirs }: Record<'ours' | 'theirs', readonly Typed[]>): Finding[] {
  const p95 = (times: readonly number[]) =>
    times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
  return (
    [
      ['own', 'key to one’s own screen', 50],
      ['other', 'key to another’s screen', 150],
    ] as const
  ).map(([kind, what, most]) => {
    const [mine, other] = [ours, theirs].map((list) => round(median(list.map((each) => p95(each[kind]))), 1));
    return {
      what: `${what}, ${PEOPLE} typing, p95`,
      unit: 'ms',
      ours: mine ?? Number.NaN,
      peer: PEER,
      theirs: other ?? Number.NaN,
      aim: `≤ ${most} ms`,
      isMet: (mine ?? Number.NaN) <= most,
    };
  });
}

function alone(form: string, ms: number): Finding {
  return {
    what: `${PAGES} pages as a file: ${form === 'PDF' ? form : 'DOCX'}`,
    unit: 'ms',
    ours: round(ms, 0),
    peer: null,
    theirs: null,
    aim: '≤ 3000 ms',
    isMet: ms <= 3000,
  };
}

/** Writes the history into the minutes on the product's server; answers the document as it is there. */
async function writtenMinutes(product: MeasuredProduct, room: string): Promise<Y.Doc> {
  const doc = new Y.Doc();
  const connect = async () => {
    const params = { ticket: await ticketFor(product, room, WRITERS[0]) };
    const provider = new WebsocketProvider(`${product.server.url.replace(/^http/, 'ws')}/collab`, room, doc, {
      params,
      disableBc: true,
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    });
    await new Promise<void>((resolve) => {
      provider.once('sync', () => resolve());
    });
    return provider;
  };
  // The skeleton is there first: it is the server's.
  (await connect()).destroy();
  const written = await writeHistory(doc, { edits: EDITS, pages: PAGES, blocks: BLOCKS, seed: SEED });
  say(`${written.edits} edits, ${written.letters} letters, ${written.blocks} live blocks`);
  const provider = await connect();
  // A marker comes back when everything before it is on the disk.
  const saved = new Promise<void>((resolve) => {
    provider.messageHandlers[COLLAB_MESSAGE.saved] = () => resolve();
  });
  provider.ws?.send(
    new Uint8Array(message(COLLAB_MESSAGE.saved, (encoder) => encoding.writeVarUint(encoder, 1))),
  );
  await saved;
  provider.destroy();
  return doc;
}

async function ticketFor(product: MeasuredProduct, room: string, name: string): Promise<string> {
  const answer = await fetch(product.server.url + ticketApi.ticket.path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await product.token(name)}` },
    body: JSON.stringify({ target: `collab:${room}` }),
  });
  return ticketApi.ticket.response.parse(await answer.json()).ticket;
}

async function ourSockets(product: MeasuredProduct, room: string): Promise<RawSocket[]> {
  const port = Number(new URL(product.server.url).port);
  const sockets: RawSocket[] = [];
  for (let n = 0; n < PEOPLE - 2; n++) {
    const name = WRITERS[n % 2] ?? WRITERS[0];
    const ticket = await ticketFor(product, room, name);
    sockets.push(await RawSocket.open(port, `/collab/${room}?ticket=${ticket}`, () => {}));
  }
  return sockets;
}

async function theirSockets({ port }: MeasuredServer): Promise<RawSocket[]> {
  const sockets: RawSocket[] = [];
  for (let n = 0; n < PEOPLE - 2; n++) sockets.push(await RawSocket.open(port, `/${PEER_ROOM}`, () => {}));
  return sockets;
}

interface OpenedText {
  readonly window: Page;
  readonly opening: Opening;
}

async function openOurs({ sample }: MeasuredProduct, name: string): Promise<OpenedText> {
  const window = await sample.window(name);
  await watchOpenings(window);
  await window.goto(`${sample.server.url}/meetings/${sample.meeting}`);
  const room = new RoomPage(window);
  const opening = await timeOpening(window, LAST_WORDS, () => room.menu('Biên bản'));
  return { window, opening };
}

async function openTheirs(
  { browser, server }: MeasuredProduct,
  { port }: MeasuredServer,
): Promise<OpenedText> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const window = await context.newPage();
  await watchOpenings(window);
  const settings: TiptapSettings = { server: `ws://127.0.0.1:${port}`, room: PEER_ROOM, field: BODY };
  await window.goto(`${server.url}/bench/tiptap/index.html#${encodeURIComponent(JSON.stringify(settings))}`);
  const opening = await timeOpening(window, LAST_WORDS, () =>
    window.getByRole('button', { name: 'open' }).click(),
  );
  return { window, opening };
}

function pairOf([one, other]: readonly [OpenedText, OpenedText]): TypingPair {
  return { windows: [one.window, other.window], lines: LINES };
}
