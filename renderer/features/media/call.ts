import { Device, detectDeviceAsync, type types } from 'mediasoup-client';
import {
  type ConsumerId,
  type MediaSource,
  type MediaSuccessOf,
  ProducerId,
  type ProducerInfo,
} from '#protocol/media/signalling';
import type { PersonId } from '#protocol/wire/ids';
import { type Link, openLink } from './link.ts';
import { type Ask, MediaRefusedError } from './media-channel.ts';
import { sendOptions } from './send-options.ts';
import { Settler } from './settler.ts';
import { capabilitiesToSend, parametersToSend } from './wire-shapes.ts';

/** How large a picture is shown; what is not seen is not sent here. */
export type TileSize = 'small' | 'medium' | 'large';
const SPATIAL_LAYER: Record<TileSize, number> = { small: 0, medium: 1, large: 2 };

export interface Wish {
  /** What to send from each source; null for nothing. */
  readonly sources: ReadonlyMap<
    MediaSource,
    { readonly track: MediaStreamTrack; readonly paused: boolean } | null
  >;
  /** What the others send at the moment. */
  readonly offered: Iterable<ProducerInfo>;
  readonly shown: ReadonlySet<PersonId>;
  readonly size: TileSize;
}

export interface CallPort {
  /** What is wanted now; read again at each step. */
  wish(): Wish;
  onTrack(producer: ProducerInfo, track: MediaStreamTrack): void;
  onTrackEnd(producer: ProducerId): void;
  onHeld(held: boolean): void;
  /** Nothing can be mended here; close this call and join again. */
  onBroken(error: unknown): void;
}

interface Reception {
  readonly id: ConsumerId;
  readonly consumer: types.Consumer;
  readonly layered: boolean;
  size: TileSize | null;
}

