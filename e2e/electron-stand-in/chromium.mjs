// One Chromium, driven over its debugging pipe. Playwright is given a debugging port of the same Chromium.
import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';

const BINARIES = ['/usr/lib/chromium/chromium', '/usr/bin/chromium', '/usr/bin/google-chrome'];

/** Switches of Electron's command line that mean something else to Chromium, or that are set below. */
const NOT_PASSED_ON = new Set([
  'inspect',
  'inspect-brk',
  'remote-debugging-port',
  'user-data-dir',
  'disable-extensions',
]);

/** Events are named `<sessionId>:<method>`; those of the browser itself have no session. */
export class Chromium extends EventEmitter {
  #child;
  #nextId = 1;
  #waiting = new Map();
  #closing = false;

  constructor() {
    super();
    this.setMaxListeners(0);
  }

  /** Resolves when commands can be sent. Ends this process when Chromium ends on its own. */
  async start({ profile, proxyPort, switches }) {
    await waitForOldOwner(profile);
    fs.mkdirSync(profile, { recursive: true });
    const binary = process.env.STAND_IN_CHROMIUM ?? BINARIES.find((file) => fs.existsSync(file));
    if (binary === undefined)
      throw new Error('electron stand-in: no Chromium was found; set STAND_IN_CHROMIUM');
    const hasDisplay = process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
    const isRoot = process.getuid?.() === 0;
    const args = [
      '--remote-debugging-pipe',
      `--remote-debugging-port=${switches['remote-debugging-port'] ?? 0}`,
      `--user-data-dir=${profile}`,
      // Also requests for this machine go through the proxy: it is what answers for custom schemes.
      `--proxy-server=http://127.0.0.1:${proxyPort}`,
      '--proxy-bypass-list=<-loopback>',
      '--no-first-run',
      '--no-startup-window',
      '--no-default-browser-check',
      ...(isRoot ? ['--no-sandbox', '--test-type'] : []),
      ...(hasDisplay ? [] : ['--headless=new']),
      ...Object.entries(switches)
        .filter(([name]) => !NOT_PASSED_ON.has(name))
        .map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`)),
    ];
    this.#child = spawn(binary, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] });
    this.#child.stdio[3].on('error', () => undefined); // it ended; 'exit' says so
    this.#readAnswers(this.#child.stdio[4]);
    await this.#listening();
    this.#child.once('exit', (code) => {
      if (this.#closing) return;
      console.error(`electron stand-in: Chromium ended with ${code}`);
      process.exit(1);
    });
    process.on('exit', () => this.#child.kill('SIGKILL'));
    await this.send('Target.setDiscoverTargets', { discover: true });
  }

  /** Sends a command to the browser, or to a page when its session is given. */
  send(method, params = {}, sessionId) {
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      this.#waiting.set(id, { resolve, reject, method });
      this.#child.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  get pid() {
    return this.#child.pid;
  }

  /** Resolves when Chromium has ended; it is given three seconds to do so by itself. */
  async close() {
    this.#closing = true;
    if (!this.#child || this.#child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.send('Browser.close').catch(() => undefined);
    const impatient = setTimeout(() => this.#child.kill('SIGKILL'), 3000);
    await ended;
    clearTimeout(impatient);
  }

  /** Passes on the line that Playwright waits for. */
  #listening() {
    return new Promise((resolve, reject) => {
      let rest = '';
      this.#child.stderr.on('data', (chunk) => {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop();
        for (const line of lines) {
          const listening = line.startsWith('DevTools listening');
          if (listening || process.env.ELECTRON_ENABLE_LOGGING || line.includes('Unable to open X display'))
            process.stderr.write(`${line}\n`);
          if (listening) resolve();
        }
      });
      this.#child.once('error', reject);
      this.#child.once('exit', (code) => reject(new Error(`electron stand-in: Chromium ended with ${code}`)));
    });
  }

  #readAnswers(pipe) {
    let pending = [];
    pipe.on('data', (chunk) => {
      let at;
      while ((at = chunk.indexOf(0)) >= 0) {
        this.#take(JSON.parse(Buffer.concat([...pending, chunk.subarray(0, at)]).toString('utf8')));
        pending = [];
        chunk = chunk.subarray(at + 1);
      }
      if (chunk.length > 0) pending.push(chunk);
    });
  }

  #take(message) {
    if (message.id === undefined) {
      this.emit(`${message.sessionId ?? ''}:${message.method}`, message.params);
      return;
    }
    const { resolve, reject, method } = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error) reject(new Error(`${method}: ${message.error.message}`));
    else resolve(message.result);
  }
}

/** After a `kill -9` of the main process its Chromium needs a moment to notice; two can't share a profile. */
async function waitForOldOwner(profile) {
  const lock = path.join(profile, 'SingletonLock');
  for (let tries = 0; tries < 200; tries++) {
    let pid;
    try {
      pid = Number(fs.readlinkSync(lock).split('-').at(-1));
      process.kill(pid, 0);
    } catch {
      return; // no lock, or nobody holds it
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
