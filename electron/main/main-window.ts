import { app, BrowserWindow, dialog, screen } from 'electron';
import { APP_ORIGIN } from './origin.ts';
import type { JsonFile } from './json-file.ts';
import { menuWords } from './menu-words.ts';
import { placeOnScreens, SMALLEST, type WindowPlace } from './window-bounds.ts';

/**
 * Opens the main window on a route of our own page, where it was last time, and remembers its place when it closes. It is
 * shown when the page has painted, so that nobody sees an empty frame.
 */
export async function openMainWindow(
  preload: string,
  startPage: string,
  placeFile: JsonFile<WindowPlace>,
): Promise<BrowserWindow> {
  const place = await placeFile.read();
  const areas = [
    screen.getPrimaryDisplay().workArea,
    ...screen.getAllDisplays().map(({ workArea }) => workArea),
  ];
  const window = new BrowserWindow({
    ...placeOnScreens(place.bounds, areas),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title: 'Bàn Tròn',
    show: false,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      spellcheck: false, // the dictionaries would be fetched from outside, and there is none for Vietnamese
    },
  });
  window.once('ready-to-show', () => {
    if (place.maximized) window.maximize();
    window.show();
  });
  window.webContents.on('will-prevent-unload', (event) => {
    // The page holds what is not saved. Without a question the window would just not close.
    if (leavesAnyway(window)) event.preventDefault();
  });
  window.on('close', () => {
    void placeFile
      .write({ bounds: window.getNormalBounds(), maximized: window.isMaximized() })
      .catch((error: unknown) => console.warn('window: its place was not remembered', error));
  });
  await window.loadURL(`${APP_ORIGIN}${startPage}`);
  return window;
}

/** Asks whether to close a window whose page has something that the server doesn't. */
function leavesAnyway(window: BrowserWindow): boolean {
  const words = menuWords(app.getPreferredSystemLanguages());
  const chosen = dialog.showMessageBoxSync(window, {
    type: 'question',
    message: words.unsavedTitle,
    detail: words.unsavedText,
    buttons: [words.stay, words.leave],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return chosen === 1;
}
