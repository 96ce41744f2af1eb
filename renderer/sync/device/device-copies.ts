import { z } from 'zod';
import { PersonId } from '#protocol/wire/ids';
import type { OfflineStore } from '../../platform/index.ts';
import type { ApiClient } from '../api-client.ts';
import type { Digest } from '../meeting-log.ts';
import { Slot } from '../slot.ts';
import { DeviceCopy } from './device-copy.ts';
import { DeviceRecords } from './device-records.ts';

/** Who may be shown their copy without the server: the people who took something along, each with their session. */
const Owners = z
  .array(
    z.object({
      person: PersonId,
      /** SHA-256 of the session's token; null for the browser's cookie, of which there is one. */
      session: z.string().nullable(),
    }),
  )
  .max(50);
type Owners = z.infer<typeof Owners>;

const OWNERS = 'owners';
/** The space of the device itself in the store; no person's id has this length. */
const DEVICE = 'device';

export interface DevicePorts {
  /** The store of a person on the server, or of the device itself. */
  readonly openStore: (person: string) => OfflineStore;
  readonly digest: Digest | null;
  readonly api: Pick<ApiClient, 'useCopies'>;
}

/**
 * The copy of whoever is signed in. It follows the session: opened when somebody is known, removed when the server has
 * ended their session. `subscribe` and `get` fit useSyncExternalStore.
 */
export class DeviceCopies {
  readonly #ports: DevicePorts;
  readonly #slot = new Slot<DeviceCopy>();
  readonly #owners: DeviceRecords;
  readonly #deviceStore: OfflineStore;
  #session: string | null = null;

  constructor(ports: DevicePorts) {
    this.#ports = ports;
    this.#deviceStore = ports.openStore(DEVICE);
    this.#owners = new DeviceRecords(this.#deviceStore);
  }

  get = (): DeviceCopy | null => this.#slot.get();

  subscribe = (listener: () => void): (() => void) => this.#slot.subscribe(listener);

  /** Before the server is asked: opens the copy of the person whose session this is, if they took something along. */
  async resume(token: string | null): Promise<void> {
    const session = await this.#sessionOf(token);
    if (session === undefined) return;
    const owner = (await this.#load()).find((entry) => entry.session === session);
    if (owner !== undefined) await this.#open(owner.person, session);
  }

  /** The server has said who this is. */
  async adopt(person: PersonId, token: string | null): Promise<void> {
    const session = await this.#sessionOf(token);
    this.#session = session ?? null;
    if (this.get()?.person !== person) await this.#open(person, this.#session);
  }

  /** From now on this person's copy may be shown when the server can't be reached: they took something along. */
  async remember(): Promise<void> {
    const copy = this.get();
    if (copy === null) return;
    const others = (await this.#load()).filter(
      ({ person, session }) => person !== copy.person && session !== this.#session,
    );
    await this.#store([...others, { person: copy.person, session: this.#session }]);
  }

  /** The session is over by the person's own will; what is in the store is removed by whoever signs them out. */
  async left(): Promise<void> {
    const copy = this.get();
    this.#shut();
    if (copy === null) return;
    await this.#store((await this.#load()).filter(({ person }) => person !== copy.person));
  }

  /** The server has ended the session: the copy goes, but for rooms whose marks the server may not have. */
  async ended(keepsRoom: (room: string) => boolean): Promise<void> {
    const copy = this.get();
    if (copy === null) return;
    await this.#store((await this.#load()).filter(({ person }) => person !== copy.person));
    await copy.forget(keepsRoom);
  }

  close(): void {
    this.#shut();
    this.#deviceStore.close();
  }

  async #open(person: PersonId, session: string | null): Promise<void> {
    this.#shut();
    this.#session = session;
    const copy = await DeviceCopy.open(person, this.#ports.openStore(person));
    this.#slot.set(copy);
    this.#ports.api.useCopies(copy);
  }

  #shut(): void {
    this.#ports.api.useCopies(null);
    this.get()?.close();
    this.#slot.set(null);
  }

  /** Undefined when this page can't tell sessions apart (plain http): nobody is shown anything then. */
  async #sessionOf(token: string | null): Promise<string | null | undefined> {
    if (token === null) return null;
    return this.#ports.digest?.(new TextEncoder().encode(token));
  }

  async #load(): Promise<Owners> {
    const kept = await this.#owners.get(OWNERS).catch((error: unknown) => {
      console.warn('this device does not tell whose copies it has', error);
      return null;
    });
    const owners = Owners.safeParse(kept?.value);
    return owners.success ? owners.data : [];
  }

  async #store(owners: Owners): Promise<void> {
    await this.#owners.put(OWNERS, { at: Date.now(), value: owners });
  }
}
