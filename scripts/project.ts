import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** The project's root. */
export const ROOT = resolve(import.meta.dirname, '..');

export function say(text: string): void {
  process.stderr.write(`bantron: ${text}\n`);
}

/** Runs a command with this terminal; answers its exit code. */
export function run(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<number> {
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
  return exitCode(child);
}

/** The exit code of a child; a signal counts as 1, a command that can't be started as 127. */
export function exitCode(child: ChildProcess): Promise<number> {
  return new Promise((done) => {
    child.once('error', () => done(127));
    child.once('exit', (code) => done(code ?? 1));
  });
}

/** Path of a program that npm installed for the project. */
export function bin(name: string): string {
  return join(ROOT, 'node_modules/.bin', process.platform === 'win32' ? `${name}.cmd` : name);
}

/** The newest change in files and folders below these paths, in milliseconds since 1970. */
async function newestChange(paths: readonly string[]): Promise<number> {
  let newest = 0;
  for (const path of paths) {
    const info = await stat(path).catch(() => undefined);
    if (info === undefined) continue;
    newest = Math.max(newest, info.mtimeMs);
    if (!info.isDirectory()) continue;
    const entries = await readdir(path, { withFileTypes: true });
    const inside = entries
      .filter((entry) => entry.name !== 'node_modules')
      .map((entry) => join(path, entry.name));
    newest = Math.max(newest, await newestChange(inside));
  }
  return newest;
}

/** Builds unless what was built last is newer than everything that it was built from. */
async function buildWhenStale(
  what: string,
  stamp: string,
  sources: readonly string[],
  build: () => Promise<void>,
): Promise<void> {
  const changed = await newestChange(sources.map((path) => join(ROOT, path)));
  const built = Number(await readFile(join(ROOT, '.build', stamp), 'utf8').catch(() => '0'));
  if (built >= changed) return;
  say(`building ${what}…`);
  await build();
  await writeFile(join(ROOT, '.build', stamp), String(changed));
}

/** The web client in `.build/renderer`, built when it is missing or older than its sources. */
export function ensureRenderer(): Promise<void> {
  const sources = ['renderer', 'collab-server/protocol', 'electron/ipc', 'assets', 'package-lock.json'];
  return buildWhenStale('the client', 'renderer.stamp', sources, async () => {
    const { build } = await import('vite');
    await build({ configFile: join(ROOT, 'renderer/vite.config.ts'), logLevel: 'warn' });
  });
}

/** The desktop shell in `.build/electron`, built when it is missing or older than its sources. */
export function ensureDesktop(): Promise<void> {
  return buildWhenStale(
    'the desktop shell',
    'electron.stamp',
    ['electron', 'package-lock.json'],
    async () => {
      const { buildElectron } = await import('./build-electron.ts');
      await buildElectron();
    },
  );
}
