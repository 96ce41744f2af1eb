import { z } from 'zod';
import { PersonId } from '#protocol/wire/ids';
import type { OfflineStore } from '../../platform/index.ts';
import type { ApiClient } from '../api-client.ts';
import type { Digest } from '../meeting-log.ts';
import type { Slot } from '../slot.ts';
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
  /** Where the copy is put for everybody who needs it. */
  readonly slot: Slot<DeviceCopy>;
  /** Whether a room of the store may hold marks of this person that the server doesn't have. */
  readonly mayBeUnsaved: (person: PersonId, room: string) => boolean;
}

/**
 * The copy of whoever is signed in. It follows the session: opened when somebody is known, removed when the server has
 * ended their session.
 */
export class DeviceCopies {
  readonly #ports: DevicePorts;
  readonly #owners: DeviceRecords;
  readonly #deviceStore: OfflineStore;
  /** Undefined while it can't be told from others. */
  #session: string | null | undefined;

  constructor(ports: DevicePorts) {
    this.#ports = ports;
    this.#deviceStore = ports.openStore(DEVICE);
    this.#owners = new DeviceRecords(this.#deviceStore);
  }

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
    this.#session = session;
    if (this.#ports.slot.get()?.person !== person) await this.#open(person, session);
  }

  /** From now on the copy may be shown when the server can't be reached: its person took something along. */
  async #remember(owner: PersonId): Promise<void> {
    const session = this.#session;
    if (session === undefined) return;
    const others = (await this.#load()).filter(
      (entry) => entry.person !== owner && entry.session !== session,
    );
    await this.#store([...others, { person: owner, session }]);
  }

  /** The session is over by the person's own will; what is in the store is removed by whoever signs them out. */
  async left(): Promise<void> {
    const copy = this.#ports.slot.get();
    this.#shut();
    if (copy === null) return;
    await this.#store((await this.#load()).filter(({ person }) => person !== copy.person));
  }

  /** The server has ended the session: the copy goes, but for rooms whose marks the server may not have. */
  async ended(): Promise<void> {
    const copy = this.#ports.slot.get();
    if (copy === null) return;
    await this.#store((await this.#load()).filter(({ person }) => person !== copy.person));
    await copy.forget();
  }

  close(): void {
    this.#shut();
    this.#deviceStore.close();
  }

  async #open(person: PersonId, session: string | null | undefined): Promise<void> {
    this.#shut();
    this.#session = session;
    const copy = await DeviceCopy.open(person, {
      store: this.#ports.openStore(person),
      remember: () => this.#remember(person),
      mayBeUnsaved: (room) => this.#ports.mayBeUnsaved(person, room),
    });
    this.#ports.slot.set(copy);
    this.#ports.api.useCopies(copy);
  }

  #shut(): void {
    this.#ports.api.useCopies(null);
    this.#ports.slot.get()?.close();
    this.#ports.slot.set(null);
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
    // Nobody's list leaves no trace: that somebody took something along is theirs to forget, too.
    if (owners.length === 0) await this.#owners.remove(OWNERS);
    else await this.#owners.put(OWNERS, { at: Date.now(), value: owners });
  }
}
