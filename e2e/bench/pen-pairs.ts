import type { Page } from '@playwright/test';
import type { MeasuredServer } from '../../collab-server/bench/measured-server.ts';
import { VersionId } from '../../collab-server/protocol/wire/ids.ts';
import { RoomPage } from '../pages/room.ts';
import type { AwarenessSettings } from './awareness/settings.ts';
import type { MeasuredProduct } from './measured-product.ts';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Two windows in which one draws and the other sees. */
export interface Pair {
  readonly drawing: Page;
  readonly seeing: Page;
  readonly page: Box;
}

/** Two people of the sample who look at the same page; the first has a pen in hand. */
export async function ourPair(product: MeasuredProduct): Promise<Pair & { readonly version: VersionId }> {
  const { sample } = product;
  const rooms: RoomPage[] = [];
  for (const name of ['Ánh', 'Bích']) {
    const room = new RoomPage(await sample.room(name));
    await room.reader.shown(1).waitFor();
    await room.reader.saveState('Nét vẽ đã lưu').waitFor();
    rooms.push(room);
  }
  const [anh, bich] = rooms;
  if (anh === undefined || bich === undefined) throw new Error('two rooms are needed');
  await anh.reader.take('Bút');
  const [page, other] = [await anh.reader.page(1).boundingBox(), await bich.reader.page(1).boundingBox()];
  if (page === null || JSON.stringify(page) !== JSON.stringify(other)) {
    throw new Error('both windows must show the same at the same place');
  }
  const version = await openVersion(anh.window);
  return {
    drawing: anh.window,
    seeing: bich.window,
    page,
    version,
  };
}

/** The version that a window shows, by what it has asked for. */
async function openVersion(window: Page): Promise<VersionId> {
  const found = await window.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => /\/api\/versions\/([^/]+)\//.exec(name)?.[1])
      .findLast((id) => id !== undefined),
  );
  return VersionId.parse(found);
}

/** The same with the usual means and nothing else on the page. */
export async function awarenessPair(
  product: MeasuredProduct,
  peer: MeasuredServer,
  page: Box,
): Promise<Pair> {
  const room = 'pen';
  const settings: AwarenessSettings = { server: `ws://127.0.0.1:${peer.port}`, room, ...page };
  const address = `${product.server.url}/bench/awareness/index.html#${encodeURIComponent(JSON.stringify(settings))}`;
  const windows: Page[] = [];
  for (let n = 0; n < 2; n++) {
    const context = await product.browser.newContext({ viewport: { width: 1280, height: 720 } });
    const window = await context.newPage();
    const connected = window.waitForEvent('websocket');
    await window.goto(address);
    await (await connected).waitForEvent('framereceived');
    windows.push(window);
  }
  const [drawing, seeing] = windows;
  if (drawing === undefined || seeing === undefined) throw new Error('two windows are needed');
  return {
    drawing,
    seeing,
    page,
  };
}
