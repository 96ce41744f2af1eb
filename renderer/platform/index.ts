import type { DesktopBridge } from '#ipc/bridge';
import { browserPlatform } from './browser.ts';
import { desktopPlatform } from './desktop.ts';
import type { Platform } from './platform.ts';

export { FILE_CHUNK, type KeptFile, type OfflineFiles } from './offline-files.ts';
export { type OfflineRoom, type OfflineStore, OfflineStoreError } from './offline-store.ts';
export { parseServerAddress } from './parse-server-address.ts';
export type { DeviceKey, Platform, TokenStorage } from './platform.ts';

declare global {
  interface Window {
    /** Put there by the preload of the desktop shell; nobody but this folder uses it. */
    readonly bantronDesktop?: DesktopBridge;
  }
}

/** The platform this page runs on. Make one and pass it on. */
export function currentPlatform(): Platform {
  return window.bantronDesktop === undefined
    ? browserPlatform()
    : desktopPlatform(window.bantronDesktop, () => location.reload());
}
