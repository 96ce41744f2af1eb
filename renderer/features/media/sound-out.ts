/** Plays the voices of the others. */
export class SoundOut {
  readonly #onBlocked: () => void;
  readonly #players = new Map<string, HTMLAudioElement>();
  #blocked = false;

  constructor(onBlocked: () => void) {
    this.#onBlocked = onBlocked;
  }

  /** The browser wants a click first. */
  get blocked(): boolean {
    return this.#blocked;
  }

  add(id: string, track: MediaStreamTrack): void {
    const player = new Audio();
    player.srcObject = new MediaStream([track]);
    this.#players.set(id, player);
    void this.#play(player);
  }

  remove(id: string): void {
    const player = this.#players.get(id);
    if (!player) return;
    this.#players.delete(id);
    player.pause();
    player.srcObject = null;
  }

  /** To be called from a click. */
  unblock(): void {
    this.#blocked = false;
    for (const player of this.#players.values()) void this.#play(player);
    this.#onBlocked();
  }

  close(): void {
    for (const id of this.#players.keys()) this.remove(id);
  }

  async #play(player: HTMLAudioElement): Promise<void> {
    try {
      await player.play();
    } catch (error) {
      // Anything else than a refusal means that the player was taken away before it began.
      if (!(error instanceof Error) || error.name !== 'NotAllowedError' || this.#blocked) return;
      this.#blocked = true;
      this.#onBlocked();
    }
  }
}
