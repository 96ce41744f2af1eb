import { byRank } from '#protocol/people/order';
import { MAX_PEOPLE, Person, type Colleague, type PersonFields } from '#protocol/people/records';
import { AppError } from '#protocol/wire/codes';
import { newId, PersonId } from '#protocol/wire/ids';
import { z } from 'zod';
import type { Environment } from '../../environment.ts';
import type { Statement, Storage } from '../../storage/port.ts';
import { createLog, ORGANISATION_STREAM, type OrganisationLog } from './organisation-log.ts';

/** Something about a person changed that their rights may follow from. */
export type PersonChange = (person: PersonId, what: 'fields' | 'suspended' | 'restored') => void;

/**
 * Everyone of the organisation, held in memory (it is bounded by MAX_PEOPLE) and written through: memory changes only
 * after the commit. Each change is an event of the stream `org` that names the person by id; the personal data
 * themselves are in the table, where they can be corrected and erased.
 */
export interface Directory {
  get(id: PersonId): Person | undefined;
  byEmail(email: string): Person | undefined;
  /** By rank. */
  all(): readonly Person[];
  colleagues(): Colleague[];
  passwordHash(id: PersonId): Promise<string | null>;
  /** All or none. `more` joins the same unit. */
  add(by: PersonId | 'server', people: readonly PersonFields[], more?: AddOptions): Promise<Person[]>;
  change(by: PersonId, id: PersonId, fields: PersonFields): Promise<Person>;
  setPassword(id: PersonId, passwordHash: string, more: readonly Statement[]): Promise<Person>;
  /** `more` joins the same unit: the end of their sessions. */
  suspend(by: PersonId, id: PersonId, more?: readonly Statement[]): Promise<Person>;
  restore(by: PersonId, id: PersonId): Promise<Person>;
  onChange(listener: PersonChange): void;
  /** When what rights follow from last changed for this person, in milliseconds since 1970; 0: never. */
  changedAt(id: PersonId): number;
  readonly log: OrganisationLog;
}

export interface AddOptions {
  readonly statements?: readonly Statement[];
  /** Sets the people up as active with this password hash: the first administrator, people of the sample. */
  readonly passwordHash?: string | null;
  readonly active?: boolean;
}