/** One stay in the media of a meeting, from a join that was answered until it is closed or breaks. */
export class Call {
  readonly #ask: Ask;
  readonly #port: CallPort;
  readonly #device: Device;
  readonly #sending = new Map<MediaSource, types.Producer>();
  readonly #receiving = new Map<ProducerId, Reception>();
  readonly #senders: Settler;
  readonly #receivers: Settler;
  #sendLink: Link | null = null;
  #receiveLink: Link | null = null;
  #announcing: { readonly source: MediaSource; readonly paused: boolean } = {
    source: 'microphone',
    paused: true,
  };
  #closed = false;

  static async start(joined: MediaSuccessOf<'join'>, ask: Ask, port: CallPort): Promise<Call> {
    // A browser that hides its name (some do on plain http) is nearly always built on Chromium.
    const device = await Device.factory({ handlerName: (await detectDeviceAsync()) ?? 'Chrome111' });
    await device.load({ routerRtpCapabilities: joined.rtpCapabilities });
    return new Call(device, ask, port);
  }

  private constructor(device: Device, ask: Ask, port: CallPort) {
    this.#device = device;
    this.#ask = ask;
    this.#port = port;
    const broken = (error: unknown) => this.#break(error);
    this.#senders = new Settler(() => this.#settleSending(), broken);
    this.#receivers = new Settler(() => this.#settleReceiving(), broken);
  }

  /** The wish may have changed. */
  update(): void {
    if (this.#closed) return;
    this.#senders.kick();
    this.#receivers.kick();
  }

  /** Counters of both transports, as the browser keeps them. */
  async stats(): Promise<RTCStatsReport[]> {
    const links = [this.#sendLink, this.#receiveLink].filter((link) => link !== null);
    return Promise.all(links.map(({ transport }) => transport.getStats()));
  }

  /** Ends everything on this side; says nothing to the server. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const id of this.#receiving.keys()) this.#port.onTrackEnd(id);
    this.#sendLink?.close();
    this.#receiveLink?.close();
  }

  #break(error: unknown): void {
    if (!this.#closed) this.#port.onBroken(error);
  }

  async #link(direction: 'send' | 'recv'): Promise<Link> {
    const link = await openLink(direction, this.#device, this.#ask, () =>
      this.#break(new Error('the network failed')),
    );
    if (this.#closed) link.close();
    return link;
  }

  async #settleSending(): Promise<void> {
    for (const [source, wish] of this.#port.wish().sources) {
      if (this.#closed) return;
      const producer = this.#sending.get(source);
      if (!wish) {
        if (producer) await this.#stopSending(source, producer);
      } else if (!producer) await this.#send(source, wish.track, wish.paused);
      else {
        if (producer.track !== wish.track) await producer.replaceTrack({ track: wish.track });
        if (producer.paused !== wish.paused) await this.#pause(producer, wish.paused);
      }
    }
  }

  async #send(source: MediaSource, track: MediaStreamTrack, paused: boolean): Promise<void> {
    if (track.readyState === 'ended') return;
    if (!this.#sendLink) {
      const link = await this.#link('send');
      this.#sendLink = link;
      link.transport.on('produce', (asked, done, fail) => void this.#announce(link, asked, done, fail));
    }
    this.#announcing = { source, paused };
    const producer = await this.#sendLink.transport.produce({ track, ...sendOptions(source) });
    if (paused) producer.pause();
    this.#sending.set(source, producer);
    producer.observer.once('close', () => {
      if (this.#sending.get(source) === producer) this.#sending.delete(source);
    });
  }

  /** mediasoup asks for the server's side of the one `produce` that is under way. */
  async #announce(
    { id: transport }: Link,
    { rtpParameters }: { rtpParameters: types.RtpParameters },
    done: (answer: { id: string }) => void,
    fail: (error: Error) => void,
  ): Promise<void> {
    try {
      const request = { ...this.#announcing, rtpParameters: parametersToSend(rtpParameters) };
      const { id, held } = await this.#ask({ type: 'produce', transport, ...request });
      if (request.source === 'microphone') this.#port.onHeld(held);
      done({ id });
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  async #stopSending(source: MediaSource, producer: types.Producer): Promise<void> {
    this.#sending.delete(source);
    producer.close();
    await this.#ask({ type: 'closeProducer', producer: ProducerId.parse(producer.id) });
  }

  async #pause(producer: types.Producer, paused: boolean): Promise<void> {
    const id = ProducerId.parse(producer.id);
    // Silence begins here at once, not when the server has answered; sound begins when it will be passed on.
    if (paused) producer.pause();
    await this.#ask({ type: paused ? 'pauseProducer' : 'resumeProducer', producer: id });
    if (!paused) producer.resume();
  }

  async #settleReceiving(): Promise<void> {
    const { offered, shown, size } = this.#port.wish();
    const wanted = new Map<ProducerId, ProducerInfo>();
    for (const producer of offered) {
      // Every voice is heard; a picture costs bandwidth and is received only while somebody looks at it.
      if (producer.source === 'microphone' || shown.has(producer.person)) wanted.set(producer.id, producer);
    }
    const tasks: Promise<void>[] = [];
    for (const [id, reception] of this.#receiving)
      if (!wanted.has(id)) tasks.push(this.#stopReceiving(id, reception));
    if (wanted.size > 0) this.#receiveLink ??= await this.#link('recv');
    if (this.#closed) return;
    for (const producer of wanted.values()) {
      const reception = this.#receiving.get(producer.id);
      if (!reception) tasks.push(this.#receive(producer, size));
      else if (reception.layered && reception.size !== size) tasks.push(this.#prefer(reception, size));
    }
    await Promise.all(tasks);
  }

  async #receive(producer: ProducerInfo, size: TileSize): Promise<void> {
    const link = this.#receiveLink;
    if (!link) return;
    try {
      const rtpCapabilities = capabilitiesToSend(this.#device.recvRtpCapabilities);
      const offer = await this.#ask({
        type: 'consume',
        transport: link.id,
        producer: producer.id,
        rtpCapabilities,
      });
      const consumer = await link.transport.consume({
        id: offer.id,
        producerId: producer.id,
        kind: offer.kind,
        rtpParameters: offer.rtpParameters,
        // Sound and picture of one person are one stream to the browser, which keeps the lips in step.
        streamId: producer.person,
      });
      const reception: Reception = { id: offer.id, consumer, layered: offer.layered, size: null };
      this.#receiving.set(producer.id, reception);
      if (offer.layered) await this.#prefer(reception, size);
      this.#port.onTrack(producer, consumer.track);
      await this.#ask({ type: 'resumeConsumer', consumer: offer.id });
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  async #prefer(reception: Reception, size: TileSize): Promise<void> {
    reception.size = size;
    const layers = { spatialLayer: SPATIAL_LAYER[size] };
    try {
      await this.#ask({ type: 'setPreferredLayers', consumer: reception.id, layers });
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  async #stopReceiving(producer: ProducerId, { id, consumer }: Reception): Promise<void> {
    this.#receiving.delete(producer);
    this.#port.onTrackEnd(producer);
    consumer.close();
    try {
      await this.#ask({ type: 'closeConsumer', consumer: id });
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
}

/** What was asked for ended in the same moment; its notice is on the way. */
function isGone(error: unknown): boolean {
  return error instanceof MediaRefusedError && (error.code === 'notFound' || error.code === 'cannotConsume');
}
