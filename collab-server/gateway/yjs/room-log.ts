import { sql } from 'kysely';
import * as Y from 'yjs';
import { PersonId } from '#protocol/wire/ids';
import type { Statement, Storage } from '../../storage/port.ts';

/** One update as it goes into the log. */
export interface LoggedUpdate {
  readonly person: PersonId;
  readonly update: Uint8Array;
}

/** What one commit adds to a room. `snapshot` is the state with all of `updates` in it. */
export interface Addition {
  readonly at: number;
  readonly updates: readonly LoggedUpdate[];
  readonly claims: ReadonlyMap<number, PersonId>;
  readonly snapshot: Uint8Array | undefined;
  /** What belongs to these updates beside the log. */
  readonly also: readonly Statement[];
}

/** What is stored of a room. */
export interface StoredRoom {
  readonly doc: Y.Doc;
  readonly owners: Map<number, PersonId>;
  /** Bytes that each person has added to the log. */
  readonly bytes: Map<PersonId, number>;
  readonly log: RoomLog;
  /** Updates that came after the snapshot. */
  readonly sinceSnapshot: number;
}

/** Reads a room, empty when nobody has written there yet. */
export async function readRoom(storage: Storage, room: string): Promise<StoredRoom> {
  const q = storage.sql;
  const [snapshots, clients, written] = await Promise.all([
    storage.read(q.selectFrom('room_snapshot').select(['n', 'state']).where('room', '=', room).compile()),
    storage.read(q.selectFrom('room_client').select(['client', 'person']).where('room', '=', room).compile()),
    storage.read(
      q
        .selectFrom('room_update')
        .select(['person', sql<number>`sum(length(payload))`.as('bytes')])
        .where('room', '=', room)
        .groupBy('person')
        .compile(),
    ),
  ]);
  const [snapshot] = snapshots;
  const from = snapshot?.n ?? 0;
  const updates = await storage.read(
    q
      .selectFrom('room_update')
      .select(['n', 'payload'])
      .where('room', '=', room)
      .where('n', '>', from)
      .orderBy('n')
      .compile(),
  );
  const doc = new Y.Doc();
  doc.transact(() => {
    if (snapshot !== undefined) Y.applyUpdate(doc, snapshot.state);
    for (const { payload } of updates) Y.applyUpdate(doc, payload);
  });
  return {
    doc,
    owners: new Map(clients.map(({ client, person }) => [client, PersonId.parse(person)])),
    bytes: new Map(written.map(({ person, bytes }) => [PersonId.parse(person), bytes])),
    log: new RoomLog(storage, room, updates.at(-1)?.n ?? from),
    sinceSnapshot: updates.length,
  };
}

/** Writes one room's log. There must be one writer at a time: a second one is found out by the numbers and refused. */
export class RoomLog {
  readonly #storage: Storage;
  readonly #room: string;
  readonly #insertUpdate: Statement['query'];
  readonly #insertClient: Statement['query'];
  #last: number;

  constructor(storage: Storage, room: string, last: number) {
    this.#storage = storage;
    this.#room = room;
    this.#last = last;
    // Built once: at a thousand updates a second the building would cost more than the writing.
    this.#insertUpdate = storage.sql
      .insertInto('room_update')
      .values({ room, n: 0, at: 0, person: '', payload: new Uint8Array() })
      .compile();
    this.#insertClient = storage.sql
      .insertInto('room_client')
      .values({ room, client: 0, person: '' })
      .compile();
  }

  /** Resolves when all of it is durable; rejects when nothing of it is. */
  async add({ at, updates, claims, snapshot, also }: Addition): Promise<void> {
    const unit: Statement[] = [];
    for (const [client, person] of claims) {
      unit.push({ query: { ...this.#insertClient, parameters: [this.#room, client, person] } });
    }
    for (const { person, update } of updates) {
      const parameters = [this.#room, ++this.#last, at, person, update];
      unit.push({ query: { ...this.#insertUpdate, parameters } });
    }
    unit.push(...also);
    if (snapshot !== undefined) unit.push({ query: this.#snapshotQuery(snapshot) });
    await this.#storage.commit(unit);
  }

  #snapshotQuery(state: Uint8Array): Statement['query'] {
    return this.#storage.sql
      .insertInto('room_snapshot')
      .values({ room: this.#room, n: this.#last, state })
      .onConflict((conflict) => conflict.column('room').doUpdateSet({ n: this.#last, state }))
      .compile();
  }
}
