import { EventEmitter } from 'node:events';
import { makeEvent, strict } from './strict.mjs';
import { WebContents } from './web-contents.mjs';

/** Makes the class `electron.BrowserWindow`. */
export function createBrowserWindowClass(context) {
  let nextId = 1;
  return class BrowserWindow extends EventEmitter {
    #contents;
    #bounds;
    #title;
    #visible;
    #windowId;
    #destroyed = false;
    #states = { minimized: false, maximized: false, fullscreen: false };
    id;
    webContents;

    constructor(options = {}) {
      super();
      if (!context.isReady) throw new Error('Cannot create BrowserWindow before app is ready');
      const { x = 0, y = 0, width = 800, height = 600, show = true, title = context.app.getName() } = options;
      this.#bounds = { x, y, width, height };
      this.#visible = show;
      this.#title = title;
      this.id = nextId++;
      const proxy = strict('BrowserWindow', this);
      this._proxy = proxy;
      this.#contents = new WebContents(context, this.id, this, options.webPreferences);
      this.webContents = this.#contents._proxy = strict('webContents', this.#contents);
      context.windows.set(this.id, this);
      context.app.emit('browser-window-created', makeEvent(), proxy);
      context.app.emit('web-contents-created', makeEvent(), this.webContents);
      this.#contents.once('did-finish-load', () => this.emit('ready-to-show', makeEvent()));
      void this.#contents
        ._open(this.#bounds)
        .then(() => this.#findNativeWindow())
        .catch(() => undefined); // reported by the contents
      return proxy;
    }

    static getAllWindows() {
      return [...context.windows.values()].map((window) => window._proxy);
    }
    static fromId(id) {
      return context.windows.get(id)?._proxy ?? null;
    }
    static fromWebContents(contents) {
      return BrowserWindow.getAllWindows().find((window) => window.webContents.id === contents?.id) ?? null;
    }
    static getFocusedWindow() {
      return BrowserWindow.getAllWindows().at(-1) ?? null;
    }

    async #findNativeWindow() {
      const { windowId } = await context.chromium.send('Browser.getWindowForTarget', {
        targetId: this.#contents.targetId,
      });
      this.#windowId = windowId;
      await this.#applyBounds();
    }

    async #applyBounds() {
      if (this.#windowId === undefined) return;
      const { x: left, y: top, width, height } = this.#bounds;
      await context.chromium
        .send('Browser.setWindowBounds', { windowId: this.#windowId, bounds: { left, top, width, height } })
        .catch(() => undefined); // refused while maximised; the size is kept for later
    }

    loadURL(address) {
      return this.#contents.loadURL(address);
    }
    reload() {
      this.#contents.reload();
    }
    getTitle() {
      return this.#title;
    }
    setTitle(title) {
      this.#title = title;
    }
    isVisible() {
      return this.#visible;
    }
    show() {
      this.#visible = true;
      this.emit('show', makeEvent());
    }
    hide() {
      this.#visible = false;
      this.emit('hide', makeEvent());
    }
    focus() {
      this.emit('focus', makeEvent());
    }

    isMinimized() {
      return this.#states.minimized;
    }
    minimize() {
      this.#become('minimized', true, 'minimize');
    }
    restore() {
      this.#become('minimized', false, 'restore');
    }
    isMaximized() {
      return this.#states.maximized;
    }
    maximize() {
      this.#become('maximized', true, 'maximize');
    }
    unmaximize() {
      this.#become('maximized', false, 'unmaximize');
    }
    isFullScreen() {
      return this.#states.fullscreen;
    }
    setFullScreen(on) {
      this.#become('fullscreen', on, on ? 'enter-full-screen' : 'leave-full-screen');
    }
    #become(state, on, eventName) {
      this.#states[state] = on;
      this.emit(eventName, makeEvent());
    }

    getBounds() {
      return { ...this.#bounds };
    }
    getNormalBounds() {
      return this.getBounds();
    }
    setBounds(bounds) {
      Object.assign(this.#bounds, bounds);
      void this.#applyBounds();
      this.emit('resize', makeEvent());
    }

    isDestroyed() {
      return this.#destroyed;
    }
    close() {
      if (this.#destroyed) return;
      const event = makeEvent();
      this.emit('close', event);
      if (!event.defaultPrevented) this.destroy();
    }
    destroy() {
      if (this.#destroyed) return;
      const { targetId } = this.#contents;
      if (targetId) context.chromium.send('Target.closeTarget', { targetId }).catch(() => undefined);
      this._gone();
    }
    /** The page is gone, whoever closed it. */
    _gone() {
      if (this.#destroyed) return;
      this.#destroyed = true;
      this.#contents._destroy();
      context.windows.delete(this.id);
      this.emit('closed', makeEvent());
      if (context.windows.size > 0 || context.isQuitting) return;
      if (context.app.listenerCount('window-all-closed') > 0) context.app.emit('window-all-closed');
      else context.app.quit();
    }
  };
}
