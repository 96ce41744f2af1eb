/** The part of a WebSocket that a channel needs; the browser's has it. */
export interface SocketPort {
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null;
  send(text: string): void;
  close(code?: number, reason?: string): void;
}

/** Everything a channel takes from the world around it, so that a test can hold the clock and lose the network. */
export interface ChannelEnvironment {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls once after `ms`; the answer cancels it. */
  after(ms: number, then: () => void): () => void;
  /** At least 0, below 1. */
  random(): number;
  randomBytes(count: number): Uint8Array;
  openSocket(url: string): SocketPort;
  /** Told when it is worth trying again at once: the network is back, or the person looks at the page again. */
  onWake(listener: () => void): () => void;
}

/** The browser (or the desktop's renderer). */
export function browserEnvironment(): ChannelEnvironment {
  return {
    now: () => Date.now(),
    after: (ms, then) => {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    openSocket: (url) => {
      const socket = new WebSocket(url);
      const port: SocketPort = {
        onopen: null,
        onmessage: null,
        onclose: null,
        send: (text) => socket.send(text),
        close: (code, reason) => socket.close(code, reason),
      };
      socket.addEventListener('open', () => port.onopen?.());
      socket.addEventListener('message', (event: MessageEvent<unknown>) => port.onmessage?.(event));
      socket.addEventListener('close', (event) => port.onclose?.(event));
      return port;
    },
    onWake: (listener) => {
      const seen = () => {
        if (document.visibilityState === 'visible') listener();
      };
      window.addEventListener('online', listener);
      document.addEventListener('visibilitychange', seen);
      return () => {
        window.removeEventListener('online', listener);
        document.removeEventListener('visibilitychange', seen);
      };
    },
  };
}

/**
 * Milliseconds before attempt number `attempt` (from 0): doubling from half a second to fifteen, each between half and
 * the whole of that, so that a room of two hundred does not come back in the same instant.
 */
export function backOff(attempt: number, random: number): number {
  const full = Math.min(15_000, 500 * 2 ** Math.min(attempt, 10));
  return Math.round(full * (0.5 + random / 2));
}
