import type { MediaAnswer, MediaNotification, MediaRequest, MediaState } from '#protocol/media/signalling';

export type MediaConnection = 'connected' | 'disconnected';

/**
 * Camera and microphone signalling over a meeting channel. Nothing is resent: what was asked on a connection that went
 * is answered with `closed`, and the media session builds itself up again on the next.
 */
export class MediaPort {
  readonly #send: (id: number, request: MediaRequest) => void;
  readonly #pending = new Map<number, (answer: MediaAnswer) => void>();
  readonly #noticeListeners = new Set<(notice: MediaNotification) => void>();
  readonly #connectionListeners = new Set<(connection: MediaConnection) => void>();
  #nextId = 1;
  #connection: MediaConnection = 'disconnected';
  #state: MediaState = { state: 'preparing' };

  constructor(send: (id: number, request: MediaRequest) => void) {
    this.#send = send;
  }

  get connection(): MediaConnection {
    return this.#connection;
  }

  /** Whether the server has media at all, as last heard. */
  get state(): MediaState {
    return this.#state;
  }

  request(request: MediaRequest): Promise<MediaAnswer> {
    if (this.#connection === 'disconnected') return Promise.resolve({ ok: false, code: 'closed' });
    const id = this.#nextId++;
    return new Promise((resolve) => {
      this.#pending.set(id, resolve);
      this.#send(id, request);
    });
  }

  onNotice(listener: (notice: MediaNotification) => void): () => void {
    this.#noticeListeners.add(listener);
    return () => this.#noticeListeners.delete(listener);
  }

  onConnection(listener: (connection: MediaConnection) => void): () => void {
    this.#connectionListeners.add(listener);
    return () => this.#connectionListeners.delete(listener);
  }

  /** For the channel: a connection has been welcomed. */
  connected(): void {
    this.#connection = 'connected';
    for (const listener of this.#connectionListeners) listener('connected');
  }

  /** For the channel: the connection went. */
  disconnected(): void {
    this.#connection = 'disconnected';
    for (const resolve of this.#pending.values()) resolve({ ok: false, code: 'closed' });
    this.#pending.clear();
    for (const listener of this.#connectionListeners) listener('disconnected');
  }

  /** For the channel. */
  answered(id: number, answer: MediaAnswer): void {
    const resolve = this.#pending.get(id);
    this.#pending.delete(id);
    resolve?.(answer);
  }

  /** For the channel. */
  noticed(notice: MediaNotification): void {
    if (notice.type === 'state') this.#state = notice.state;
    for (const listener of this.#noticeListeners) listener(notice);
  }

  close(): void {
    if (this.#connection === 'connected') this.disconnected();
    this.#noticeListeners.clear();
    this.#connectionListeners.clear();
  }
}
