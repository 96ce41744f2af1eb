import type {
  MediaNotification,
  MediaParticipant,
  MediaRequest,
  MediaAnswer,
} from '#protocol/media/signalling';
import type { DeviceId, MeetingId, PersonId } from '#protocol/wire/ids';

/** How many requests of one connection may wait for their answers. A client has a handful under way at its busiest. */
const MAX_PENDING = 64;

/** What a connection's media can reach: the media process of the moment. */
export interface MediaBackend {
  request(
    meeting: MeetingId,
    peer: string,
    participant: MediaParticipant,
    request: MediaRequest,
  ): Promise<MediaAnswer>;
  drop(meeting: MeetingId, peer: string): void;
}

/** The media of one connection to a meeting. */
export interface MediaPeer {
  /** Whether this connection is the one that has the person's media. */
  readonly active: boolean;
  /** Never rejects. */
  request(request: MediaRequest): Promise<MediaAnswer>;
  /** The connection is gone, and its media with it. */
  close(): void;
}

interface Connection {
  readonly id: string;
  readonly send: (notice: MediaNotification) => void;
  device: DeviceId | null;
}

/**
 * Keeps who is on with which connection. A person has one seat in a meeting; a second device gets it by asking to take
 * over, the same device on a new connection gets it at once (its old connection is dead and doesn't know yet).
 */
export class Seats {
  readonly #backend: MediaBackend;
  readonly #connections = new Map<string, { readonly meeting: MeetingId; readonly connection: Connection }>();
  readonly #seats = new Map<MeetingId, Map<PersonId, Connection>>();
  #count = 0;

  constructor(backend: MediaBackend) {
    this.#backend = backend;
  }

  attach(
    meeting: MeetingId,
    participant: MediaParticipant,
    send: (notice: MediaNotification) => void,
    label: string,
  ): MediaPeer {
    const connection: Connection = { id: `${++this.#count}:${label}`.slice(0, 128), send, device: null };
    this.#connections.set(connection.id, { meeting, connection });
    let pending = 0;
    const active = () => this.#seats.get(meeting)?.get(participant.person) === connection;
    return {
      get active() {
        return active();
      },
      request: async (request) => {
        if (!this.#connections.has(connection.id)) return { ok: false, code: 'closed' };
        if (pending >= MAX_PENDING) return { ok: false, code: 'tooMany' };
        pending++;
        try {
          return await this.#request(meeting, participant, connection, request);
        } finally {
          pending--;
        }
      },
      close: () => {
        if (!this.#connections.delete(connection.id)) return;
        this.#stand(meeting, participant.person, connection);
      },
    };
  }

  /** Passes on what the media process says to one of the connections. */
  notify(meeting: MeetingId, id: string, notice: MediaNotification): void {
    const connection = this.#connections.get(id)?.connection;
    if (!connection || !this.#isSeated(meeting, connection)) return;
    if (notice.type === 'interrupted') this.#unseat(meeting, connection);
    connection.send(notice);
  }

  /** Tells every connection, seated or not. */
  tellAll(notice: MediaNotification): void {
    for (const { connection } of this.#connections.values()) connection.send(notice);
  }

  /** The media process is gone: whoever was on is told, and has to join again. */
  interruptAll(): void {
    const seated = [...this.#seats.values()].flatMap((seats) => [...seats.values()]);
    this.#seats.clear();
    for (const connection of seated) connection.send({ type: 'interrupted' });
  }

  async #request(
    meeting: MeetingId,
    participant: MediaParticipant,
    connection: Connection,
    request: MediaRequest,
  ): Promise<MediaAnswer> {
    const { person } = participant;
    if (request.type === 'leave') {
      this.#stand(meeting, person, connection);
      return { ok: true, type: 'leave' };
    }
    if (request.type !== 'join') {
      if (this.#seats.get(meeting)?.get(person) !== connection) return { ok: false, code: 'notJoined' };
      return this.#backend.request(meeting, connection.id, participant, request);
    }
    const before = this.#seats.get(meeting)?.get(person);
    if (before && before !== connection) {
      const sameDevice = before.device === request.device;
      if (!sameDevice && !request.takeOver) return { ok: false, code: 'activeElsewhere' };
      this.#stand(meeting, person, before);
      if (!sameDevice) before.send({ type: 'movedElsewhere' });
    }
    connection.device = request.device;
    // The seat is taken before the answer comes, so that of two devices that ask at once the later one is refused.
    let seats = this.#seats.get(meeting);
    if (!seats) this.#seats.set(meeting, (seats = new Map<PersonId, Connection>()));
    seats.set(person, connection);
    const answer = await this.#backend.request(meeting, connection.id, participant, request);
    if (!answer.ok) this.#unseat(meeting, connection);
    return answer;
  }

  /** Gives up the seat if it is this connection's, and closes what it has at the media process. */
  #stand(meeting: MeetingId, person: PersonId, connection: Connection): void {
    if (this.#seats.get(meeting)?.get(person) !== connection) return;
    this.#unseat(meeting, connection);
    this.#backend.drop(meeting, connection.id);
  }

  #isSeated(meeting: MeetingId, connection: Connection): boolean {
    return [...(this.#seats.get(meeting)?.values() ?? [])].includes(connection);
  }

  #unseat(meeting: MeetingId, connection: Connection): void {
    const seats = this.#seats.get(meeting);
    for (const [person, seated] of seats ?? []) if (seated === connection) seats?.delete(person);
    if (seats?.size === 0) this.#seats.delete(meeting);
  }
}
