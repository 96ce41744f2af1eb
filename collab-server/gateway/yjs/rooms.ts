import type { RefusalCode } from '#protocol/wire/codes';
import type { PersonId } from '#protocol/wire/ids';
import type { Environment, Timer } from '../../environment.ts';
import type { Storage } from '../../storage/port.ts';
import { ROOM_LIMITS, type RoomLimits } from './limits.ts';
import { awarenessFrame } from './messages.ts';
import { Rate } from './rate.ts';
import { RoomClient, type RoomSocket } from './room-client.ts';
import type { RightsChange, RoomAccess, RoomKind, RoomPlan } from './room-kind.ts';
import { Room } from './room.ts';
import { noStats, type RoomStats } from './stats.ts';

export interface RoomsOptions {
  readonly storage: Storage;
  readonly env: Environment;
  readonly kinds: readonly RoomKind[];
  readonly limits?: Partial<RoomLimits>;
  /** Monotonic, in milliseconds; the machine's without it. */
  readonly clock?: () => number;
}

/** What a socket's owner tells the room about it. */
export interface RoomConnection {
  /** A message has arrived. The bytes are the room's from now on. */
  receive(message: Uint8Array): void;
  /** The socket has closed. Idempotent. */
  gone(): void;
}

export interface RoomsStats extends Readonly<RoomStats> {
  readonly loadedRooms: number;
  readonly openSockets: number;
}

/** All rooms that are open, and the memory that they take. */
export interface Rooms {
  /**
   * Lets a person's socket into a room. Refusals come on the socket: an auth message with the code, then its close
   * code. Messages may be handed over at once; they are held until the room is loaded.
   */
  connect(socket: RoomSocket, who: { readonly room: string; readonly person: PersonId }): RoomConnection;
  /**
   * Rights have changed: asks again for every socket that the change is about, and closes those for which the answer
   * is another. What such a socket sends meanwhile is held, so that nothing is judged by the old rights.
   */
  reviewAccess(change: RightsChange): Promise<void>;
  /** Closes all sockets of a room with this code, and forgets it. */
  closeRoom(room: string, code: RefusalCode): Promise<void>;
  stats(): RoomsStats;
  /** Stores what was accepted, tells those who asked, and closes all sockets. Idempotent. */
  close(): Promise<void>;
}

export function createRooms(options: RoomsOptions): Rooms {
  return new OpenRooms(options);
}

interface Slot {
  readonly plan: RoomPlan;
  readonly loading: Promise<Room>;
  readonly clients: Set<RoomClient>;
  room: Room | undefined;
  unload: Timer | undefined;
}

interface PersonalUse {
  readonly rate: Rate;
  sockets: number;
  forget: Timer | undefined;
}

class OpenRooms implements Rooms {
  readonly #options: RoomsOptions;
  readonly #limits: RoomLimits;
  readonly #clock: () => number;
  readonly #stats = noStats();
  /** In the order in which they were last left, the longest ago first. */
  readonly #slots = new Map<string, Slot>();
  readonly #unloading = new Map<string, Promise<void>>();
  readonly #clients = new Set<RoomClient>();
  readonly #use = new Map<PersonId, PersonalUse>();
  readonly #keepAlive = awarenessFrame([]);
  #keepAliveTimer: Timer;
  #rightsChanges = 0;
  #closed: Promise<void> | undefined;

  constructor(options: RoomsOptions) {
    this.#options = options;
    this.#limits = { ...ROOM_LIMITS, ...options.limits };
    this.#clock = options.clock ?? (() => performance.now());
    this.#keepAliveTimer = this.#scheduleKeepAlive();
  }

