import type { DesktopBridge } from '#ipc/bridge';
import { desktopStore } from './desktop-store.ts';
import type { OpenedLink, Platform } from './platform.ts';

/** The platform of a page that the desktop shell served. `reload` loads the page anew. */
export function desktopPlatform(bridge: DesktopBridge, reload: () => void): Platform {
  return {
    kind: 'desktop',
    sessionHolder: 'token',
    serverAddress: async () => (await bridge.server.get()).address,
    server: {
      async use(address) {
        await bridge.server.set({ address });
        reload();
      },
      async forget() {
        await bridge.server.clear();
        reload();
      },
    },
    tokens: (server) => ({
      load: async () => (await bridge.session.load({ server })).token,
      store: async (token) => {
        await bridge.session.store({ server, token });
      },
      clear: async () => {
        await bridge.session.clear({ server });
      },
    }),
    signingKey: (server, person) => ({
      publicKey: async () => (await bridge.signing.key({ server, person })).key,
      sign: async (bytes) => {
        const statement = new TextDecoder().decode(bytes);
        return (await bridge.signing.sign({ server, person, statement })).signature;
      },
    }),
    offlineStore: (server, person) => desktopStore(bridge.offlineStore, server, person),
    // The app's files are on this computer, and so is the store.
    keepForOffline: () => Promise.resolve(),
    openExternal: async (url) => (await bridge.window.openExternal({ url })).opened,
    fullscreen: {
      isOn: () => bridge.window.isFullscreen(),
      set: async (on) => {
        await bridge.window.setFullscreen({ on });
      },
    },
    onLink: (callback) => followLinks(bridge.links, callback),
  };
}

function followLinks(links: DesktopBridge['links'], callback: (link: OpenedLink) => void): () => void {
  const following = new AbortController();
  const takeAll = async () => {
    // A link that is taken is gone from the shell, so none is taken for a listener that has stopped.
    while (!following.signal.aborted) {
      const link = await links.take();
      if (link === null) return;
      callback(link);
    }
  };
  const take = () => {
    takeAll().catch((error: unknown) => console.error('links:', error));
  };
  const stop = links.onArrived(take);
  take(); // one may have started the app
  return () => {
    following.abort();
    stop();
  };
}
