import { BrowserWindow, screen } from 'electron';
import { APP_ORIGIN } from './origin.ts';
import type { JsonFile } from './json-file.ts';
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
  window.on('close', () => {
    void placeFile
      .write({ bounds: window.getNormalBounds(), maximized: window.isMaximized() })
      .catch((error: unknown) => console.warn('window: its place was not remembered', error));
  });
  await window.loadURL(`${APP_ORIGIN}${startPage}`);
  return window;
}
