import type { types } from 'mediasoup';
import { assertNever } from '#protocol/wire/assert-never';
import {
  type ConsumerId,
  type MediaAnswer,
  type MediaNotification,
  type MediaParticipant,
  type MediaRequest,
  type MediaSource,
  type ProducerInfo,
  ProducerId,
  kindOf,
} from '#protocol/media/signalling';
import { RefusalError } from './refusal-error.ts';
import { type LiveProducer, createProducer } from './live-producer.ts';
import { consumeAnswer, transportAnswer } from './answers.ts';

/** A meeting of several hundred with everybody on one screen, twice over. */
const MAX_CONSUMERS = 1000;
/** Three simulcast layers, a screen and a voice fit; a flood doesn't. Bits per second. */
const MAX_INCOMING_BITRATE = 6_000_000;
const INITIAL_OUTGOING_BITRATE = 1_000_000;

/** What a peer carries out itself; joining and leaving are the room's. */
export type PeerRequest = Exclude<MediaRequest, { type: 'join' | 'leave' }>;
type RequestOf<T extends MediaRequest['type']> = Extract<MediaRequest, { type: T }>;

/** What a peer needs of the room that it is in. */
export interface PeerRoom {
  readonly router: types.Router;
  readonly webRtcServer: types.WebRtcServer;
  /** The producer that is open under this id, whoever sends it. */
  findProducer(id: ProducerId): LiveProducer | undefined;
  producerAdded(producer: LiveProducer, from: Peer): Promise<void>;
}

/**
 * One connection of a person in a room: at most one transport for each direction, one producer for each source and a
 * bounded number of consumers. Ids of other peers' things are `notFound` here. Its requests come one after the other;
 * only `close` may come in between (the router is gone then, and everything in it).
 */
export class Peer {
  readonly id: string;
  readonly participant: MediaParticipant;
  readonly notify: (notice: MediaNotification) => void;
  readonly #room: PeerRoom;
  readonly #transports = new Map<'send' | 'recv', types.WebRtcTransport>();
  readonly #producers = new Map<MediaSource, LiveProducer>();
  readonly #consumers = new Map<ConsumerId, types.Consumer>();
  #held: boolean;
  #closed = false;

  constructor(
    room: PeerRoom,
    options: {
      id: string;
      participant: MediaParticipant;
      held: boolean;
      notify: (notice: MediaNotification) => void;
    },
  ) {
    this.#room = room;
    this.id = options.id;
    this.participant = options.participant;
    this.#held = options.held;
    this.notify = options.notify;
  }

