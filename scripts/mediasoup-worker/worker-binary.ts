import { access, chmod, copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { runCommand } from './run-command.ts';

/** The folder of the npm package whose worker is wanted. */
export const PACKAGE_DIR = fileURLToPath(new URL('../../node_modules/mediasoup', import.meta.url));

const BINARY_NAME = process.platform === 'win32' ? 'mediasoup-worker.exe' : 'mediasoup-worker';

/** Where mediasoup itself would look for its worker. */
export const PLACE = join(PACKAGE_DIR, 'worker', 'out', 'Release', BINARY_NAME);

/** A worker says so with this exit code when it is started by hand, without the variable that the library sets. */
const EXIT_WITHOUT_VERSION = 41;

/** The installed version of the npm package, or null when it is not installed. */
export async function packageVersion(): Promise<string | null> {
  try {
    const text = await readFile(join(PACKAGE_DIR, 'package.json'), 'utf8');
    return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** True when `path` is a worker that starts on this machine: right architecture, every shared library found. */
export async function isRunnableWorker(path: string, signal?: AbortSignal): Promise<boolean> {
  const env = { ...process.env };
  delete env['MEDIASOUP_VERSION'];
  const end = await runCommand(path, [], { env, signal });
  return end.code === EXIT_WITHOUT_VERSION;
}

/** True when a runnable worker of exactly this version lies where mediasoup looks (npm may keep that of an older one). */
export async function isInPlace(version: string, signal?: AbortSignal): Promise<boolean> {
  const noted = await readFile(`${PLACE}.version`, 'utf8').catch(() => '');
  return noted.trim() === version && (await isRunnableWorker(PLACE, signal));
}

/** Notes which version the worker in place is. */
export async function noteVersion(version: string): Promise<void> {
  await writeFile(`${PLACE}.version`, `${version}\n`);
}

/** Puts a worker where mediasoup looks and gives that path; gives `from` itself where the package can't be written to. */
export async function putInPlace(from: string, version: string): Promise<string> {
  try {
    await installFile(from, PLACE);
    await noteVersion(version);
    return PLACE;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EROFS'))
      return from;
    throw error;
  }
}

/** Copies an executable so that nobody ever sees half of it. */
export async function installFile(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  const part = `${to}.${process.pid}.part`;
  try {
    await copyFile(from, part);
    await chmod(part, 0o755);
    await rename(part, to);
  } finally {
    await rm(part, { force: true });
  }
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Where builds are kept from one `npm ci` to the next. */
export function cacheDir(): string {
  const base =
    process.env['XDG_CACHE_HOME'] ||
    (process.platform === 'win32' ? process.env['LOCALAPPDATA'] : undefined) ||
    join(homedir(), '.cache');
  return join(base, 'bantron', 'mediasoup-worker');
}
