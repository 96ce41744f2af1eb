import type { Methods } from './contract.ts';
import type { links } from './links.ts';
import type { offlineStore } from './offline-store.ts';
import type { server } from './server.ts';
import type { session } from './session.ts';
import type { signing } from './signing.ts';
import type { window } from './window.ts';

/**
 * `window.bantronDesktop`: everything the page can ask of the desktop shell. Its methods are those of the
 * contracts; the preload is checked against this type, so a call can't be declared and forgotten.
 */
export interface DesktopBridge {
  readonly session: Methods<typeof session>;
  readonly server: Methods<typeof server>;
  readonly signing: Methods<typeof signing>;
  readonly offlineStore: Methods<typeof offlineStore>;
  readonly window: Methods<typeof window>;
  readonly links: Methods<typeof links> & {
    /** Calls back when a link can be taken; returns what stops it. */
    readonly onArrived: (callback: () => void) => () => void;
  };
}
