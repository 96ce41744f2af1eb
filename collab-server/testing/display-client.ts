import { WebSocket } from 'ws';
import { DISPLAY_CHANNEL, DisplayMessage } from '#protocol/display/live';
import type { DisplayView } from '#protocol/display/view';
import { PROTOCOL_VERSION } from '#protocol/wire/version';

/** A screen of a room: shows its token and holds the view that it is told. */
export class DisplayClient {
  readonly socket: WebSocket;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  /** Frames as they came. */
  readonly frames: string[] = [];
  view: DisplayView | undefined;
  readonly #waiting = new Set<() => void>();

  constructor(url: string, first: unknown, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(url.replace(/^http/, 'ws') + DISPLAY_CHANNEL, { headers });
    this.socket.on('open', () => this.socket.send(JSON.stringify(first)));
    this.socket.on('message', (data: Buffer) => {
      this.frames.push(data.toString());
      const message = DisplayMessage.parse(JSON.parse(data.toString()));
      if (message.type === 'view') this.view = message.view;
      for (const look of this.#waiting) look();
    });
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() });
        for (const look of this.#waiting) look();
      });
    });
  }

  static open(url: string, token: string, headers: Record<string, string> = {}): DisplayClient {
    return new DisplayClient(url, { type: 'hello', protocol: PROTOCOL_VERSION, token }, headers);
  }

  /** The view, once it fits; rejects when the line is closed before. */
  async until(fits: (view: DisplayView) => boolean): Promise<DisplayView> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const { view } = this;
        const isClosed = this.socket.readyState >= WebSocket.CLOSING;
        if ((view === undefined || !fits(view)) && !isClosed) return;
        this.#waiting.delete(look);
        if (view !== undefined && fits(view)) resolve(view);
        else reject(new Error('closed while waiting for the screen'));
      };
      this.#waiting.add(look);
      look();
    });
  }
}
