import * as Y from 'yjs';
import { AppError, type RefusalCode } from '#protocol/wire/codes';
import type { PersonId } from '#protocol/wire/ids';
import type { GuardContext, Verdict } from '#protocol/annotation/guard';
import type { Environment, Timer } from '../../environment.ts';
import { ConflictError, DiskFullError, type Storage } from '../../storage/port.ts';
import type { Frame } from './frame.ts';
import type { RoomLimits } from './limits.ts';
import { missingFrame, updateFrame } from './messages.ts';
import { Pace } from '../pace.ts';
import { PenRelay } from './pen-relay.ts';
import { RoomAwareness } from './room-awareness.ts';
import type { Consequence, RoomPlan, RoomWatch, UpdateGuard } from './room-kind.ts';
import { readRoom, type LoggedUpdate, type RoomLog, type StoredRoom } from './room-log.ts';
import type { RoomStats } from './stats.ts';

/** A client as its room sees it. */
export interface RoomMember {
  readonly person: PersonId;
  readonly wantsPen: boolean;
  send(frame: Frame): void;
  close(code: RefusalCode): void;
}

export interface RoomParts {
  readonly name: string;
  readonly plan: RoomPlan;
  readonly storage: Storage;
  readonly env: Environment;
  readonly limits: RoomLimits;
  readonly stats: RoomStats;
  /** Monotonic, in milliseconds. */
  readonly clock: () => number;
  /** The room's memory is ahead of what is stored: it must be forgotten and read again. */
  readonly onBroken: () => void;
}

/**
 * A lone stroke is committed at once. Strokes that follow each other faster than `leastPeriod` share commits and frames,
 * which are what they cost: on a slow disk they would anyhow, while the commit before theirs runs.
 */
const PACE = { leastPeriod: 5, mostWait: 16 };

/** What is committed together. `after` runs, in order, when it is durable and has been relayed. */
interface Batch {
  readonly updates: (LoggedUpdate & { readonly from: RoomMember })[];
  readonly claims: Map<number, PersonId>;
  readonly consequences: Consequence[];
  readonly after: (() => void)[];
}

const emptyBatch = (): Batch => ({ updates: [], claims: new Map(), consequences: [], after: [] });

/**
 * One loaded document. What is accepted is applied to it at once, so that what follows can be judged, but nothing
 * leaves the server (relay, answer to a joining client, "saved") before everything that was accepted until then is
 * durable. When a commit fails the room is given up: nobody has seen what is lost. [ROOM-1] [ROOM-2]
 */
export class Room {
  readonly name: string;
  readonly plan: RoomPlan;
  readonly members = new Set<RoomMember>();
  readonly awareness: RoomAwareness;
  readonly pen: PenRelay<RoomMember>;
  readonly #parts: RoomParts;
  readonly #doc: Y.Doc;
  readonly #guard: UpdateGuard;
  readonly #watch: RoomWatch | undefined;
  readonly #owners: Map<number, PersonId>;
  readonly #clientCounts = new Map<PersonId, number>();
  readonly #bytes: Map<PersonId, number>;
  readonly #log: RoomLog;
  readonly #pace: Pace;
  #gathered = emptyBatch();
  #committing: Batch | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #timer: Timer | undefined;
  #updatesSinceSnapshot: number;
  #bytesSinceSnapshot = 0;
  #snapshotBytes = 0;
  /** The whole state as it was a while ago, which serves everybody who joins; with what came after it. */
  #whole: { readonly frame: Frame; readonly vector: Uint8Array; bytesSince: number } | undefined;
  #idle: (() => void)[] = [];
  #closed = false;

  static async load(parts: RoomParts): Promise<Room> {
    const stored = await readRoom(parts.storage, parts.name);
    const isNew = stored.doc.store.clients.size === 0;
    const beginning = isNew ? await parts.plan.beginning() : undefined;
    if (beginning !== undefined) {
      // Durable before anybody sees it, and once: a room has one loading at a time. [MIN-4]
      const updates = [beginning];
      await stored.log.add({
        at: parts.env.now(),
        updates,
        claims: new Map(),
        snapshot: undefined,
        also: [],
      });
      Y.applyUpdate(stored.doc, beginning.update);
    }
    return new Room(parts, stored);
  }

