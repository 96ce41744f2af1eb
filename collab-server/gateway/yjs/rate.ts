import type { RoomLimits } from './limits.ts';

/** How much one person sends, over all their sockets. */
export class Rate {
  readonly #limits: RoomLimits;
  readonly #clock: () => number;
  #messages: number;
  #bytes: number;
  #counted: number;

  /** `clock` is monotonic, in milliseconds. */
  constructor(limits: RoomLimits, clock: () => number) {
    this.#limits = limits;
    this.#clock = clock;
    this.#messages = limits.messagesPerSecond * limits.burstSeconds;
    this.#bytes = limits.bytesPerSecond * limits.burstSeconds;
    this.#counted = clock();
  }

  /** Counts one message; false when it is too much. `weight` is how many plain messages its work is worth. */
  take(bytes: number, weight = 1): boolean {
    const { messagesPerSecond, bytesPerSecond, burstSeconds } = this.#limits;
    const now = this.#clock();
    const seconds = (now - this.#counted) / 1000;
    this.#counted = now;
    this.#messages =
      Math.min(messagesPerSecond * burstSeconds, this.#messages + seconds * messagesPerSecond) - weight;
    this.#bytes = Math.min(bytesPerSecond * burstSeconds, this.#bytes + seconds * bytesPerSecond) - bytes;
    return this.#messages >= 0 && this.#bytes >= 0;
  }
}
