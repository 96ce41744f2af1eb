import { execPath } from 'node:process';
import { join } from 'node:path';
import { buildOnDebian, cachedBuildPath, canBuildHere } from './debian-build.ts';
import { lockFile } from './process-lock.ts';
import { runCommand } from './run-command.ts';
import {
  PACKAGE_DIR,
  PLACE,
  cacheDir,
  isInPlace,
  isRunnableWorker,
  noteVersion,
  packageVersion,
  putInPlace,
} from './worker-binary.ts';

/**
 * Makes sure that there is a mediasoup-worker that runs on this machine. The npm package's own install step would
 * download one or fail the whole `npm ci`; it is switched off, and this runs beside the server instead.
 */

/** How long upstream's download may take before a build is tried instead. */
const DOWNLOAD_LIMIT_MS = 120_000;

export interface EnsureOptions {
  /** Receives lines for the operator, among them the progress of a build. */
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * `unavailable` says why the machine has none: `not-supported` (nothing to download, and no way to build here),
 * `needs-packages` (a build needs packages that only root can install; `detail` is the command), `build-failed`,
 * `not-runnable` (the file that MEDIASOUP_WORKER_BIN names), `cancelled`.
 */
export type EnsuredWorker =
  | { readonly path: string }
  | {
      readonly unavailable:
        | 'not-supported'
        | 'needs-packages'
        | 'build-failed'
        | 'not-runnable'
        | 'cancelled';
      readonly detail: string;
    };

/**
 * Gives the path of a worker that was started once on this machine. In this order: the one that MEDIASOUP_WORKER_BIN
 * names; one in place; upstream's prebuilt; one built here earlier; a build (some minutes). May be called by several
 * processes at once; one of them does the work. Rejects only on broken I/O.
 */
export async function ensureMediasoupWorker({ log, signal }: EnsureOptions): Promise<EnsuredWorker> {
  const named = process.env['MEDIASOUP_WORKER_BIN'];
  if (named) {
    if (await isRunnableWorker(named, signal)) return { path: named };
    return {
      unavailable: 'not-runnable',
      detail: `MEDIASOUP_WORKER_BIN=${named} does not start on this machine`,
    };
  }
  const version = await packageVersion();
  if (version === null)
    return { unavailable: 'not-supported', detail: `there is no package in ${PACKAGE_DIR}` };
  if (await isInPlace(version, signal)) return { path: PLACE };

  let release: (() => void) | undefined;
  try {
    release = await lockFile(join(cacheDir(), 'lock'), {
      signal,
      onWait: () => log('another process is preparing the media worker; waiting for it'),
    });
    // The process that held the lock may have been doing just this.
    if (await isInPlace(version, signal)) return { path: PLACE };
    return await obtain(version, log, signal);
  } catch (error) {
    if (signal?.aborted) return { unavailable: 'cancelled', detail: 'stopped before the worker was ready' };
    throw error;
  } finally {
    release?.();
  }
}

async function obtain(
  version: string,
  log: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<EnsuredWorker> {
  if (await download(version, log, signal)) return { path: PLACE };
  if (!(await canBuildHere())) {
    return {
      unavailable: 'not-supported',
      detail: `the prebuilt worker can't be downloaded and only Debian-like systems can build it; ${BY_HAND}`,
    };
  }
  const kept = await cachedBuildPath(version);
  if (await isRunnableWorker(kept, signal)) return { path: await putInPlace(kept, version) };
  const built = await buildOnDebian({ version, log, signal });
  if (signal?.aborted) return { unavailable: 'cancelled', detail: 'stopped before the worker was ready' };
  return 'path' in built ? { path: await putInPlace(built.path, version) } : built;
}

const BY_HAND = 'set MEDIASOUP_WORKER_BIN to a mediasoup-worker of the same version';

async function download(
  version: string,
  log: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  log(`looking for a prebuilt mediasoup-worker ${version}`);
  const limit = AbortSignal.timeout(DOWNLOAD_LIMIT_MS);
  // Without a Python, upstream's script ends after its download instead of starting a build that downloads more.
  const end = await runCommand(execPath, ['npm-scripts.mjs', 'postinstall'], {
    cwd: PACKAGE_DIR,
    env: { ...process.env, PYTHON: 'no-python-wanted' },
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
  });
  if (end.code !== 0 || !(await isRunnableWorker(PLACE, signal))) return false;
  await noteVersion(version);
  return true;
}

/** Run by hand or by the server: lines for people on stderr, the result as one line of JSON on stdout. */
if (import.meta.main) {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => stop.abort());
  const result = await ensureMediasoupWorker({
    log: (line) => process.stderr.write(`media worker: ${line}\n`),
    signal: stop.signal,
  });
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exitCode = 'path' in result ? 0 : 1;
}
