import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const repository = path.resolve(import.meta.dirname, '..');

/** After a download that failed, the next one is tried a day later: the second start has to be quick. */
const RETRY_AFTER_MS = 24 * 60 * 60 * 1000;
/** How long a start waits for the download (about 110 MB) before it goes on without a window. */
const DOWNLOAD_LIMIT_MS = 3 * 60 * 1000;

/** Where Electron is, or why there is no desktop window. The reason is a clause without a full stop. */
export type FoundElectron = { readonly path: string } | { readonly missing: string };

/** What {@link findElectron} looks at; all of it has a default that is right outside of tests. */
export interface FindOptions {
  readonly root?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly platform?: NodeJS.Platform;
  readonly now?: () => number;
  /** Fetches Electron's binary into node_modules. Resolves with why it could not, or null. */
  readonly download?: () => Promise<string | null>;
  /** Tells the person in front of the terminal what takes long. */
  readonly say?: (line: string) => void;
}

/**
 * Finds Electron's binary: where ELECTRON_OVERRIDE_DIST_PATH points, or in node_modules, or by downloading it as
 * `npx install-electron` does. The download is given three minutes, and after a failure is not tried again for a day
 * (the time is kept in `.build/`). Nothing is downloaded where there is no screen to show a window on.
 */
export async function findElectron(options: FindOptions = {}): Promise<FoundElectron> {
  const { root = repository, env = process.env, platform = process.platform, now = Date.now } = options;
  const say = options.say ?? ((line: string) => console.log(line));
  const download = options.download ?? (() => downloadElectron(root, say));

  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY'])
    return { missing: 'there is no display' };
  const chosen = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (chosen) {
    const executable = path.join(chosen, executableName(platform));
    return existsSync(executable)
      ? { path: executable }
      : { missing: `ELECTRON_OVERRIDE_DIST_PATH has no ${executableName(platform)}` };
  }
  const installed = path.join(root, 'node_modules/electron/dist', executableName(platform));
  if (existsSync(installed)) return { path: installed };
  if (!existsSync(path.join(root, 'node_modules/electron/install.js')))
    return { missing: 'Electron is not a dependency here' };

  const stamp = path.join(root, '.build/electron-download-failed');
  const retryAt = failedAt(stamp) + RETRY_AFTER_MS;
  if (now() < retryAt)
    return { missing: 'Electron could not be downloaded today; `npx install-electron` tries again' };
  say('Downloading the desktop window (Electron, about 110 MB) …');
  const failure = await download();
  if (failure === null && existsSync(installed)) return { path: installed };
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, String(now()));
  return { missing: `Electron could not be downloaded (${failure ?? 'it is not where it should be'})` };
}

/** A desktop window that was opened. */
export interface OpenDesktop {
  /** Resolves with the exit code when the window was closed, null when the program was killed or never ran. */
  readonly closed: Promise<number | null>;
  /** Asks the window to close; it may be called again. */
  close(): void;
}

/**
 * Opens the desktop window for a server. `address` is the server's origin, or a page of it that the window opens on.
 * `.build/electron` and `.build/renderer` have to be built. As root, Electron
 * runs without Chromium's sandbox, since it refuses to start otherwise.
 */
export function openDesktop(options: { readonly electron: string; readonly address: string }): OpenDesktop {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const { origin, pathname, search, hash } = new URL(options.address);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    BANTRON_DESKTOP_SERVER: origin,
    BANTRON_DESKTOP_PAGE: `${pathname}${search}${hash}`,
  };
  delete env['ELECTRON_RUN_AS_NODE'];
  const child = spawn(options.electron, [repository, ...(isRoot ? ['--no-sandbox'] : [])], {
    env,
    stdio: 'inherit',
  });
  const closed = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', (error) => {
      console.error(`The desktop window could not be opened: ${error.message}`);
      resolve(null);
    });
  });
  return {
    closed,
    close: () => {
      child.kill();
    },
  };
}

function executableName(platform: NodeJS.Platform): string {
  if (platform === 'win32') return 'electron.exe';
  return platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

function failedAt(stamp: string): number {
  if (!existsSync(stamp)) return -Infinity;
  const time = Number(readFileSync(stamp, 'utf8'));
  return Number.isFinite(time) ? time : -Infinity;
}

/** Runs the installer of the npm package, which checks the binary against the checksums in the package. */
function downloadElectron(root: string, say: (line: string) => void): Promise<string | null> {
  const child = spawn(process.execPath, ['install.js'], {
    cwd: path.join(root, 'node_modules/electron'),
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('utf8')).slice(-4000);
  });
  const started = Date.now();
  const progress = setInterval(() => {
    say(`… still downloading after ${Math.round((Date.now() - started) / 1000)} s`);
  }, 15_000);
  let outOfTime = false;
  const limit = setTimeout(() => {
    outOfTime = true;
    if (process.platform === 'win32' && child.pid !== undefined)
      spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f']);
    else child.kill('SIGKILL');
  }, DOWNLOAD_LIMIT_MS);
  return new Promise((resolve) => {
    const end = (failure: string | null) => {
      clearInterval(progress);
      clearTimeout(limit);
      resolve(failure);
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code) => {
      if (outOfTime) end('it took longer than three minutes');
      else end(code === 0 ? null : firstError(complaint));
    });
  });
}

/** The line of the installer's complaint that says what went wrong. */
function firstError(complaint: string): string {
  const line = complaint.split('\n').find((candidate) => /error/i.test(candidate)) ?? 'the download failed';
  return line.trim().slice(0, 160);
}
