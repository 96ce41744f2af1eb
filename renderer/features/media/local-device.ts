import type { DeviceChoice, DeviceErrorCode, DeviceSnapshot } from './media-snapshot.ts';

const CONSTRAINTS = {
  microphone: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
  camera: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 24, max: 30 } },
} as const satisfies Record<string, MediaTrackConstraints>;

const BROWSER_KIND = { microphone: 'audioinput', camera: 'videoinput' } as const;

/**
 * One camera or microphone of this machine: opened when the person wants it, let go of (its light goes out) when not.
 * Failures are kept as codes in the snapshot, never thrown.
 */
export class LocalDevice {
  readonly #kind: keyof typeof CONSTRAINTS;
  readonly #mediaDevices: MediaDevices | undefined;
  readonly #onChange: () => void;
  readonly #lookAgain = () => void this.#listChoices();
  #track: MediaStreamTrack | null = null;
  #state: DeviceSnapshot['state'] = 'off';
  #error: DeviceErrorCode | null = null;
  #chosen: string | null = null;
  #choices: readonly DeviceChoice[] = [];
  /** Counts openings and closings: an answer of the browser that comes late belongs to an older one. */
  #turn = 0;

  /** `mediaDevices` is undefined where the browser gives none (a page on plain http). */
  constructor(kind: keyof typeof CONSTRAINTS, mediaDevices: MediaDevices | undefined, onChange: () => void) {
    this.#kind = kind;
    this.#mediaDevices = mediaDevices;
    this.#onChange = onChange;
    mediaDevices?.addEventListener('devicechange', this.#lookAgain);
    void this.#listChoices();
  }

  /** The open track, or null. */
  get track(): MediaStreamTrack | null {
    return this.#track;
  }

  snapshot(): DeviceSnapshot {
    return { state: this.#state, error: this.#error, chosen: this.#chosen, choices: this.#choices };
  }

  /** Resolves when it is open or has failed. */
  async open(): Promise<void> {
    if (this.#state !== 'off') return;
    if (!this.#mediaDevices) return this.#fail('insecure');
    const turn = ++this.#turn;
    this.#state = 'starting';
    this.#error = null;
    this.#onChange();
    const wanted = {
      ...CONSTRAINTS[this.#kind],
      ...(this.#chosen !== null && { deviceId: { exact: this.#chosen } }),
    };
    try {
      const stream = await this.#mediaDevices.getUserMedia(
        this.#kind === 'microphone' ? { audio: wanted } : { video: wanted },
      );
      const [track] = stream.getTracks();
      if (turn !== this.#turn || !track) {
        for (const late of stream.getTracks()) late.stop();
        return;
      }
      this.#use(track);
    } catch (error) {
      if (turn === this.#turn) this.#fail(codeOf(error));
    }
    // The names of devices are given only after the person has allowed one.
    await this.#listChoices();
  }

  close(): void {
    this.#turn++;
    this.#track?.stop();
    this.#track = null;
    this.#state = 'off';
    this.#onChange();
  }

  /** Uses another device from now on; an open one is exchanged. Resolves as `open`. */
  async choose(id: string | null): Promise<void> {
    if (id === this.#chosen) return;
    this.#chosen = id;
    const wasOpen = this.#state !== 'off';
    if (wasOpen) {
      this.close();
      await this.open();
    } else this.#onChange();
  }

  /** Lets go for good. */
  dispose(): void {
    this.#mediaDevices?.removeEventListener('devicechange', this.#lookAgain);
    this.close();
  }

  #use(track: MediaStreamTrack): void {
    this.#track = track;
    this.#state = 'on';
    track.addEventListener('ended', () => {
      if (this.#track !== track) return;
      this.#track = null;
      this.#fail('lost');
    });
    this.#onChange();
  }

  #fail(code: DeviceErrorCode): void {
    this.#state = 'off';
    this.#error = code;
    this.#onChange();
  }

  async #listChoices(): Promise<void> {
    const all = await this.#mediaDevices?.enumerateDevices().catch(() => []);
    const ours = (all ?? []).filter(
      ({ kind, deviceId }) => kind === BROWSER_KIND[this.#kind] && deviceId !== '',
    );
    this.#choices = ours.map(({ deviceId, label }) => ({ id: deviceId, label }));
    this.#onChange();
  }
}

function codeOf(error: unknown): DeviceErrorCode {
  const name = error instanceof Error ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'none';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'failed';
  }
}
