import { describe, expect, it } from 'vitest';
import type { Group, Outcome } from './messages.ts';
import { SqliteStorage, type Thread } from './storage.ts';

/** A thread that answers when the test says so. */
class HeldThread implements Thread {
  readonly groups: Group[] = [];
  closed = false;
  #answer: PromiseWithResolvers<readonly Outcome[]> | undefined;
  #came = Promise.withResolvers<void>();

  run(group: Group): Promise<readonly Outcome[]> {
    expect(this.#answer).toBeUndefined();
    this.groups.push(group);
    this.#answer = Promise.withResolvers();
    this.#came.resolve();
    this.#came = Promise.withResolvers();
    return this.#answer.promise;
  }

  /** The group that is under way, as soon as one is. */
  async next(): Promise<Group> {
    if (this.#answer === undefined) await this.#came.promise;
    const group = this.groups.at(-1);
    if (group === undefined) throw new Error('no group came');
    return group;
  }

  finish(): void {
    this.#answer?.resolve(this.groups.at(-1)?.work.map(() => null) ?? []);
    this.#answer = undefined;
  }

  fail(error: Error): void {
    this.#answer?.reject(error);
    this.#answer = undefined;
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }
}

function withHeldThread() {
  const thread = new HeldThread();
  const storage = new SqliteStorage(thread);
  const commit = (id: string) =>
    storage.commit([{ query: storage.sql.insertInto('stream').values({ id, seq: 0, hash: 'h' }).compile() }]);
  return { thread, storage, commit };
}

describe('the main side of the storage', () => {
  it('sends what is handed over in one turn as one group, its SQL once', async () => {
    const { thread, commit } = withHeldThread();
    const commits = Promise.all([commit('a'), commit('b'), commit('c')]);
    const group = await thread.next();
    expect(group.texts).toHaveLength(1);
    expect(group.work).toHaveLength(3);
    thread.finish();
    await commits;
  });

  it('gathers the next group while one is under way, and tells nobody before the thread has', async () => {
    const { thread, commit } = withHeldThread();
    const told: string[] = [];
    const first = commit('a').then(() => told.push('a'));
    await thread.next();
    const later = ['b', 'c', 'd'].map((id) => commit(id).then(() => told.push(id)));
    // A whole turn of the event loop passes.
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    expect(thread.groups).toHaveLength(1);
    expect(told).toEqual([]);
    thread.finish();
    await first;
    expect((await thread.next()).work).toHaveLength(3);
    expect(told).toEqual(['a']);
    thread.finish();
    await Promise.all(later);
    expect(told).toEqual(['a', 'b', 'c', 'd']);
  });

  it('keeps the bytes as they were when a view of a shared buffer was handed over', async () => {
    const { thread, storage } = withHeldThread();
    const pool = new Uint8Array(8192).fill(7);
    const values = { room: 'r', n: 1, state: pool.subarray(100, 110) };
    const commit = storage.commit([
      { query: storage.sql.insertInto('room_snapshot').values(values).compile() },
    ]);
    pool.fill(9);
    const [unit] = (await thread.next()).work;
    const [bytes] = (unit?.kind === 'unit' ? (unit.statements[0]?.values ?? []) : []).filter(
      (value) => value instanceof Uint8Array,
    );
    expect(bytes).toEqual(new Uint8Array(10).fill(7));
    expect(bytes?.buffer.byteLength).toBe(10);
    thread.finish();
    await commit;
  });

  it('fails all that waits, and all that comes later, when the thread has broken down', async () => {
    const { thread, storage, commit } = withHeldThread();
    const first = commit('a');
    await thread.next();
    const second = commit('b');
    thread.fail(new Error('the thread is gone'));
    await expect(first).rejects.toMatchObject({ code: 'broken' });
    await thread.next();
    thread.fail(new Error('the thread is gone'));
    await expect(second).rejects.toMatchObject({ code: 'broken' });
    await storage.close();
    expect(thread.closed).toBe(true);
  });
});
