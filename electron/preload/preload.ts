import { contextBridge, ipcRenderer } from 'electron';
import type { DesktopBridge } from '#ipc/bridge';

/**
 * The only code that stands between the page and the main process. It holds no logic and no state: each method
 * sends its one argument on its own channel, and the main process decides what that is worth. The page never
 * gets `ipcRenderer`, a channel name or an event object.
 *
 * Channels are written out because the contracts would bring zod into every window; the type says which methods
 * there must be, and `preload.test.ts` compares the channels with the contracts.
 */
const bridge: DesktopBridge = {
  session: {
    load: (input) => ipcRenderer.invoke('bantron:session/load', input),
    store: (input) => ipcRenderer.invoke('bantron:session/store', input),
    clear: (input) => ipcRenderer.invoke('bantron:session/clear', input),
  },
  server: {
    get: () => ipcRenderer.invoke('bantron:server/get'),
    set: (input) => ipcRenderer.invoke('bantron:server/set', input),
    clear: () => ipcRenderer.invoke('bantron:server/clear'),
  },
  signing: {
    key: (input) => ipcRenderer.invoke('bantron:signing/key', input),
    sign: (input) => ipcRenderer.invoke('bantron:signing/sign', input),
  },
  offlineStore: {
    load: (input) => ipcRenderer.invoke('bantron:offline-store/load', input),
    append: (input) => ipcRenderer.invoke('bantron:offline-store/append', input),
    compact: (input) => ipcRenderer.invoke('bantron:offline-store/compact', input),
    remove: (input) => ipcRenderer.invoke('bantron:offline-store/remove', input),
    names: (input) => ipcRenderer.invoke('bantron:offline-store/names', input),
    files: (input) => ipcRenderer.invoke('bantron:offline-store/files', input),
    beginFile: (input) => ipcRenderer.invoke('bantron:offline-store/begin-file', input),
    writeChunk: (input) => ipcRenderer.invoke('bantron:offline-store/write-chunk', input),
    readChunk: (input) => ipcRenderer.invoke('bantron:offline-store/read-chunk', input),
    removeFile: (input) => ipcRenderer.invoke('bantron:offline-store/remove-file', input),
    clearAll: (input) => ipcRenderer.invoke('bantron:offline-store/clear-all', input),
    protection: () => ipcRenderer.invoke('bantron:offline-store/protection'),
  },
  window: {
    setFullscreen: (input) => ipcRenderer.invoke('bantron:window/set-fullscreen', input),
    isFullscreen: () => ipcRenderer.invoke('bantron:window/is-fullscreen'),
    openExternal: (input) => ipcRenderer.invoke('bantron:window/open-external', input),
  },
  links: {
    take: () => ipcRenderer.invoke('bantron:links/take'),
    onArrived: (callback) => {
      const listener = (): void => callback();
      ipcRenderer.on('bantron:links/arrived', listener);
      return () => {
        ipcRenderer.removeListener('bantron:links/arrived', listener);
      };
    },
  },
};

// contextBridge copies the object into the page's world and freezes the copy.
contextBridge.exposeInMainWorld('bantronDesktop', bridge);
