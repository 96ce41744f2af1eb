import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { codec, pageWorldScript, preloadWorldScript } from './preload-scripts.mjs';
import { makeEvent } from './strict.mjs';

const PRELOAD_WORLD = 'Electron Isolated Context';
const BINDING = '__standInNative';
const SUPPORTED = { contextIsolation: true, sandbox: true, nodeIntegration: false };

/** `electron.webContents` of one window: a Chromium page with the application's preload in a world of its own. */
export class WebContents extends EventEmitter {
  #context;
  #preferences;
  #opened;
  #session;
  #preloadContext;
  #url = '';
  #title = '';
  #destroyed = false;
  #openHandler;
  #programmatic = false;
  #lastOpenedUrl = '';
  id;
  session;
  targetId;
  _window;
  _proxy;

  constructor(context, id, window, preferences = {}) {
    super();
    for (const [name, value] of Object.entries(SUPPORTED))
      if ((preferences[name] ?? value) !== value)
        throw new Error(`electron stand-in: webPreferences.${name} must be ${value}`);
    this.#context = context;
    this.#preferences = preferences;
    this.id = id;
    this._window = window;
    this.session = context.defaultSession;
    context.contents.set(id, this);
  }

  /** Makes the page. Resolves when the preload is in place; nothing may be loaded before. */
  _open(bounds) {
    this.#opened ??= this.#create(bounds);
    this.#opened.catch((error) => {
      if (!this.#destroyed && !this.#context.isQuitting) console.error('electron stand-in:', error);
    });
    return this.#opened;
  }

  async #create({ width, height }) {
    const { chromium } = this.#context;
    const { targetId } = await chromium.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width,
      height,
    });
    this.targetId = targetId;
    const { sessionId } = await chromium.send('Target.attachToTarget', { targetId, flatten: true });
    this.#session = { id: sessionId, send: (method, params) => chromium.send(method, params, sessionId) };
    this.#listen();
    await this.#session.send('Page.enable');
    await this.#session.send('Runtime.enable');
    // Documents are held back so that the application can say whether a page may navigate.
    await this.#session.send('Fetch.enable', {
      patterns: [{ resourceType: 'Document', requestStage: 'Request' }],
    });
    if (this.#preferences.preload) await this.#installPreload(this.#preferences.preload);
  }

  async #installPreload(preload) {
    const secret = `${randomUUID()}:`;
    await this.#session.send('Runtime.addBinding', { name: BINDING, executionContextName: PRELOAD_WORLD });
    await this.#session.send('Page.addScriptToEvaluateOnNewDocument', { source: pageWorldScript(secret) });
    await this.#session.send('Page.addScriptToEvaluateOnNewDocument', {
      worldName: PRELOAD_WORLD,
      source: preloadWorldScript({ secret, bindingName: BINDING, preload }),
    });
  }

  #listen() {
    const on = (method, listener) => this.#context.chromium.on(`${this.#session.id}:${method}`, listener);
    on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === PRELOAD_WORLD && context.auxData.frameId === this.targetId)
        this.#preloadContext = context.id;
    });
    on('Runtime.executionContextsCleared', () => {
      this.#preloadContext = undefined;
    });
    on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === BINDING) void this.#message(JSON.parse(payload), executionContextId);
    });
    on('Fetch.requestPaused', (paused) => void this.#documentRequested(paused));
    on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId) return;
      this.#url = this.#context.proxy.outward(frame.url + (frame.urlFragment ?? ''));
      this.emit('did-navigate', makeEvent(), this.#url, 200, '');
    });
    on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId !== this.targetId) return;
      this.#url = this.#context.proxy.outward(url);
      this.emit('did-navigate-in-page', makeEvent(), this.#url, true);
    });
    on('Page.windowOpen', ({ url }) => {
      this.#lastOpenedUrl = url;
    });
    on('Page.domContentEventFired', () => this.emit('dom-ready', makeEvent()));
    on('Page.loadEventFired', () => this.emit('did-finish-load', makeEvent()));
    on('Inspector.targetCrashed', () =>
      this.emit('render-process-gone', makeEvent(), { reason: 'crashed', exitCode: 1 }),
    );
  }

  /** A document is about to be fetched: by us, by the page, or after a redirect. */
  async #documentRequested({ requestId, request, frameId, redirectedRequestId }) {
    const isMainFrame = frameId === this.targetId;
    const url = this.#context.proxy.outward(request.url);
    const details = makeEvent({ url, isMainFrame, isSameDocument: false });
    if (redirectedRequestId !== undefined) this.emit('will-redirect', details, url, false, isMainFrame);
    else if (!(isMainFrame && this.#programmatic)) {
      this.emit('will-frame-navigate', details);
      if (isMainFrame) this.emit('will-navigate', details, url);
    }
    if (details.defaultPrevented) {
      await this.#session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
      return;
    }
    if (isMainFrame) await this.session._applyPermissions(this._proxy, url, new URL(request.url).origin);
    await this.#session.send('Fetch.continueRequest', { requestId });
  }

  /** A popup appeared. Electron asks before; here it is closed again before it can load anything. */
  _popup({ targetId, url }) {
    const wanted = this.#context.proxy.outward(this.#lastOpenedUrl || url);
    const answer = this.#openHandler?.({
      url: wanted,
      frameName: '',
      features: '',
      disposition: 'foreground-tab',
      referrer: { url: this.#url, policy: 'no-referrer' },
    }) ?? { action: 'allow' };
    if (answer.action !== 'deny')
      throw new Error('electron stand-in: opening a window from a page is not implemented');
    this.#context.chromium.send('Target.closeTarget', { targetId }).catch(() => undefined);
  }

  async #message({ kind, channel, id, args }, contextId) {
    const senderFrame = { url: this.#url, parent: null, processId: 1, routingId: this.id };
    const event = makeEvent({
      sender: this._proxy,
      senderFrame,
      processId: 1,
      frameId: this.id,
      type: 'frame',
    });
    const decoded = codec.decode(args);
    if (kind === 'preload-error') {
      this.emit('preload-error', makeEvent(), ...decoded);
      return;
    }
    if (kind === 'send') {
      this.#context.ipcMain.emit(channel, event, ...decoded);
      return;
    }
    const answer = await this.#context.invoke(channel, event, decoded);
    const encoded = answer.error === undefined ? { value: codec.encode(answer.value) } : answer;
    await this.#session
      .send('Runtime.evaluate', { contextId, expression: `standInReply(${id}, ${JSON.stringify(encoded)})` })
      .catch(() => undefined); // the page is gone; nobody waits for the answer
  }

  send(channel, ...args) {
    if (this.#preloadContext === undefined) return;
    const expression = `standInPush(${JSON.stringify(channel)}, ${JSON.stringify(codec.encode(args))})`;
    this.#session
      .send('Runtime.evaluate', { contextId: this.#preloadContext, expression })
      .catch(() => undefined); // as above
  }

  async loadURL(address) {
    await this.#opened;
    const loaded = new Promise((resolve) => this.once('did-finish-load', resolve));
    this.#programmatic = true;
    try {
      const result = await this.#session.send('Page.navigate', { url: this.#context.proxy.inward(address) });
      if (result.errorText) throw new Error(`${result.errorText} loading '${address}'`);
    } finally {
      this.#programmatic = false;
    }
    await loaded;
  }

  reload() {
    this.#programmatic = true;
    void this.#session.send('Page.reload').finally(() => {
      this.#programmatic = false;
    });
  }

  async executeJavaScript(code) {
    const result = await this.#session.send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
    });
    if (result.exceptionDetails) throw new Error(result.exceptionDetails.exception?.description);
    return result.result.value;
  }

  getURL() {
    return this.#url;
  }
  getTitle() {
    return this.#title;
  }
  get mainFrame() {
    return { url: this.#url, parent: null };
  }
  getOSProcessId() {
    return this.#context.chromium.pid;
  }
  getLastWebPreferences() {
    return { ...SUPPORTED, ...this.#preferences };
  }
  setWindowOpenHandler(handler) {
    this.#openHandler = handler;
  }
  isDestroyed() {
    return this.#destroyed;
  }
  close() {
    this._window.close();
  }
  openDevTools() {}
  focus() {}

  /** The page's title changed, as Chromium sees it. */
  _titled(title) {
    if (title === this.#title) return;
    this.#title = title;
    const event = makeEvent();
    this.emit('page-title-updated', event, title, true);
    if (!event.defaultPrevented) this._window.setTitle(title);
  }

  _destroy() {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#context.contents.delete(this.id);
    this.emit('destroyed', makeEvent());
  }
}
