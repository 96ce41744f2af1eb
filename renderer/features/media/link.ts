import type { types } from 'mediasoup-client';
import type { DtlsParameters } from '#protocol/media/rtp';
import type { TransportId } from '#protocol/media/signalling';
import type { Ask } from './media-channel.ts';

/** A connection that stays silent this long is tried again before the browser gives it up by itself. */
const SILENT_MS = 3_000;
/** How long a second try may take before everything is built anew. */
const RECOVER_MS = 10_000;

/** One WebRTC transport, repaired when the network below it changes or fails. */
export interface Link {
  readonly id: TransportId;
  readonly transport: types.Transport;
  close(): void;
}

/** `onBroken` is called once, when repairing has failed. */
export async function openLink(
  direction: 'send' | 'recv',
  device: types.Device,
  ask: Ask,
  onBroken: () => void,
): Promise<Link> {
  const { id, iceParameters, iceCandidates, dtlsParameters } = await ask({
    type: 'createTransport',
    direction,
  });
  const options = { id, iceParameters, iceCandidates, dtlsParameters };
  const transport =
    direction === 'send' ? device.createSendTransport(options) : device.createRecvTransport(options);
  const connect = async (own: DtlsParameters, done: () => void, fail: (error: Error) => void) => {
    try {
      await ask({ type: 'connectTransport', transport: id, dtlsParameters: own });
      done();
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)));
    }
  };
  transport.on('connect', (asked, done, fail) => void connect(asked.dtlsParameters, done, fail));

  let timer: ReturnType<typeof setTimeout> | undefined;
  let repairing = false;
  const giveUp = () => {
    if (!transport.closed) onBroken();
  };
  const repair = async () => {
    if (repairing || transport.closed) return;
    repairing = true;
    clearTimeout(timer);
    timer = setTimeout(giveUp, RECOVER_MS);
    try {
      const fresh = await ask({ type: 'restartIce', transport: id });
      if (!transport.closed) await transport.restartIce({ iceParameters: fresh.iceParameters });
    } catch {
      // The channel or the server's end is gone as well: only a new start helps.
      clearTimeout(timer);
      giveUp();
    }
  };
  transport.on('connectionstatechange', (state) => {
    if (state === 'failed') void repair();
    if (state === 'disconnected' && !repairing) timer = setTimeout(() => void repair(), SILENT_MS);
    if (state === 'connected') {
      clearTimeout(timer);
      repairing = false;
    }
  });

  return {
    id,
    transport,
    close() {
      clearTimeout(timer);
      transport.close();
    },
  };
}
