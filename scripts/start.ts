import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findElectron, openDesktop } from './desktop.ts';
import { ensureDesktop, ensureRenderer, exitCode, ROOT, say } from './project.ts';

// `npm start`: the server, and a window onto it.

await ensureRenderer();
await ensureDesktop();

const server = spawn(process.execPath, [join(ROOT, 'collab-server/main.ts')], {
  cwd: ROOT,
  stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
});
const ended = exitCode(server);
// Ctrl+C reaches the server as well; this process only waits for it to finish.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => server.kill('SIGTERM'));

/** Where a person starts who can't sign in yet: setting up, or the sample as its chair. */
let firstPage: string | undefined;
if (server.stdout === null) throw new Error('the server has no output');
createInterface({ input: server.stdout }).on('line', (line) => {
  process.stdout.write(`${line}\n`);
  const [word, address = ''] = line.split(' ', 2);
  if (word === 'setup' || word === 'sample') firstPage = address;
  if (word === 'ready') void opened(address);
});

async function opened(address: string): Promise<void> {
  const page = firstPage ?? address;
  if (firstPage !== undefined) say(`start at ${firstPage} (this link works once and is for you alone)`);
  if (process.env['BANTRON_NO_OPEN'] === '1') return;
  const electron = await findElectron();
  if ('path' in electron) {
    const desktop = openDesktop({ address: page, electron: electron.path });
    // The window is what was started: closing it ends the server too.
    void desktop.closed.then(() => server.kill('SIGTERM'));
    return;
  }
  say(`no desktop window (${electron.missing}); open ${page} in a browser`);
  openBrowser(page);
}

/** Opens the person's browser where there is a display. The address goes to the browser only, not into a shell. */
function openBrowser(page: string): void {
  const display =
    process.platform !== 'linux' ||
    process.env['DISPLAY'] !== undefined ||
    process.env['WAYLAND_DISPLAY'] !== undefined;
  if (!display) return;
  const [command, args] =
    process.platform === 'darwin'
      ? ['open', [page]]
      : process.platform === 'win32'
        ? ['rundll32', ['url.dll,FileProtocolHandler', page]]
        : ['xdg-open', [page]];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.once('error', () => undefined);
  child.unref();
}

process.exitCode = await ended;
