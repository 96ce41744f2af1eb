import type { CompiledQuery, Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** One statement of a unit. With `changes`, the whole unit fails unless exactly so many rows were changed. */
export interface Statement {
  readonly query: CompiledQuery;
  readonly changes?: number;
}

/**
 * Thrown by {@link Storage.commit} when a statement changed another number of rows than it said, or met a row with the
 * same key: somebody was first. Nothing of the unit was kept.
 */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** Thrown by {@link Storage.commit} when the disk has no room. Nothing of the unit was kept. */
export class DiskFullError extends Error {
  override readonly name = 'DiskFullError';
}

/** Thrown when a data folder is opened that another running server has open. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
}

/** Thrown when a data folder is opened that was written by a newer program, whose tables this one doesn't know. */
export class NewerFolderError extends Error {
  override readonly name = 'NewerFolderError';
}

/**
 * Where everything that must survive is kept. All writers share one connection in a thread of its own, and units that
 * arrive together are committed together, so that one fsync serves them all.
 */
export interface Storage {
  /** Builds queries (`.compile()`); it runs none itself. */
  readonly sql: Kysely<Tables>;
  /**
   * Runs the unit's statements in order, all or none. When it resolves they are on the disk and survive power loss.
   * Units are committed in the order in which they were handed over; a unit that fails harms no other. Byte parameters
   * must not be changed until then. Rejects with `AppError('busy')` when too much is waiting or the storage is closed:
   * nothing of the unit was kept then either.
   */
  commit(unit: readonly Statement[]): Promise<void>;
  /**
   * Sees every unit that was committed before, and those handed over before that succeed. Whole numbers come as
   * `number`, beyond 2^53 as `bigint`. Only for queries that change nothing.
   */
  read<Row>(query: CompiledQuery<Row>): Promise<Row[]>;
  /** Commits what was handed over, then closes. Idempotent. */
  close(): Promise<void>;
}
