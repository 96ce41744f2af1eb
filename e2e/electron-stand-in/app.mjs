import { EventEmitter } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { SingleInstance } from './single-instance.mjs';
import { makeEvent } from './strict.mjs';

/** `electron.app`. `context` is shared by all parts of the stand-in; see electron.mjs. */
export class App extends EventEmitter {
  #context;
  #name;
  #paths = {};
  #instance = new SingleInstance();
  #ready = Promise.withResolvers();
  isPackaged;
  commandLine;

  constructor(context) {
    super();
    this.#context = context;
    this.#name = context.manifest.productName ?? context.manifest.name ?? 'Electron';
    this.isPackaged = context.isPackaged;
    const switches = context.switches;
    this.commandLine = {
      appendSwitch(name, value = '') {
        const isList = name.endsWith('-features') && name in switches;
        switches[name] = isList ? `${switches[name]},${value}` : value;
      },
      hasSwitch: (name) => name in switches,
      getSwitchValue: (name) => switches[name] ?? '',
    };
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => this.quit());
  }

  getName() {
    return this.#name;
  }
  setName(name) {
    this.#name = name;
  }
  getVersion() {
    return this.#context.manifest.version ?? '0.0.0';
  }
  getAppPath() {
    return this.#context.appDir;
  }
  getLocale() {
    return 'en-US';
  }
  getPreferredSystemLanguages() {
    return (process.env.STAND_IN_LANGUAGES ?? 'en-US').split(',');
  }

  getPath(name) {
    const appData = process.env.XDG_CONFIG_HOME ?? path.join(os.homedir(), '.config');
    const fixed = { home: os.homedir(), appData, temp: os.tmpdir(), exe: process.argv[0] };
    const found =
      this.#paths[name] ??
      (name === 'userData'
        ? (this.#context.switches['user-data-dir'] ?? path.join(appData, this.#name))
        : fixed[name]);
    if (found === undefined) throw new Error(`electron stand-in: app.getPath('${name}') is not implemented`);
    return found;
  }
  setPath(name, value) {
    this.#paths[name] = value;
  }

  enableSandbox() {}
  focus() {}
  setAsDefaultProtocolClient(...args) {
    this.#context.calls.push({ api: 'app.setAsDefaultProtocolClient', args });
    return true;
  }

  isReady() {
    return this.#context.isReady;
  }
  whenReady() {
    return this.#ready.promise;
  }
  /** Called by the stand-in when Chromium has started. */
  _becomeReady() {
    this.#context.isReady = true;
    this.emit('will-finish-launching');
    // Playwright replaces `emit`, to hold this event back until it has attached.
    this.emit('ready', makeEvent(), {});
    this.#ready.resolve();
  }

  requestSingleInstanceLock() {
    return this.#instance.request(this.getPath('userData'), (argv, cwd) =>
      this.emit('second-instance', makeEvent(), argv, cwd, null),
    );
  }
  hasSingleInstanceLock() {
    return this.#instance.isHeld;
  }
  releaseSingleInstanceLock() {
    this.#instance.release();
  }

  quit() {
    if (this.#context.isQuitting) return;
    if (this.#isPrevented('before-quit')) return;
    this.#context.isQuitting = true;
    for (const window of this.#context.windows.values()) {
      window.close();
      if (!window.isDestroyed()) {
        this.#context.isQuitting = false;
        return;
      }
    }
    if (this.#isPrevented('will-quit')) {
      this.#context.isQuitting = false;
      return;
    }
    this.exit(0);
  }

  exit(code = 0) {
    this.#context.isQuitting = true;
    this.emit('quit', makeEvent(), code);
    this.#instance.release();
    this.#context.proxy.close();
    void this.#context.chromium.close().finally(() => process.exit(code));
  }

  #isPrevented(name) {
    const event = makeEvent();
    this.emit(name, event);
    return event.defaultPrevented;
  }
}
