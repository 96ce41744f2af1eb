import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { fakeEnvironment } from '../../../testing/fake-environment.ts';
import { fakeProgram } from '../../../testing/fake-program.ts';
import { tempDataDir } from '../../../testing/temp-storage.ts';
import { findCage, type ToolLimits } from './cage.ts';
import { runTool, type ToolEnd } from './run-tool.ts';

const LIMITS: ToolLimits = { milliseconds: 60_000, memory: 2 * 1024 ** 3, fileBytes: 1024 ** 2 };
const found = await findCage();
const free = () => [];

/** Runs a script as a program, in each way of holding it that this machine has. */
async function tried(
  script: string,
  args: readonly string[] = [],
  limits: ToolLimits = LIMITS,
): Promise<{ readonly end: ToolEnd; readonly folder: string } & AsyncDisposable> {
  const folder = await tempDataDir();
  const program = await fakeProgram(folder.path, 'program', script);
  const run = { program, args, folder: folder.path, limits, signal: new AbortController().signal };
  const end = await runTool(run, found.cage, fakeEnvironment());
  return { end, folder: folder.path, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

/** What has ended and waits for somebody to take note of it is not alive. */
const isAlive = async (pid: number): Promise<boolean> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/\) Z /.test(stat);
};

const ENDS = {
  done: { ok: true },
  late: { ok: false, why: 'timeLimit' },
  cancelled: { message: 'cancelled' },
};

describe.skipIf(process.platform === 'win32')('a program of others', () => {
  it('[JOB-3] gets its arguments as they are, and nothing of our settings', async () => {
    vi.stubEnv('BANTRON_TLS_KEY', 'secret');
    try {
      await using run = await tried('printf "%s\\n" "$@" > args; env > env; pwd > where', [
        '$(touch shell)',
        'a b; touch shell',
        '--x=*',
      ]);
      expect(run.end).toEqual({ ok: true });
      const read = (name: string) => readFile(join(run.folder, name), 'utf8');
      expect(await read('args')).toBe('$(touch shell)\na b; touch shell\n--x=*\n');
      expect(existsSync(join(run.folder, 'shell'))).toBe(false);
      const env = await read('env');
      expect(env).not.toContain('secret');
      expect(env).toContain(`HOME=${run.folder}`);
      expect(env).toContain(`TMPDIR=${run.folder}`);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('[JOB-3] says how it ended: with a fault, or not there at all', async () => {
    await using failed = await tried('echo "the file is bad" >&2; exit 7');
    expect(failed.end).toMatchObject({ ok: false, why: 'failed' });
    await using folder = await tempDataDir();
    const signal = new AbortController().signal;
    const run = { program: join(folder.path, 'none'), args: [], folder: folder.path, limits: LIMITS, signal };
    expect(await runTool(run, free, fakeEnvironment())).toMatchObject({ ok: false, why: 'missing' });
  });

  for (const [name, cage] of [
    ['by hand', free],
    [`by ${found.strength}`, found.cage],
  ] as const) {
    it(`[JOB-3] is ended with all that it started: when it is done, when time is up, when it is cancelled, held ${name}`, async () => {
      for (const how of ['done', 'late', 'cancelled'] as const) {
        await using folder = await tempDataDir();
        const program = await fakeProgram(
          folder.path,
          'program',
          `sleep 4000 & echo $! > child; ${how === 'done' ? 'exit 0' : 'wait'}`,
        );
        const env = fakeEnvironment();
        const stop = new AbortController();
        const ending = runTool(
          { program, args: [], folder: folder.path, limits: LIMITS, signal: stop.signal },
          cage,
          env,
        );
        const ended = ending.catch((error: unknown) => error);
        const child = await vi.waitFor(
          async () =>
            Number(await readFile(join(folder.path, 'child'), 'utf8')) || Promise.reject(new Error()),
          { interval: 5, timeout: 10_000 },
        );
        // Inside a namespace of its own the number is another; its end is that of the whole namespace.
        const isOutside = cage === free && process.platform === 'linux';
        if (isOutside && how !== 'done') expect(await isAlive(child)).toBe(true);
        if (how === 'late') env.advance(LIMITS.milliseconds);
        if (how === 'cancelled') stop.abort(new Error('cancelled'));
        expect(await ended).toMatchObject(ENDS[how]);
        if (isOutside)
          await vi.waitFor(async () => expect(await isAlive(child)).toBe(false), {
            interval: 5,
            timeout: 20_000,
          });
        expect(env.timers).toBe(0);
      }
    });
  }

  it.skipIf(found.strength === 'none')('[JOB-3] can’t fill the disk', async () => {
    await using run = await tried('head -c 5000000 /dev/zero > big');
    expect(run.end).toMatchObject({ ok: false, why: 'failed' });
    expect((await readFile(join(run.folder, 'big'))).length).toBeLessThanOrEqual(LIMITS.fileBytes);
  });

  it.skipIf(found.strength === 'none')('[JOB-3] can’t take more memory than it was given', async () => {
    const hungry = `exec ${process.execPath} -e "Buffer.alloc(1024**3).fill(1)"`;
    await using run = await tried(hungry, [], { ...LIMITS, memory: 512 * 1024 ** 2 });
    expect(run.end).toMatchObject({ ok: false, why: 'failed' });
    await using enough = await tried(hungry, [], { ...LIMITS, memory: 64 * 1024 ** 3 });
    expect(enough.end).toEqual({ ok: true });
  });

  it.skipIf(found.strength !== 'alone')('[JOB-3] has no network', async () => {
    await using run = await tried('cat /proc/net/dev > net');
    const interfaces = (await readFile(join(run.folder, 'net'), 'utf8')).match(/^\s*\w+:/gm) ?? [];
    // Its own loopback, which is down.
    expect(interfaces.map((line) => line.trim())).toEqual(['lo:']);
  });
});