  private constructor(parts: RoomParts, stored: StoredRoom) {
    const { env, limits, clock, plan } = parts;
    this.name = parts.name;
    this.plan = plan;
    this.#parts = parts;
    this.#doc = stored.doc;
    this.#guard = plan.guard(stored.doc);
    this.#watch = plan.watch(stored.doc);
    this.#owners = stored.owners;
    for (const person of stored.owners.values()) this.#countClient(person);
    this.#bytes = stored.bytes;
    this.#log = stored.log;
    this.#updatesSinceSnapshot = stored.sinceSnapshot;
    this.#pace = new Pace(clock, PACE);
    this.awareness = new RoomAwareness(env, limits, (frame) => {
      parts.stats.awarenessFrames++;
      this.#toAll(frame);
    });
    this.pen = new PenRelay(env, clock, (frame, except) => {
      parts.stats.penFrames++;
      for (const member of this.members) if (member.wantsPen && member !== except) member.send(frame);
    });
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.#doc);
  }

  /**
   * What a client with this state vector is missing, to be sent when everything accepted until now is durable. Throws
   * on a malformed vector.
   */
  missing(vector: Uint8Array): Frame[] {
    // A new client's vector is one byte: it knows nothing.
    if (vector.length > 1) return [missingFrame(Y.encodeStateAsUpdate(this.#doc, vector))];
    // Encoding takes as long for what came since as for its share of the whole, so a quarter more is encoded anew.
    if (this.#whole === undefined || this.#whole.bytesSince * 4 > this.#whole.frame.message.length) {
      const frame = missingFrame(Y.encodeStateAsUpdate(this.#doc));
      this.#whole = { frame, vector: this.stateVector(), bytesSince: 0 };
    }
    const { frame, vector: known, bytesSince } = this.#whole;
    return bytesSince === 0 ? [frame] : [frame, updateFrame(Y.encodeStateAsUpdate(this.#doc, known))];
  }

  /** The person to whom a Yjs client id belongs. */
  ownerOf(client: number): PersonId | undefined {
    return this.#owners.get(client);
  }

  /** Gives a client id that nobody has used to a person; false when they have had too many. */
  claim(client: number, person: PersonId): boolean {
    if ((this.#clientCounts.get(person) ?? 0) >= this.#parts.limits.clientsPerPerson) return false;
    this.#owners.set(client, person);
    this.#countClient(person);
    this.#gathered.claims.set(client, person);
    this.#schedule();
    return true;
  }

  /** Judges an update, and when it is allowed applies it and hands it over to be stored and relayed. */
  receive(update: Uint8Array, from: RoomMember, context: Omit<GuardContext, 'person' | 'ownerOf'>): Verdict {
    const { stats, limits } = this.#parts;
    const verdict = this.#guard.check(update, {
      ...context,
      person: from.person,
      ownerOf: (client) => this.#owners.get(client),
    });
    if (verdict.kind !== 'apply') return verdict;
    const accepted = compact(verdict.update);
    const bytes = (this.#bytes.get(from.person) ?? 0) + accepted.length;
    if (bytes > limits.bytesPerPerson) return { kind: 'refuse', code: 'tooMany' };
    for (const client of verdict.claims) {
      if (!this.claim(client, from.person)) return { kind: 'refuse', code: 'tooMany' };
    }
    Y.applyUpdate(this.#doc, accepted);
    if (this.#doc.store.pendingStructs !== null || this.#doc.store.pendingDs !== null) {
      // The guard has let something through that doesn't fit: its fault, and the stored state is still whole.
      this.#giveUp(new Error('an update was parked'));
      return { kind: 'refuse', code: 'broken' };
    }
    this.#bytes.set(from.person, bytes);
    if (this.#whole !== undefined) this.#whole.bytesSince += accepted.length;
    stats.updates++;
    this.#gathered.updates.push({ person: from.person, update: accepted, from });
    const consequence = this.#watch?.taken();
    if (consequence !== undefined) this.#gathered.consequences.push(consequence);
    this.#schedule();
    return verdict;
  }

  /** Runs `task` when everything that was accepted until now is durable and relayed: at once when it is already. */
  whenDurable(task: () => void): void {
    if (this.#closed) return;
    if (this.#holdsAnything(this.#gathered)) this.#gathered.after.push(task);
    else if (this.#committing !== undefined) this.#committing.after.push(task);
    else task();
  }

  /** Resolves when nothing waits to be stored. */
  async settled(): Promise<void> {
    if (this.#closed || (this.#committing === undefined && !this.#holdsAnything(this.#gathered))) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** Stores a snapshot when reading the log again would take long, and forgets the room. Call it when settled. */
  async unload(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#release();
    if (this.#updatesSinceSnapshot < this.#parts.limits.snapshotUpdates / 16) return;
    const snapshot = Y.encodeStateAsUpdate(this.#doc);
    try {
      await this.#log.add({ at: this.#parts.env.now(), updates: [], claims: new Map(), snapshot, also: [] });
    } catch (error) {
      // The rows are all there; only the next reading takes longer.
      this.#parts.env.log.warn({ err: error, room: this.name }, 'a snapshot was not stored');
    }
  }

  #holdsAnything(batch: Batch): boolean {
    return batch.updates.length > 0 || batch.claims.size > 0;
  }

  #countClient(person: PersonId): void {
    this.#clientCounts.set(person, (this.#clientCounts.get(person) ?? 0) + 1);
  }

  #schedule(): void {
    if (this.#committing !== undefined || this.#immediate !== undefined || this.#timer !== undefined) return;
    if (this.#closed || !this.#holdsAnything(this.#gathered)) return;
    const wait = this.#pace.wait();
    if (wait > 0) {
      this.#timer = this.#parts.env.after(wait, () => this.#commit());
    } else {
      // The next macrotask: the sockets that were ready in this turn of the loop share a commit.
      this.#immediate = setImmediate(() => this.#commit());
    }
  }

  #commit(): void {
    this.#immediate = undefined;
    this.#timer = undefined;
    if (this.#closed) return;
    const batch = this.#gathered;
    this.#gathered = emptyBatch();
    this.#committing = batch;
    for (const { update } of batch.updates) this.#bytesSinceSnapshot += update.length;
    this.#updatesSinceSnapshot += batch.updates.length;
    this.#pace.begin();
    this.#parts.stats.commits++;
    const { updates, claims } = batch;
    const also = batch.consequences.flatMap(({ statements }) => statements);
    this.#log.add({ at: this.#parts.env.now(), updates, claims, snapshot: this.#snapshotIfDue(), also }).then(
      () => this.#committed(batch),
      (error: unknown) => this.#giveUp(error),
    );
  }

  #snapshotIfDue(): Uint8Array | undefined {
    const { snapshotUpdates, snapshotBytes } = this.#parts.limits;
    const large = this.#bytesSinceSnapshot > Math.max(snapshotBytes, this.#snapshotBytes);
    if (this.#updatesSinceSnapshot < snapshotUpdates && !large) return undefined;
    const snapshot = Y.encodeStateAsUpdate(this.#doc);
    this.#updatesSinceSnapshot = 0;
    this.#bytesSinceSnapshot = 0;
    this.#snapshotBytes = snapshot.length;
    return snapshot;
  }

  #committed(batch: Batch): void {
    if (this.#closed) return;
    this.#committing = undefined;
    this.#pace.run(() => this.#relay(batch));
    for (const task of batch.after) task();
    for (const consequence of batch.consequences) consequence.done();
    this.#schedule();
    if (this.#committing === undefined && !this.#holdsAnything(this.#gathered)) this.#tellIdle();
  }

  #relay({ updates }: Batch): void {
    const [first] = updates;
    if (first === undefined) return;
    this.#parts.stats.relays++;
    if (updates.length === 1) {
      const frame = updateFrame(first.update);
      for (const member of this.members) if (member !== first.from) member.send(frame);
    } else {
      // One frame for all, its senders too: to them it is known already and changes nothing.
      this.#toAll(updateFrame(Y.mergeUpdates(updates.map(({ update }) => update))));
    }
  }

  #toAll(frame: Frame): void {
    for (const member of this.members) member.send(frame);
  }

  /** Nothing that is not stored has left the server, so all that is lost is what the clients still have. [ROOM-3] */
  #giveUp(error: unknown): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#parts.stats.brokenCommits++;
    this.#parts.env.log.error({ err: error, room: this.name }, 'a room could not be stored');
    this.#release();
    this.#parts.onBroken();
    for (const member of this.members) member.close(codeOf(error));
    this.#tellIdle();
  }

  #release(): void {
    clearImmediate(this.#immediate);
    this.#timer?.cancel();
    this.awareness.close();
    this.pen.close();
    this.#doc.destroy();
  }

  #tellIdle(): void {
    const idle = this.#idle;
    this.#idle = [];
    for (const resolve of idle) resolve();
  }
}

/**
 * Bytes with a memory of their own: what a socket reads lies in large shared blocks, and a mark's points, which Yjs keeps
 * as a view, would keep such a block alive each.
 */
function compact(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}

function codeOf(error: unknown): RefusalCode {
  if (error instanceof DiskFullError) return 'diskFull';
  // Somebody else wrote into the room: reading it again is the cure.
  if (error instanceof ConflictError) return 'busy';
  return error instanceof AppError ? error.code : 'broken';
}
