import { UnsupportedError } from 'mediasoup/errors';
import type { MediaAnswer } from '#protocol/media/signalling';
import type { MeetingId, PersonId } from '#protocol/wire/ids';
import type { FromSfu, ToSfu } from './ipc.ts';
import { RefusalError } from './refusal-error.ts';
import { Room } from './room.ts';
import type { WorkerPool } from './worker-pool.ts';

type RequestMessage = Extract<ToSfu, { op: 'request' }>;

/** Finds the room of a message, opens it for the first who joins and closes it after the last who leaves. */
export class Rooms {
  readonly #pool: WorkerPool;
  readonly #send: (message: FromSfu) => void;
  readonly #rooms = new Map<MeetingId, Promise<Room>>();
  /** The end of each connection's line: its messages are carried out one after the other. */
  readonly #lines = new Map<string, Promise<void>>();

  constructor(pool: WorkerPool, send: (message: FromSfu) => void) {
    this.#pool = pool;
    this.#send = send;
  }

  request(message: RequestMessage): void {
    this.#inLine(message.peer, () => this.#carryOut(message));
  }

  drop(meeting: MeetingId, peer: string): void {
    this.#inLine(peer, async () => {
      const room = await this.#rooms.get(meeting);
      room?.leave(peer);
      if (room) this.#closeIfEmpty(meeting, room);
    });
  }

  async hold(meeting: MeetingId, person: PersonId, held: boolean): Promise<void> {
    const room = await this.#rooms.get(meeting);
    await room?.hold(person, held);
  }

  async mute(meeting: MeetingId, person: PersonId): Promise<void> {
    const room = await this.#rooms.get(meeting);
    await room?.mute(person);
  }

  async #carryOut(message: RequestMessage): Promise<void> {
    const { meeting, peer, participant, held, request } = message;
    const answer = (given: MediaAnswer) => this.#send({ op: 'answer', id: message.id, answer: given });
    try {
      if (request.type === 'join') {
        let room = await this.#open(meeting);
        // Whoever was alone there may have left while we waited.
        while (room.isClosed) room = await this.#open(meeting);
        // Without a pause in between: notices of what happens after the join must come after its answer.
        return answer(room.join(peer, participant, held));
      }
      const room = await this.#rooms.get(meeting);
      if (!room) throw new RefusalError('notJoined');
      if (request.type === 'leave') {
        room.leave(peer);
        this.#closeIfEmpty(meeting, room);
        return answer({ ok: true, type: 'leave' });
      }
      return answer(await room.handle(peer, request));
    } catch (error) {
      if (error instanceof RefusalError) return answer({ ok: false, code: error.code });
      this.#send({ op: 'log', level: 'warn', message: `${request.type} failed: ${String(error)}` });
      // That is how mediasoup says that what the client sent makes no sense.
      const nonsense = error instanceof TypeError || error instanceof UnsupportedError;
      return answer({ ok: false, code: nonsense ? 'badRequest' : 'broken' });
    }
  }

  #open(meeting: MeetingId): Promise<Room> {
    const known = this.#rooms.get(meeting);
    if (known) return known;
    const host = this.#pool.pick();
    if (!host) throw new RefusalError('notReady');
    const forget = () => {
      if (this.#rooms.get(meeting) === opened) this.#rooms.delete(meeting);
    };
    const opened = Room.open(host, {
      notify: (peer, notice) => this.#send({ op: 'notice', meeting, peer, notice }),
      onLost: forget,
    });
    this.#rooms.set(meeting, opened);
    opened.catch(forget);
    return opened;
  }

  #closeIfEmpty(meeting: MeetingId, room: Room): void {
    if (!room.isEmpty) return;
    this.#rooms.delete(meeting);
    room.close();
  }

  #inLine(peer: string, task: () => Promise<void>): void {
    const before = this.#lines.get(peer);
    const run = async () => {
      await before;
      try {
        await task();
      } catch (error) {
        this.#send({ op: 'log', level: 'error', message: `a media message failed: ${String(error)}` });
      }
      if (this.#lines.get(peer) === line) this.#lines.delete(peer);
    };
    const line = run();
    this.#lines.set(peer, line);
  }
}
