import type { types } from 'mediasoup';
import type { MediaKind, RtpParameters } from '#protocol/media/rtp';
import { type MediaSource, ProducerId, type ProducerInfo } from '#protocol/media/signalling';
import type { PersonId } from '#protocol/wire/ids';

/** Told after the sending really stopped or started, or when who holds it changed. */
export type PauseListener = (info: ProducerInfo) => void;

/**
 * A stream that a person sends. Two switches pause it, the owner's and the server's (the floor); it flows only when
 * neither does, and the owner's switch keeps its place while the server's is on.
 */
export interface LiveProducer {
  readonly id: ProducerId;
  readonly person: PersonId;
  readonly source: MediaSource;
  readonly raw: types.Producer;
  info(): ProducerInfo;
  setPausedByOwner(paused: boolean): Promise<void>;
  setHeld(held: boolean): Promise<void>;
  onPause(listener: PauseListener): void;
  onClose(listener: () => void): void;
  close(): void;
}

export interface ProducerOptions {
  readonly source: MediaSource;
  readonly kind: MediaKind;
  readonly rtpParameters: RtpParameters;
  readonly person: PersonId;
  readonly pausedByOwner: boolean;
  readonly held: boolean;
}

export async function createProducer(
  transport: types.WebRtcTransport,
  options: ProducerOptions,
): Promise<LiveProducer> {
  let { pausedByOwner, held } = options;
  const listeners: PauseListener[] = [];
  const raw = await transport.produce({
    kind: options.kind,
    rtpParameters: options.rtpParameters,
    paused: pausedByOwner || held,
  });
  const id = ProducerId.parse(raw.id);
  const info = (): ProducerInfo => ({
    id,
    person: options.person,
    source: options.source,
    paused: pausedByOwner || held,
    held,
  });

  // What the worker was last told: `raw.paused` lags behind by an answer, and a pause that is still on its way must not
  // make the resume after it look needless. Requests reach the worker in the order in which they are made here.
  let told = info().paused;
  const apply = async (heldChanged: boolean) => {
    const { paused } = info();
    const changed = paused !== told;
    told = paused;
    if (changed) await (paused ? raw.pause() : raw.resume());
    if ((changed || heldChanged) && !raw.closed) for (const listener of listeners) listener(info());
  };

  return {
    id,
    person: options.person,
    source: options.source,
    raw,
    info,
    async setPausedByOwner(paused) {
      pausedByOwner = paused;
      await apply(false);
    },
    async setHeld(next) {
      const changed = held !== next;
      held = next;
      await apply(changed);
    },
    onPause: (listener) => void listeners.push(listener),
    onClose: (listener) => void raw.observer.once('close', listener),
    close: () => raw.close(),
  };
}
