import type { ReadingPlace } from '#protocol/documents/api';

/** The place is sent when the reader has been still for so long, in milliseconds, and at the latest after `LATEST`. */
const STILL = 1200;
const LATEST = 8000;

/** Where places go. `note` is this device's own memory: synchronous, and it survives without a network. */
export interface PlacePorts {
  readonly send: (place: ReadingPlace) => Promise<unknown>;
  /** Remembers on this device; null when the server has it. */
  readonly note: (unsent: ReadingPlace | null) => void;
}

/** Remembers where a person reads: on this device at once, on the server when they pause or look away. */
export class PlaceKeeper {
  readonly #ports: PlacePorts;
  #place: ReadingPlace | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since: number | undefined;

  constructor(ports: PlacePorts) {
    this.#ports = ports;
  }

  moved(place: ReadingPlace): void {
    this.#place = place;
    this.#ports.note(place);
    const now = Date.now();
    this.#since ??= now;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), Math.max(0, Math.min(STILL, this.#since + LATEST - now)));
  }

  /** Sends what has not been sent yet, now: the page is hidden or the reader closes. */
  flush(): void {
    clearTimeout(this.#timer);
    const place = this.#place;
    if (place === undefined) return;
    this.#place = undefined;
    this.#since = undefined;
    this.#ports.send(place).then(
      () => {
        if (this.#place === undefined) this.#ports.note(null);
      },
      // It stays in this device's memory and is preferred when the paper is opened here again.
      () => undefined,
    );
  }

  close(): void {
    this.flush();
  }
}
