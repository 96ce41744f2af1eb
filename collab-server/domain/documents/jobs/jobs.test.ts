import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { AppError } from '#protocol/wire/codes';
import { PersonId } from '#protocol/wire/ids';
import type { Storage } from '../../../storage/port.ts';
import { fakeEnvironment } from '../../../testing/fake-environment.ts';
import { withStorage } from '../../../testing/temp-storage.ts';
import { createJobs, type JobRun } from './jobs.ts';

const person = PersonId.parse('p'.repeat(20));

/** Jobs whose work the test ends by hand. */
function bench(storage: Storage, dataDir: string, most = 3) {
  const folder = join(dataDir, 'jobs');
  const runs: { readonly run: JobRun; readonly end: PromiseWithResolvers<void> }[] = [];
  const kind = {
    most,
    async run(run: JobRun) {
      await writeFile(join(run.folder, 'scrap'), 'x');
      run.signal.throwIfAborted();
      const end = Promise.withResolvers<void>();
      run.signal.addEventListener('abort', () => end.reject(run.signal.reason));
      runs.push({ run, end });
      await end.promise;
    },
  };
  const jobs = createJobs({ storage, env: fakeEnvironment(), folder, kinds: { a: kind, b: kind } });
  const started = async (count: number) => {
    await vi.waitFor(() => expect(runs).toHaveLength(count), { interval: 1, timeout: 20_000 });
    const last = runs.at(-1);
    if (last === undefined) throw new Error('none');
    return last;
  };
  const gone = (name: 'a' | 'b', subject: string) =>
    vi.waitFor(async () => expect(await jobs.state(name, subject)).toBeUndefined(), {
      interval: 1,
      timeout: 20_000,
    });
  return { jobs, runs, started, gone, folder };
}

describe('jobs', () => {
  it('[JOB-1] runs one of a kind at a time, in the order of asking, and takes no more than it can hold', () =>
    withStorage(async (storage, dataDir) => {
      const { jobs, runs, started, gone } = bench(storage, dataDir);
      await jobs.add('a', 'one', person);
      const first = await started(1);
      await jobs.add('a', 'two', person);
      await jobs.add('a', 'two', person);
      await jobs.add('a', 'three', person);
      await expect(jobs.add('a', 'four', person)).rejects.toMatchObject({ code: 'busy' });
      await jobs.add('b', 'other', person);
      const other = await started(2);
      expect(other.run.subject).toBe('other');
      expect(await jobs.state('a', 'one')).toEqual({ state: 'running' });
      expect(await jobs.state('a', 'three')).toEqual({ state: 'waiting', ahead: 2 });
      first.end.resolve();
      expect((await started(3)).run.subject).toBe('two');
      await gone('a', 'one');
      expect(runs).toHaveLength(3);
      await jobs.close();
    }));

  it('[JOB-1] one that is cancelled ends, leaves nothing, and lets the next one begin', () =>
    withStorage(async (storage, dataDir) => {
      const { jobs, started, folder } = bench(storage, dataDir);
      await jobs.add('a', 'one', person);
      const { run } = await started(1);
      await jobs.add('a', 'waiting', person);
      await jobs.add('a', 'next', person);
      await jobs.cancel('a', 'waiting');
      await jobs.cancel('a', 'one');
      expect(run.signal.aborted).toBe(true);
      expect(existsSync(run.folder)).toBe(false);
      expect(await jobs.state('a', 'one')).toBeUndefined();
      expect(await jobs.state('a', 'waiting')).toBeUndefined();
      expect((await started(2)).run.subject).toBe('next');
      await jobs.cancel('a', 'next');
      expect(await readdir(folder)).toEqual([]);
      await jobs.close();
    }));

  it('[JOB-1] one that fails says why, and is tried anew when it is asked for again', () =>
    withStorage(async (storage, dataDir) => {
      const { jobs, started, gone } = bench(storage, dataDir);
      await jobs.add('a', 'one', person);
      (await started(1)).end.reject(new AppError('damagedOffice'));
      await vi.waitFor(
        async () => expect(await jobs.state('a', 'one')).toEqual({ state: 'failed', code: 'damagedOffice' }),
        { interval: 1, timeout: 20_000 },
      );
      await jobs.add('a', 'one', person);
      (await started(2)).end.reject(new Error('a fault of ours'));
      await vi.waitFor(
        async () => expect(await jobs.state('a', 'one')).toEqual({ state: 'failed', code: 'broken' }),
        { interval: 1, timeout: 20_000 },
      );
      await jobs.add('a', 'one', person);
      (await started(3)).end.resolve();
      await gone('a', 'one');
      await jobs.close();
    }));

  it('[JOB-2] what was open when the server stopped is begun again, in the same order', () =>
    withStorage(async (storage, dataDir) => {
      for (let restart = 0; restart < 5; restart++) {
        const { jobs, started } = bench(storage, dataDir);
        await jobs.resume();
        if (restart === 0) await jobs.add('a', 'one', person);
        if (restart === 0) await jobs.add('a', 'two', person);
        const { run } = await started(1);
        expect([run.subject, run.person]).toEqual(['one', person]);
        // A stop is no fault of the job: it may happen any number of times.
        await jobs.close();
        expect(run.signal.aborted).toBe(true);
        expect(existsSync(run.folder)).toBe(false);
      }
    }));

  it('[JOB-2] what took the server down twice is not begun a third time; leftovers of it are removed', () =>
    withStorage(async (storage, dataDir) => {
      const lost: (() => Promise<void>)[] = [];
      for (let crash = 0; crash < 2; crash++) {
        // Never closed: that is what a crash is.
        const { jobs, started } = bench(storage, dataDir);
        await jobs.resume();
        if (crash === 0) await jobs.add('a', 'bomb', person);
        await started(1);
        lost.push(() => jobs.close());
      }
      const { jobs, runs, folder } = bench(storage, dataDir);
      await mkdir(join(folder, 'left'), { recursive: true });
      await jobs.resume();
      expect(await jobs.state('a', 'bomb')).toEqual({ state: 'failed', code: 'broken' });
      expect(runs).toEqual([]);
      expect(existsSync(join(folder, 'left'))).toBe(false);
      await jobs.close();
      for (const close of lost) await close();
    }));

  it('[JOB-1] takes nothing once it is closed', () =>
    withStorage(async (storage, dataDir) => {
      const { jobs, runs } = bench(storage, dataDir);
      await jobs.close();
      await expect(jobs.add('a', 'one', person)).rejects.toMatchObject({ code: 'busy' });
      await jobs.close();
      expect(runs).toEqual([]);
    }));
});
