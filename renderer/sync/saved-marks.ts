import type { MarkId } from '#protocol/wire/ids';

/**
 * Which changes of this device the server has confirmed. Knows nothing of sockets or clocks: it is told of changes,
 * of markers sent and of their answers, on one connection after the other.
 */
export class SavedMarks {
  readonly #unsaved = new Map<MarkId, number>();
  /** Marker → generation of changes that it covers, on the present connection. */
  readonly #markers = new Map<number, number>();
  #generation = 0;
  #marker = 0;
  #compared = false;

  /** `left` are marks that an earlier run of the app left unsaved: the first marker covers them. */
  constructor(left: Iterable<MarkId> = []) {
    for (const mark of left) this.#unsaved.set(mark, 0);
  }

  /** A change of one of the person's own marks, made here. */
  changed(mark: MarkId): void {
    this.#generation += 1;
    this.#unsaved.set(mark, this.#generation);
  }

  /** Number of the next marker, which covers all changes so far. Only sent on a connection that is in sync. */
  nextMarker(): number {
    this.#marker += 1;
    this.#markers.set(this.#marker, this.#generation);
    return this.#marker;
  }

  /** The answer to a marker. Answers to markers of an earlier connection are void: it may have died before. */
  confirmed(marker: number): void {
    const generation = this.#markers.get(marker);
    if (generation === undefined) return;
    for (const sent of this.#markers.keys()) if (sent <= marker) this.#markers.delete(sent);
    for (const [mark, changedAt] of this.#unsaved) if (changedAt <= generation) this.#unsaved.delete(mark);
    this.#compared = true;
  }

  connectionLost(): void {
    this.#markers.clear();
  }

  /** Whether this device's copy has been compared with the server's since it was opened. */
  get compared(): boolean {
    return this.#compared;
  }

  get unsaved(): ReadonlySet<MarkId> {
    return new Set(this.#unsaved.keys());
  }

  /** Whether some change is not covered by a marker that is on its way. */
  get needsMarker(): boolean {
    let covered = 0;
    for (const generation of this.#markers.values()) covered = Math.max(covered, generation);
    for (const changedAt of this.#unsaved.values()) if (changedAt > covered) return true;
    return false;
  }
}
