import { sqliteCode, type Connection } from './connection.ts';
import type { Failure, Group, Outcome, ReadWork, UnitWork } from './messages.ts';

/** A unit found another number of rows than it said. */
class WrongCount extends Error {}

/** The transaction is gone, with all that the group had done in it so far. */
class TransactionLost extends Error {}

/** What a fault means to whoever handed over the unit. */
export function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof WrongCount) return { reason: 'conflict', message };
  if (error instanceof TransactionLost) return failureOf(error.cause);
  const code = sqliteCode(error);
  switch (code) {
    case 1555: // SQLITE_CONSTRAINT_PRIMARYKEY
    case 2067: // SQLITE_CONSTRAINT_UNIQUE
      return { reason: 'conflict', message };
    case 4874: // SQLITE_IOERR_SHMSIZE: the log's index could not grow, which is how a full disk may show first
      return { reason: 'diskFull', message };
  }
  switch (code & 0xff) {
    case 13: // SQLITE_FULL
      return { reason: 'diskFull', message };
    case 5: // SQLITE_BUSY: another program (an administrator's shell) holds the database
      return { reason: 'busy', message };
  }
  return { reason: 'broken', message };
}

/**
 * Runs the group's work in order, its units in one transaction with one fsync. Each unit stands in a savepoint of its
 * own, so that one that fails is taken back alone. Reads run inside the transaction, where they see the units before
 * them; the outcomes may be told only after this returns, when all of them are committed.
 */
export function runGroup(connection: Connection, group: Group): Outcome[] {
  const outcomes: Outcome[] = group.work.map(() => null);
  runPart(
    connection,
    group,
    group.work.map((_, index) => index),
    outcomes,
  );
  return outcomes;
}

function runPart(connection: Connection, group: Group, places: readonly number[], outcomes: Outcome[]): void {
  const isUnit = (place: number): boolean => group.work[place]?.kind === 'unit';
  if (!places.some(isUnit)) {
    for (const place of places) runOne(connection, group, place, outcomes);
    return;
  }
  try {
    connection.begin();
  } catch (error) {
    // Nothing could begin, so it was none of the units; trying each by itself would wait as long for each.
    for (const place of places) {
      if (isUnit(place)) outcomes[place] = { failure: failureOf(error) };
      else runOne(connection, group, place, outcomes);
    }
    return;
  }
  try {
    for (const place of places) runOne(connection, group, place, outcomes);
    connection.commit();
  } catch (error) {
    connection.rollback();
    const units = places.filter(isUnit);
    const [only] = units;
    if (units.length === 1 && only !== undefined) {
      outcomes[only] = { failure: failureOf(error) };
      // Reads may have seen what is gone now.
      for (const place of places) if (place !== only) runOne(connection, group, place, outcomes);
      return;
    }
    // One unit that needs more room than the disk has must not take its neighbours along.
    const middle = places.indexOf(units[units.length >> 1] ?? 0);
    runPart(connection, group, places.slice(0, middle), outcomes);
    runPart(connection, group, places.slice(middle), outcomes);
  }
}

/** Throws TransactionLost only; every other fault is the outcome. */
function runOne(connection: Connection, group: Group, place: number, outcomes: Outcome[]): void {
  const work = group.work[place];
  if (work === undefined) return;
  try {
    outcomes[place] =
      work.kind === 'unit' ? runUnit(connection, group, work) : { rows: runRead(connection, group, work) };
  } catch (error) {
    if (error instanceof TransactionLost) throw error;
    outcomes[place] = { failure: failureOf(error) };
  }
}

function runRead(connection: Connection, group: Group, work: ReadWork): unknown[] {
  return connection.all(textOf(group, work.text), work.values);
}

function runUnit(connection: Connection, group: Group, work: UnitWork): null {
  connection.run('SAVEPOINT unit', []);
  try {
    for (const { text, values, changes } of work.statements) {
      const changed = connection.run(textOf(group, text), values);
      if (changes !== -1 && changed !== changes) {
        throw new WrongCount(`${changed} rows instead of ${changes} by: ${textOf(group, text)}`);
      }
    }
  } catch (error) {
    try {
      connection.run('ROLLBACK TO unit', []);
      connection.run('RELEASE unit', []);
    } catch {
      // After a full disk or an I/O fault SQLite may have taken the whole transaction back.
      throw new TransactionLost('the transaction was taken back', { cause: error });
    }
    throw error;
  }
  connection.run('RELEASE unit', []);
  return null;
}

function textOf(group: Group, text: number): string {
  const sql = group.texts[text];
  if (sql === undefined) throw new Error(`the group has no text ${text}`);
  return sql;
}
