import { z } from 'zod';
import { MediaAnswer, MediaNotification, type MediaRequest } from '#protocol/media/signalling';
import type { MediaChannel } from '../media-channel.ts';

const Incoming = z.discriminatedUnion('type', [
  z.object({ type: z.literal('mediaAnswer'), id: z.int(), answer: MediaAnswer }),
  z.object({ type: z.literal('mediaNotice'), notice: MediaNotification }),
]);

/** A meeting channel that carries nothing but media, for tests in a real browser. It reconnects at once. */
export class HarnessChannel implements MediaChannel {
  readonly #url: string;
  readonly #notices = new Set<(notice: MediaNotification) => void>();
  readonly #ups = new Set<(up: boolean) => void>();
  readonly #pending = new Map<number, PromiseWithResolvers<MediaAnswer>>();
  /** The types of all requests so far. */
  readonly asked: MediaRequest['type'][] = [];
  #socket: WebSocket;
  #lastId = 0;

  constructor(url: string) {
    this.#url = url;
    this.#socket = this.#open();
  }

  request(request: MediaRequest): Promise<MediaAnswer> {
    if (!this.isUp()) return Promise.reject(new Error('the channel is down'));
    this.asked.push(request.type);
    const id = ++this.#lastId;
    const pending = Promise.withResolvers<MediaAnswer>();
    this.#pending.set(id, pending);
    this.#socket.send(JSON.stringify({ type: 'media', id, request }));
    return pending.promise;
  }

  onNotice(listener: (notice: MediaNotification) => void): () => void {
    this.#notices.add(listener);
    return () => this.#notices.delete(listener);
  }

  onUp(listener: (up: boolean) => void): () => void {
    this.#ups.add(listener);
    return () => this.#ups.delete(listener);
  }

  isUp(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  #open(): WebSocket {
    const socket = new WebSocket(this.#url);
    socket.addEventListener('open', () => this.#tell(true));
    socket.addEventListener('message', ({ data }) => this.#receive(Incoming.parse(JSON.parse(String(data)))));
    socket.addEventListener('close', () => {
      for (const pending of this.#pending.values()) pending.reject(new Error('the channel went down'));
      this.#pending.clear();
      this.#tell(false);
      this.#socket = this.#open();
    });
    return socket;
  }

  #receive(message: z.infer<typeof Incoming>): void {
    if (message.type === 'mediaNotice') {
      for (const listener of this.#notices) listener(message.notice);
      return;
    }
    this.#pending.get(message.id)?.resolve(message.answer);
    this.#pending.delete(message.id);
  }

  #tell(up: boolean): void {
    for (const listener of this.#ups) listener(up);
  }
}