  producers(): ProducerInfo[] {
    return [...this.#producers.values()].map((producer) => producer.info());
  }

  findProducer(id: ProducerId): LiveProducer | undefined {
    return [...this.#producers.values()].find((producer) => producer.id === id);
  }

  /** Silences the microphone whatever its owner does, or gives it back to them. */
  async hold(held: boolean): Promise<void> {
    this.#held = held;
    await this.#producers.get('microphone')?.setHeld(held);
  }

  /** Switches the microphone off as its owner would, who may switch it on again. */
  async mute(): Promise<void> {
    await this.#producers.get('microphone')?.setPausedByOwner(true);
  }

  /** Throws RefusalError. */
  async handle(request: PeerRequest): Promise<MediaAnswer> {
    switch (request.type) {
      case 'createTransport':
        return this.#createTransport(request);
      case 'produce':
        return this.#produce(request);
      case 'consume':
        return this.#consume(request);
      case 'restartIce':
        return {
          ok: true,
          type: request.type,
          iceParameters: await this.#transport(request.transport).restartIce(),
        };
      case 'connectTransport':
        await this.#transport(request.transport).connect({ dtlsParameters: request.dtlsParameters });
        return { ok: true, type: request.type };
      case 'pauseProducer':
        await this.#producer(request.producer).setPausedByOwner(true);
        return { ok: true, type: request.type };
      case 'resumeProducer':
        await this.#producer(request.producer).setPausedByOwner(false);
        return { ok: true, type: request.type };
      case 'closeProducer':
        this.#producer(request.producer).close();
        return { ok: true, type: request.type };
      case 'pauseConsumer':
        await this.#consumer(request.consumer).pause();
        return { ok: true, type: request.type };
      case 'resumeConsumer':
        await this.#consumer(request.consumer).resume();
        return { ok: true, type: request.type };
      case 'closeConsumer':
        this.#consumer(request.consumer).close();
        return { ok: true, type: request.type };
      case 'setPreferredLayers':
        await this.#consumer(request.consumer).setPreferredLayers(request.layers);
        return { ok: true, type: request.type };
      default:
        return assertNever(request);
    }
  }

  /** Closes everything that this peer has. */
  close(): void {
    this.#closed = true;
    for (const transport of this.#transports.values()) transport.close();
    this.#transports.clear();
  }

  async #createTransport({ direction, tcpOnly = false }: RequestOf<'createTransport'>): Promise<MediaAnswer> {
    // A client that asks again has given the first one up.
    this.#transports.get(direction)?.close();
    this.#transports.delete(direction);
    const transport = await this.#room.router.createWebRtcTransport({
      webRtcServer: this.#room.webRtcServer,
      enableUdp: !tcpOnly,
      enableTcp: true,
      preferUdp: !tcpOnly,
      initialAvailableOutgoingBitrate: INITIAL_OUTGOING_BITRATE,
    });
    if (this.#closed) throw new RefusalError('closed');
    this.#transports.set(direction, transport);
    if (direction === 'send') await transport.setMaxIncomingBitrate(MAX_INCOMING_BITRATE);
    return transportAnswer(transport);
  }

  async #produce(request: RequestOf<'produce'>): Promise<MediaAnswer> {
    const transport = this.#transport(request.transport);
    if (transport !== this.#transports.get('send')) throw new RefusalError('badRequest');
    const { source } = request;
    if (this.#producers.has(source)) throw new RefusalError('tooMany');
    const held = this.#held && source === 'microphone';
    const producer = await createProducer(transport, {
      source,
      kind: kindOf(source),
      rtpParameters: request.rtpParameters,
      person: this.participant.person,
      pausedByOwner: request.paused,
      held,
    });
    if (this.#closed) throw new RefusalError('closed');
    this.#producers.set(source, producer);
    producer.onClose(() => this.#producers.delete(source));
    // The floor may have changed while the producer was being made.
    if (source === 'microphone' && this.#held !== held) await producer.setHeld(this.#held);
    await this.#room.producerAdded(producer, this);
    return { ok: true, type: 'produce', id: producer.id, held: producer.info().held };
  }

  async #consume({ transport: id, producer, rtpCapabilities }: RequestOf<'consume'>): Promise<MediaAnswer> {
    const transport = this.#transport(id);
    if (transport !== this.#transports.get('recv')) throw new RefusalError('badRequest');
    if (this.#consumers.size >= MAX_CONSUMERS) throw new RefusalError('tooMany');
    if (this.findProducer(producer) || !this.#room.findProducer(producer)) throw new RefusalError('notFound');
    const capabilities = rtpCapabilities as types.RtpCapabilities;
    if (!this.#room.router.canConsume({ producerId: producer, rtpCapabilities: capabilities })) {
      throw new RefusalError('cannotConsume');
    }
    const consumer = await transport.consume({
      producerId: producer,
      rtpCapabilities: capabilities,
      paused: true,
    });
    const answer = consumeAnswer(consumer);
    this.#consumers.set(answer.id, consumer);
    consumer.observer.once('close', () => this.#consumers.delete(answer.id));
    consumer.on('layerschange', (layers) => {
      this.notify({ type: 'layersChanged', consumer: answer.id, layers: layers ?? null });
    });
    return answer;
  }

  #transport(id: string): types.WebRtcTransport {
    for (const transport of this.#transports.values()) if (transport.id === id) return transport;
    throw new RefusalError('notFound');
  }

  #producer(id: ProducerId): LiveProducer {
    const producer = this.findProducer(id);
    if (!producer) throw new RefusalError('notFound');
    return producer;
  }

  #consumer(id: ConsumerId): types.Consumer {
    const consumer = this.#consumers.get(id);
    if (!consumer) throw new RefusalError('notFound');
    return consumer;
  }
}
