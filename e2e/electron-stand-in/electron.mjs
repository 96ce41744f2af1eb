// Assembles the module `electron` of the main process, and starts what it needs.
import path from 'node:path';
import { App } from './app.mjs';
import { createBrowserWindowClass } from './browser-window.mjs';
import { Chromium } from './chromium.mjs';
import { createIpcMain } from './ipc-main.mjs';
import { SchemeProxy } from './scheme-proxy.mjs';
import { createSession } from './session.mjs';
import { createDialog, createMenu, createSafeStorage, createScreen, createShell } from './small-apis.mjs';
import { strict } from './strict.mjs';

/** @param options what boot.mjs found out: appDir, mainFile, manifest, isPackaged, switches. */
export function createElectron(options) {
  const { ipcMain, invoke } = createIpcMain();
  // Shared by all parts: what there is, and what is going on.
  const context = {
    ...options,
    ipcMain,
    invoke,
    calls: [],
    contents: new Map(),
    windows: new Map(),
    chromium: new Chromium(),
    proxy: new SchemeProxy(),
    isReady: false,
    isQuitting: false,
  };
  const app = (context.app = new App(context));
  context.defaultSession = createSession(context);
  const electron = {
    app: strict('app', app),
    BrowserWindow: createBrowserWindowClass(context),
    ipcMain,
    protocol: strict('protocol', {
      registerSchemesAsPrivileged(schemes) {
        if (context.isReady)
          throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
        context.schemes = schemes;
      },
      handle(scheme, handler) {
        const known = context.schemes?.find((entry) => entry.scheme === scheme);
        if (!known?.privileges.standard || !known.privileges.secure)
          throw new Error('electron stand-in: a scheme that is not standard and secure is not implemented');
        context.proxy.handle(scheme, handler);
      },
    }),
    session: strict('session', { defaultSession: context.defaultSession }),
    webContents: strict('webContents', {
      fromDevToolsTargetId: (id) =>
        found([...context.contents.values()].find(({ targetId }) => targetId === id)),
      fromId: (id) => found(context.contents.get(id)),
      getAllWebContents: () => [...context.contents.values()].map(found),
    }),
    dialog: createDialog(context.calls),
    shell: createShell(context.calls),
    safeStorage: createSafeStorage(),
    screen: createScreen(),
    ...createMenu(),
  };
  return { electron: strict("require('electron')", electron), start: () => start(context) };
}

const found = (contents) => contents?._proxy;

async function start(context) {
  const { app, chromium, proxy, switches } = context;
  await proxy.start();
  const profile = path.join(app.getPath('userData'), 'stand-in-profile');
  await chromium.start({ profile, proxyPort: proxy.port, switches });

  const byTarget = (id) => [...context.contents.values()].find(({ targetId }) => targetId === id);
  chromium.on(':Target.targetDestroyed', ({ targetId }) => byTarget(targetId)?._window._gone());
  chromium.on(':Target.targetInfoChanged', ({ targetInfo }) => {
    // Until a page has a title, Chromium gives its address.
    if (targetInfo.title && !targetInfo.url.includes(targetInfo.title))
      byTarget(targetInfo.targetId)?._titled(targetInfo.title);
  });
  chromium.on(':Target.targetCreated', ({ targetInfo }) => {
    if (targetInfo.type === 'page' && targetInfo.openerId) byTarget(targetInfo.openerId)?._popup(targetInfo);
  });
  app._becomeReady();
}