  connect(socket: RoomSocket, { room: name, person }: { room: string; person: PersonId }): RoomConnection {
    const use = this.#useOf(person);
    use.sockets++;
    use.forget?.cancel();
    const client = new RoomClient({
      socket,
      person,
      limits: this.#limits,
      stats: this.#stats,
      rate: use.rate,
      onGone: () => this.#gone(client, name),
    });
    this.#clients.add(client);
    this.#stats.connections++;
    if (this.#closed !== undefined) client.close('busy');
    else if (use.sockets > this.#limits.socketsPerPerson) this.#turnAway(client, 'slowDown');
    else void this.#admit(client, name);
    return client;
  }

  async reviewAccess(change: RightsChange): Promise<void> {
    // Those that are still being let in see by it that they must ask again.
    this.#rightsChanges++;
    const reviews: Promise<void>[] = [];
    for (const { plan, clients } of this.#slots.values()) {
      if (!plan.isAbout(change)) continue;
      for (const client of clients) {
        if (change.person !== undefined && client.person !== change.person) continue;
        if (client.room !== undefined) reviews.push(this.#review(client, plan));
      }
    }
    await Promise.all(reviews);
  }

  async closeRoom(name: string, code: RefusalCode): Promise<void> {
    const slot = this.#slots.get(name);
    if (slot === undefined) return;
    for (const client of slot.clients) client.refuse(code);
    await this.#unload(name, slot);
  }

  stats(): RoomsStats {
    return { ...this.#stats, loadedRooms: this.#slots.size, openSockets: this.#clients.size };
  }

  close(): Promise<void> {
    this.#closed ??= this.#shutDown();
    return this.#closed;
  }

  async #admit(client: RoomClient, name: string): Promise<void> {
    try {
      const plan = this.#find(name);
      if (plan === undefined) return this.#turnAway(client, 'notFound');
      let asked = this.#rightsChanges;
      let access = await plan.access(client.person);
      if ('code' in access) return this.#turnAway(client, access.code);
      await this.#unloading.get(name);
      if (client.isGone || this.#closed !== undefined) return client.close('busy');
      const slot = this.#slots.get(name) ?? this.#load(name, plan);
      slot.clients.add(client);
      slot.unload?.cancel();
      slot.unload = undefined;
      const room = await slot.loading;
      while (asked !== this.#rightsChanges) {
        asked = this.#rightsChanges;
        access = await plan.access(client.person);
        if ('code' in access) return this.#turnAway(client, access.code);
      }
      if (this.#slots.get(name) !== slot) return client.close('busy');
      client.enter(room, access);
    } catch (error) {
      this.#options.env.log.error({ err: error, room: name }, 'a room could not be opened');
      client.close('broken');
    }
  }

  #find(name: string): RoomPlan | undefined {
    return this.#options.kinds.find(({ prefix }) => name.startsWith(`${prefix}/`))?.find(name);
  }

  #turnAway(client: RoomClient, code: RefusalCode): void {
    this.#stats.refusedConnections++;
    client.refuse(code);
  }

  async #review(client: RoomClient, plan: RoomPlan): Promise<void> {
    client.pause();
    try {
      const access = await plan.access(client.person);
      if ('code' in access) client.refuse(access.code);
      // With other rights it begins anew, and hears at once what it may no longer save.
      else if (!sameAccess(access, client.access)) client.close('busy');
      else client.resume();
    } catch (error) {
      this.#options.env.log.error({ err: error }, 'rights could not be looked up');
      client.close('broken');
    }
  }

  #load(name: string, plan: RoomPlan): Slot {
    const { storage, env } = this.#options;
    const onBroken = (): void => {
      if (this.#slots.get(name) === slot) this.#slots.delete(name);
    };
    const loading = Room.load({
      name,
      plan,
      storage,
      env,
      limits: this.#limits,
      stats: this.#stats,
      clock: this.#clock,
      onBroken,
    });
    const slot: Slot = { plan, loading, clients: new Set(), room: undefined, unload: undefined };
    this.#slots.set(name, slot);
    loading.then((room) => {
      slot.room = room;
      if (slot.clients.size === 0) this.#leave(name, slot);
    }, onBroken);
    return slot;
  }

  #gone(client: RoomClient, name: string): void {
    this.#clients.delete(client);
    const use = this.#useOf(client.person);
    if (--use.sockets === 0) this.#forgetUse(client.person, use);
    const slot = this.#slots.get(name);
    if (slot?.clients.delete(client) === true && slot.clients.size === 0) this.#leave(name, slot);
  }

  /** Nobody is in the room any more: it stays for a while, since people turn back to the paper they came from. */
  #leave(name: string, slot: Slot): void {
    if (slot.room === undefined || this.#closed !== undefined || this.#slots.get(name) !== slot) return;
    this.#slots.delete(name);
    this.#slots.set(name, slot);
    slot.unload?.cancel();
    slot.unload = this.#options.env.after(this.#limits.idleTime, () => void this.#unload(name, slot));
    let idle = 0;
    for (const { unload } of this.#slots.values()) if (unload !== undefined) idle++;
    if (idle <= this.#limits.idleRooms) return;
    for (const [oldest, other] of this.#slots) {
      if (other.unload !== undefined) return void this.#unload(oldest, other);
    }
  }

  /** Forgets a room when it is stored. Whoever comes meanwhile waits for it. */
  #unload(name: string, slot: Slot): Promise<void> {
    if (this.#slots.get(name) !== slot) return this.#unloading.get(name) ?? Promise.resolve();
    this.#slots.delete(name);
    slot.unload?.cancel();
    const done = this.#store(slot).finally(() => this.#unloading.delete(name));
    this.#unloading.set(name, done);
    return done;
  }

  async #store(slot: Slot): Promise<void> {
    try {
      const room = await slot.loading;
      await room.settled();
      await room.unload();
    } catch (error) {
      this.#options.env.log.warn({ err: error }, 'a room was forgotten before it was loaded');
    }
  }

  #useOf(person: PersonId): PersonalUse {
    let use = this.#use.get(person);
    if (use === undefined) {
      use = { rate: new Rate(this.#limits, this.#clock), sockets: 0, forget: undefined };
      this.#use.set(person, use);
    }
    return use;
  }

  /** Kept until the allowance has grown back, or reconnecting would renew it. */
  #forgetUse(person: PersonId, use: PersonalUse): void {
    if (this.#closed !== undefined) return;
    use.forget = this.#options.env.after(this.#limits.burstSeconds * 1000, () => this.#use.delete(person));
  }

  #scheduleKeepAlive(): Timer {
    return this.#options.env.after(this.#limits.keepAlive, () => {
      for (const client of this.#clients) if (client.room !== undefined) client.send(this.#keepAlive);
      this.#keepAliveTimer = this.#scheduleKeepAlive();
    });
  }

  async #shutDown(): Promise<void> {
    this.#keepAliveTimer.cancel();
    for (const client of this.#clients) client.pause();
    // "Saved" is told to those who asked before their sockets close.
    await Promise.all([...this.#slots.values()].map(async ({ room }) => room?.settled()));
    for (const client of this.#clients) client.close('busy');
    for (const { forget } of this.#use.values()) forget?.cancel();
    await Promise.all([...this.#slots].map(([name, slot]) => this.#unload(name, slot)));
    await Promise.all(this.#unloading.values());
  }
}

function sameAccess(a: RoomAccess, b: RoomAccess): boolean {
  if ('code' in a || 'code' in b) return false;
  const why = (access: RoomAccess): string => ('why' in access ? (access.why ?? '') : '');
  return a.may === b.may && why(a) === why(b);
}
