import { indexedDbStore } from './indexed-db-store.ts';
import type { Platform } from './platform.ts';

const TOKEN = 'bantron.token';

/** The platform of a page that the server itself served. */
export function browserPlatform(): Platform {
  return {
    kind: 'browser',
    sessionHolder: 'cookie',
    serverAddress: () => Promise.resolve(location.origin),
    server: null,
    // In the tab's own storage, so that two tabs can be two people. It belongs to the page's origin, and so to one server.
    tokens: () => ({
      load: () => Promise.resolve(sessionStorage.getItem(TOKEN)),
      store: async (token) => sessionStorage.setItem(TOKEN, token),
      clear: async () => sessionStorage.removeItem(TOKEN),
    }),
    signingKey: () => null,
    offlineStore: indexedDbStore,
    keepForOffline: keepClient,
    openExternal: (url) => {
      const isHttps = URL.canParse(url) && new URL(url).protocol === 'https:';
      // With `noopener` the browser doesn't say whether a window came; a blocked one is announced by the browser.
      if (isHttps) window.open(url, '_blank', 'noopener,noreferrer');
      return Promise.resolve(isHttps);
    },
    fullscreen: {
      isOn: () => Promise.resolve(document.fullscreenElement !== null),
      set: async (on) => {
        if (on) await document.documentElement.requestFullscreen();
        else if (document.fullscreenElement !== null) await document.exitFullscreen();
      },
    },
    onLink: () => () => undefined,
  };
}

/** Has the service worker keep the app's files. Without https there is none, and the app starts from the server only. */
async function keepClient(): Promise<void> {
  const { serviceWorker, storage } = navigator as Partial<Pick<Navigator, 'serviceWorker' | 'storage'>>;
  try {
    await storage?.persist();
    await serviceWorker?.register('/service-worker.js');
  } catch (error) {
    console.warn('the app will not start without the server', error);
  }
}
