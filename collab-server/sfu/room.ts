import type { types } from 'mediasoup';
import type { PersonId } from '#protocol/wire/ids';
import type {
  MediaAnswer,
  MediaNotification,
  MediaParticipant,
  ProducerId,
} from '#protocol/media/signalling';
import { capabilitiesAnswer } from './answers.ts';
import { MEDIA_CODECS, offeredCapabilities } from './codecs.ts';
import type { LiveProducer } from './live-producer.ts';
import { Peer, type PeerRequest, type PeerRoom } from './peer.ts';
import { RefusalError } from './refusal-error.ts';
import { type SpeakerObserver, observeSpeakers } from './speaker-observer.ts';
import type { WorkerHost } from './worker-pool.ts';

/** More than a plenary session; beyond it a meeting would need several workers. */
const MAX_PEERS = 1000;

export interface RoomPort {
  notify(peer: string, notice: MediaNotification): void;
  /** The worker died and the room with it; its peers have been told. */
  onLost(): void;
}

/** The media of one meeting: who is there, what they send, who speaks. */
export class Room implements PeerRoom {
  readonly router: types.Router;
  readonly webRtcServer: types.WebRtcServer;
  readonly #port: RoomPort;
  readonly #peers = new Map<string, Peer>();
  #speakers: SpeakerObserver | undefined;

  static async open(host: WorkerHost, port: RoomPort): Promise<Room> {
    const router = await host.worker.createRouter({ mediaCodecs: MEDIA_CODECS });
    const room = new Room(router, host.webRtcServer, port);
    room.#speakers = await observeSpeakers(router, (person) =>
      room.#tellAll({ type: 'activeSpeaker', person }),
    );
    return room;
  }

  private constructor(router: types.Router, webRtcServer: types.WebRtcServer, port: RoomPort) {
    this.router = router;
    this.webRtcServer = webRtcServer;
    this.#port = port;
    router.once('workerclose', () => {
      for (const peer of this.#peers.values()) peer.close();
      this.#tellAll({ type: 'interrupted' });
      this.#peers.clear();
      port.onLost();
    });
  }

  get isClosed(): boolean {
    return this.router.closed;
  }

  get isEmpty(): boolean {
    return this.#peers.size === 0;
  }

  /** Lets a connection in. Throws RefusalError. */
  join(id: string, participant: MediaParticipant, held: boolean): MediaAnswer {
    // A client that lost count starts over, and a person is here once: whoever came before gives way.
    for (const peer of this.#peers.values()) {
      if (peer.id === id || peer.participant.person === participant.person) this.leave(peer.id);
    }
    if (this.#peers.size >= MAX_PEERS) throw new RefusalError('tooMany');
    const others = [...this.#peers.values()];
    this.#tellAll({ type: 'participantJoined', participant });
    const notify = (notice: MediaNotification) => this.#port.notify(id, notice);
    this.#peers.set(id, new Peer(this, { id, participant, held, notify }));
    return {
      ok: true,
      type: 'join',
      rtpCapabilities: capabilitiesAnswer(offeredCapabilities(this.router)),
      participants: others.map((peer) => peer.participant),
      producers: others.flatMap((peer) => peer.producers()),
      activeSpeaker: this.#speakers?.current ?? null,
    };
  }

  /** Carries out a request of a connection that has joined. Throws RefusalError. */
  async handle(id: string, request: PeerRequest): Promise<MediaAnswer> {
    const peer = this.#peers.get(id);
    if (!peer) throw new RefusalError('notJoined');
    return peer.handle(request);
  }

  /** Closes what the connection has; nothing when it isn't there. */
  leave(id: string): void {
    const peer = this.#peers.get(id);
    if (!peer) return;
    peer.close();
    this.#peers.delete(id);
    this.#tellAll({ type: 'participantLeft', person: peer.participant.person });
  }

  async hold(person: PersonId, held: boolean): Promise<void> {
    for (const peer of this.#peers.values()) if (peer.participant.person === person) await peer.hold(held);
  }

  async mute(person: PersonId): Promise<void> {
    for (const peer of this.#peers.values()) if (peer.participant.person === person) await peer.mute();
  }

  findProducer(id: ProducerId): LiveProducer | undefined {
    for (const peer of this.#peers.values()) {
      const producer = peer.findProducer(id);
      if (producer) return producer;
    }
    return undefined;
  }

  async producerAdded(producer: LiveProducer, from: Peer): Promise<void> {
    const { id, person } = producer;
    producer.onClose(() => this.#tellAll({ type: 'producerClosed', producer: id, person }, from.id));
    // The owner is told too: when it was the server that paused, nobody else can tell them.
    producer.onPause(({ paused, held }) =>
      this.#tellAll(
        paused
          ? { type: 'producerPaused', producer: id, person, held }
          : { type: 'producerResumed', producer: id, person },
      ),
    );
    this.#tellAll({ type: 'producerAdded', producer: producer.info() }, from.id);
    if (producer.source === 'microphone') await this.#speakers?.add(producer.raw, person);
  }

  close(): void {
    for (const peer of this.#peers.values()) peer.close();
    this.#peers.clear();
    this.router.close();
  }

  #tellAll(notice: MediaNotification, except?: string): void {
    for (const peer of this.#peers.values()) if (peer.id !== except) peer.notify(notice);
  }
}
