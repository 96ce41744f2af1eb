import type { MediaAnswer, MediaNotification, MediaRequest } from '#protocol/media/signalling';

/** The connection went before the answer came. */
export class ChannelDown extends Error {
  constructor() {
    super('the meeting channel is down');
    this.name = 'ChannelDown';
  }
}

/**
 * Camera and microphone signalling over a meeting channel. Nothing is resent: the media session builds itself up again
 * on the next connection, which is a new one to the server.
 */
export class MediaPort {
  readonly #send: (id: number, request: MediaRequest) => void;
  readonly #pending = new Map<number, PromiseWithResolvers<MediaAnswer>>();
  readonly #noticeListeners = new Set<(notice: MediaNotification) => void>();
  readonly #upListeners = new Set<(up: boolean) => void>();
  #nextId = 1;
  #up = false;

  constructor(send: (id: number, request: MediaRequest) => void) {
    this.#send = send;
  }

  isUp(): boolean {
    return this.#up;
  }

  /** Rejects with {@link ChannelDown} when there is no connection, or it goes before the answer. */
  request(request: MediaRequest): Promise<MediaAnswer> {
    if (!this.#up) return Promise.reject(new ChannelDown());
    const id = this.#nextId++;
    const pending = Promise.withResolvers<MediaAnswer>();
    this.#pending.set(id, pending);
    this.#send(id, request);
    return pending.promise;
  }

  /** The returned function ends the listening; so with `onUp`. */
  onNotice(listener: (notice: MediaNotification) => void): () => void {
    this.#noticeListeners.add(listener);
    return () => this.#noticeListeners.delete(listener);
  }

  /** Called at each change of whether there is a welcomed connection. */
  onUp(listener: (up: boolean) => void): () => void {
    this.#upListeners.add(listener);
    return () => this.#upListeners.delete(listener);
  }

  /** For the channel. */
  turn(up: boolean): void {
    if (this.#up === up) return;
    this.#up = up;
    if (!up) {
      const pending = [...this.#pending.values()];
      this.#pending.clear();
      for (const each of pending) each.reject(new ChannelDown());
    }
    for (const listener of this.#upListeners) listener(up);
  }

  /** For the channel. */
  answered(id: number, answer: MediaAnswer): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.resolve(answer);
  }

  /** For the channel. */
  noticed(notice: MediaNotification): void {
    for (const listener of this.#noticeListeners) listener(notice);
  }

  close(): void {
    this.turn(false);
    this.#noticeListeners.clear();
    this.#upListeners.clear();
  }
}
