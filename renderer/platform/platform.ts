import type { OfflineStore } from './offline-store.ts';

/** Where a session's token is kept between page loads. */
export interface TokenStorage {
  load(): Promise<string | null>;
  store(token: string): Promise<void>;
  clear(): Promise<void>;
}

/** What a `bantron://` link asked for. The id comes from outside: parse it before use. */
export interface OpenedLink {
  readonly kind: 'meeting';
  readonly meetingId: string;
}

/** A key that this device keeps, and that doesn't leave it. */
export interface DeviceKey {
  /** 32 bytes of Ed25519 in base64url; null where the device can't keep a key so that only its user has it. */
  publicKey(): Promise<string | null>;
  /** The signature under a statement about minutes, in base64url; null when the key is gone. */
  sign(statement: Uint8Array): Promise<string | null>;
}

/**
 * What the client needs of the machine it runs on. There is one implementation for browsers and one for the desktop
 * shell; nothing else in the renderer knows which of the two it is in, or touches what they are made of.
 */
export interface Platform {
  readonly kind: 'browser' | 'desktop';
  /** How an ordinary session is held: in a browser by the server's cookie, on the desktop by a token. */
  readonly sessionHolder: 'cookie' | 'token';
  /** Origin of the server, without a slash at its end; null when the desktop has not been told one yet. */
  serverAddress(): Promise<string | null>;
  /**
   * How to change the server, or null in a browser, where the page came from it. Both load the page anew, because
   * what a page may connect to is fixed when it is loaded; nothing after the call is sure to run.
   */
  readonly server: {
    use(address: string): Promise<void>;
    forget(): Promise<void>;
  } | null;
  /**
   * The token for a server. In a browser it lives as long as the tab and is needed only for a session of the tab's
   * own; on the desktop it survives a restart.
   */
  tokens(server: string): TokenStorage;
  /** What one person keeps of one server on this device. To be closed, and emptied on sign-out. */
  offlineStore(server: string, person: string): OfflineStore;
  /** The key with which a person signs minutes on this device; null in a browser, which has no place to keep one. */
  signingKey(server: string, person: string): DeviceKey | null;
  /**
   * Something was taken along: takes care that the app itself starts without the server, and that this device doesn't
   * tidy away what is kept. Resolves when that has been asked for; whether it is granted is the device's affair.
   */
  keepForOffline(): Promise<void>;
  /** Opens an https link outside of the app. Answers whether it was. */
  openExternal(url: string): Promise<boolean>;
  readonly fullscreen: {
    isOn(): Promise<boolean>;
    set(on: boolean): Promise<void>;
  };
  /**
   * Calls back for each `bantron://` link, also for one that came before; each is told once, to one listener. Never in
   * a browser, where links are addresses. Returns what stops it.
   */
  onLink(callback: (link: OpenedLink) => void): () => void;
}
