import { app, BrowserWindow, protocol } from 'electron';
import path from 'node:path';
import { answerFromBundle } from './bundle-files.ts';
import { readConfig } from './config.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { DeepLinks } from './deep-links.ts';
import { answerPermissions, hardenAllContents } from './hardening.ts';
import { openMainWindow } from './main-window.ts';
import { setMenu } from './menu.ts';
import { OfflineStore } from './offline/offline-store.ts';
import { APP_SCHEME } from './origin.ts';
import { servePageCalls } from './page-calls.ts';
import { systemSecretBox } from './secret-box.ts';
import { ServerMemory } from './server-memory.ts';
import { SessionStore } from './session-store.ts';
import { SigningKeys } from './signing-keys.ts';
import { windowPlaceFile } from './window-bounds.ts';

// Everything up to `whenReady` has to happen before Electron is ready, and in this order.
const bundleDir = import.meta.dirname;
const config = readConfig(process.env, { isPackaged: app.isPackaged, bundleDir });
app.enableSandbox();
app.setName('Bàn Tròn');
// A folder without diacritics, the same for a packaged and an unpackaged run.
if (!app.commandLine.hasSwitch('user-data-dir'))
  app.setPath('userData', path.join(app.getPath('appData'), 'bantron'));

protocol.registerSchemesAsPrivileged([
  {
    scheme: APP_SCHEME,
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
  },
]);

if (app.requestSingleInstanceLock()) {
  hardenAllContents();
  const links = new DeepLinks();
  links.accept(process.argv);
  app.on('second-instance', (_event, commandLine) => {
    links.accept(commandLine);
    const window = BrowserWindow.getAllWindows()[0];
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  void app
    .whenReady()
    .then(() => start(links))
    .catch((error: unknown) => {
      console.error('The desktop app could not start:', error);
      app.exit(1);
    });
} else {
  // The first instance has been given our command line and comes to the front.
  app.quit();
}

async function start(links: DeepLinks): Promise<void> {
  const folder = app.getPath('userData');
  const box = systemSecretBox();
  const server = await ServerMemory.open(folder, config.presetServer);
  const offline = new OfflineStore(path.join(folder, 'offline'), box);
  protocol.handle(APP_SCHEME, (request) =>
    answerFromBundle(request, config.rendererDir, contentSecurityPolicy(server.address)),
  );
  answerPermissions();
  servePageCalls({
    box,
    sessions: new SessionStore(folder, box),
    signingKeys: new SigningKeys(folder, box),
    server,
    offline,
  });
  links.serve();
  setMenu();
  const place = windowPlaceFile(folder);
  finishBeforeQuitting([() => offline.close(), () => place.settled()]);
  await openMainWindow(path.join(bundleDir, 'preload.cjs'), config.startPage, place);
}

/** Lets writes that are under way reach the disk before the process ends. */
function finishBeforeQuitting(steps: readonly (() => Promise<void>)[]): void {
  let finished = false;
  app.on('will-quit', (event) => {
    if (finished) return;
    event.preventDefault();
    void finish(steps).finally(() => {
      finished = true;
      app.quit();
    });
  });
}

async function finish(steps: readonly (() => Promise<void>)[]): Promise<void> {
  for (const result of await Promise.allSettled(steps.map((step) => step())))
    if (result.status === 'rejected') console.error('quitting:', result.reason);
}
