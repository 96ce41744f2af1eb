import type { Page } from '@playwright/test';

/** What a window received so far, over all its connections. Frames and packets only rise. */
export interface Received {
  readonly framesDecoded: number;
  readonly audioPackets: number;
}

/** Lets {@link received} look into a window's connections. Before its first page. */
export async function watchConnections(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const made: RTCPeerConnection[] = [];
    Object.assign(window, { testConnections: made });
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        made.push(this);
      }
    };
  });
}

/** Counts from the browser's own statistics. mediasoup's probation stream counts no frames and does no harm. */
export function received(page: Page): Promise<Received> {
  return page.evaluate(async () => {
    const { testConnections = [] } = window as { testConnections?: RTCPeerConnection[] };
    let framesDecoded = 0;
    let audioPackets = 0;
    for (const connection of testConnections) {
      for (const report of (await connection.getStats()).values() as Iterable<Record<string, unknown>>) {
        if (report['type'] !== 'inbound-rtp') continue;
        if (report['kind'] === 'video') framesDecoded += Number(report['framesDecoded'] ?? 0);
        else audioPackets += Number(report['packetsReceived'] ?? 0);
      }
    }
    return { framesDecoded, audioPackets };
  });
}

/** The bar below the room: microphone, camera, leaving. */
export class MediaBar {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get region() {
    return this.#page.getByRole('region', { name: 'Âm thanh và hình ảnh' });
  }

  get microphone() {
    return this.region.getByRole('button', { name: /^(Micrô|Tắt micrô|Bật micrô)/ });
  }

  get camera() {
    return this.region.getByRole('button', { name: /^(Camera|Tắt camera|Bật camera)/ });
  }

  get leave() {
    return this.region.getByRole('button', { name: 'Rời âm thanh' });
  }

  get status() {
    return this.region.getByRole('status');
  }
}