export async function openDirectory(storage: Storage, env: Environment): Promise<Directory> {
  const { sql } = storage;
  const log = await createLog(storage, env);
  const rows = await storage.read(
    sql
      .selectFrom('person')
      .select(['id', 'name', 'title', 'unit', 'rank', 'role', 'email', 'status'])
      .compile(),
  );
  const people = new Map<PersonId, Person>();
  for (const row of rows) {
    const person = Person.parse(row);
    people.set(person.id, person);
  }
  const changedAt = await changeTimes(storage);
  const listeners = new Set<PersonChange>();
  let sorted: Person[] | undefined;
  const all = () => (sorted ??= [...people.values()].toSorted(byRank));
  const remember = (person: Person) => {
    people.set(person.id, person);
    sorted = undefined;
  };
  const emails = () => new Map([...people.values()].map((person) => [person.email, person.id]));
  const known = (id: PersonId): Person => {
    const person = people.get(id);
    if (person === undefined) throw new AppError('notFound');
    return person;
  };
  const activeAdmins = () => all().filter((person) => person.role === 'admin' && person.status === 'active');
  const keepAnAdmin = (id: PersonId) => {
    const admins = activeAdmins();
    if (admins.length === 1 && admins[0]?.id === id) throw new AppError('lastAdmin');
  };
  // One change at a time: the checks for addresses and the last administrator hold until the commit.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const run = turn.then(task, task);
    turn = run.catch(() => undefined);
    return run;
  };
  const passwordHash = async (id: PersonId) => {
    const found = await storage.read(
      sql.selectFrom('person').select('password_hash').where('id', '=', id).compile(),
    );
    return found[0]?.password_hash ?? null;
  };
  const update = async (by: PersonId, person: Person, type: string, more: readonly Statement[] = []) => {
    const { id, ...values } = person;
    await log.append(by, type, { person: id }, [
      { query: sql.updateTable('person').set(values).where('id', '=', id).compile(), changes: 1 },
      ...more,
    ]);
    changedAt.set(id, env.now());
    remember(person);
    return person;
  };

  return {
    get: (id) => people.get(id),
    byEmail: (email) => all().find((person) => person.email === email),
    all,
    colleagues: () =>
      all()
        .filter((person) => person.status !== 'suspended')
        .map(({ id, name, title, unit, rank, role }) => ({ id, name, title, unit, rank, role })),
    passwordHash,
    add: (by, fields, more = {}) =>
      inTurn(async () => {
        if (people.size + fields.length > MAX_PEOPLE) throw new AppError('tooMany');
        const taken = emails();
        const added = fields.map((entry): Person => {
          if (taken.has(entry.email)) throw new AppError('emailTaken');
          const id = newId(PersonId, env.randomBytes(20));
          taken.set(entry.email, id);
          return { ...entry, id, status: more.active === true ? 'active' : 'invited' };
        });
        const author = by === 'server' ? (added[0]?.id ?? 'server') : by;
        await log.appendMany(
          author,
          added.map((person) => ({
            type: 'person.added',
            payload: { person: person.id, role: person.role },
          })),
          [
            ...(more.statements ?? []),
            ...added.map((person) => ({
              query: sql
                .insertInto('person')
                .values({ ...person, password_hash: more.passwordHash ?? null })
                .compile(),
            })),
          ],
        );
        for (const person of added) remember(person);
        return added;
      }),
    change: (by, id, fields) =>
      inTurn(async () => {
        const before = known(id);
        const owner = emails().get(fields.email);
        if (owner !== undefined && owner !== id) throw new AppError('emailTaken');
        if (fields.role !== 'admin') keepAnAdmin(id);
        const person = await update(by, { ...before, ...fields }, 'person.changed');
        for (const listener of listeners) listener(id, 'fields');
        return person;
      }),
    setPassword: (id, passwordHash, more) =>
      inTurn(async () => {
        const before = known(id);
        if (before.status === 'suspended') throw new AppError('suspended');
        const person: Person = { ...before, status: 'active' };
        await log.append(id, 'person.passwordChosen', { person: id }, [
          {
            query: sql
              .updateTable('person')
              .set({ password_hash: passwordHash, status: 'active' })
              .where('id', '=', id)
              .compile(),
            changes: 1,
          },
          ...more,
        ]);
        remember(person);
        return person;
      }),
    suspend: (by, id, more) =>
      inTurn(async () => {
        const before = known(id);
        if (before.status === 'suspended') return before;
        keepAnAdmin(id);
        const person = await update(by, { ...before, status: 'suspended' }, 'person.suspended', more);
        for (const listener of listeners) listener(id, 'suspended');
        return person;
      }),
    restore: (by, id) =>
      inTurn(async () => {
        const before = known(id);
        if (before.status !== 'suspended') return before;
        const status = (await passwordHash(id)) === null ? 'invited' : 'active';
        const person = await update(by, { ...before, status }, 'person.restored');
        for (const listener of listeners) listener(id, 'restored');
        return person;
      }),
    onChange: (listener) => {
      listeners.add(listener);
    },
    changedAt: (id) => changedAt.get(id) ?? 0,
    log,
  };
}

/** From the log, so that it is known after a start too. */
async function changeTimes(storage: Storage): Promise<Map<PersonId, number>> {
  const rows = await storage.read(
    storage.sql
      .selectFrom('event')
      .select(['at', 'payload'])
      .where('stream', '=', ORGANISATION_STREAM)
      .where('type', 'in', ['person.changed', 'person.suspended', 'person.restored'])
      .orderBy('seq')
      .compile(),
  );
  const times = new Map<PersonId, number>();
  for (const { at, payload } of rows) {
    const named = z.object({ person: PersonId }).safeParse(JSON.parse(payload ?? 'null'));
    if (named.success) times.set(named.data.person, at);
  }
  return times;
}
