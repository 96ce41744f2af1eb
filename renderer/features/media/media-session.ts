import type {
  MediaNotification,
  MediaSource,
  MediaState,
  ProducerId,
  ProducerInfo,
} from '#protocol/media/signalling';
import type { DeviceId, PersonId } from '#protocol/wire/ids';
import { Call, type TileSize, type Wish } from './call.ts';
import { LocalDevice } from './local-device.ts';
import { type Ask, type MediaChannel, MediaRefusedError, asker } from './media-channel.ts';
import type { MediaPhase, MediaSnapshot } from './media-snapshot.ts';
import { EMPTY_ROSTER, type Roster, peopleOf, rosterOf, withNotice } from './roster.ts';
import { SoundOut } from './sound-out.ts';

export interface MediaSessionOptions {
  readonly channel: MediaChannel;
  /** This running client, so that the server knows it again on a new connection. */
  readonly device: DeviceId;
  readonly self: PersonId;
  /** Undefined where the browser gives none; that is how a page on plain http is known. */
  readonly mediaDevices: MediaDevices | undefined;
  /** Told of faults that are mended by joining again, for a log; the person sees only that it takes a moment. */
  readonly onFault?: (error: unknown) => void;
}

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;

/**
 * A person's sound and picture in one meeting. What it should be is told by the methods, at any time; it gets there by
 * itself, and back there after a lost connection, a restarted server or a changed network. Methods never throw:
 * `getSnapshot` says how it went. Devices are opened only when the person turns them on.
 */
export class MediaSession {
  readonly #channel: MediaChannel;
  readonly #ask: Ask;
  readonly #options: MediaSessionOptions;
  readonly #microphone: LocalDevice;
  readonly #camera: LocalDevice;
  readonly #sound: SoundOut;
  readonly #pictures = new Map<ProducerId, MediaStream>();
  readonly #listeners = new Set<() => void>();
  readonly #endings: (() => void)[];
  #wanted = false;
  #elsewhere = false;
  #takeOver = false;
  #muted = false;
  #held = false;
  #shown: ReadonlySet<PersonId> = new Set();
  #size: TileSize = 'small';
  #server: MediaState = { state: 'preparing' };
  #roster: Roster = EMPTY_ROSTER;
  #call: Call | null = null;
  /** Grows whenever what was begun before no longer counts: a join, a call. */
  #era = 0;
  #joining = false;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #selfPicture: MediaStream | null = null;
  #closed = false;
  #snapshot: MediaSnapshot;

  constructor(options: MediaSessionOptions) {
    this.#options = options;
    this.#channel = options.channel;
    this.#ask = asker(options.channel);
    const changed = () => this.#deviceChanged();
    this.#microphone = new LocalDevice('microphone', options.mediaDevices, changed);
    this.#camera = new LocalDevice('camera', options.mediaDevices, changed);
    this.#sound = new SoundOut(() => this.#publish());
    this.#snapshot = this.#build();
    this.#endings = [
      options.channel.onNotice((notice) => this.#heard(notice)),
      options.channel.onUp((up) => (up ? this.#proceed() : this.#interrupt())),
    ];
  }

  /** For useSyncExternalStore, as `getSnapshot`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): MediaSnapshot => this.#snapshot;

  /** Takes part, listening only. When another device has the media, the phase becomes `elsewhere` instead. */
  join(): void {
    this.#wanted = true;
    this.#elsewhere = false;
    this.#proceed();
  }

  /** Takes part here and ends it on the other device. */
  takeOver(): void {
    this.#takeOver = true;
    this.join();
  }

  /** Stops hearing and sending, and lets go of the devices. */
  leave(): void {
    const wasOn = this.#call !== null;
    this.#stop();
    // A channel that is down has told the server already.
    if (wasOn && this.#channel.isUp()) this.#ask({ type: 'leave' }).catch(() => undefined);
  }

  /** Opens the microphone if it isn't, and sends. Only while taking part. */
  async turnOnMicrophone(): Promise<void> {
    if (!this.#wanted) return;
    this.#muted = false;
    this.#changed();
    await this.#microphone.open();
  }

  /** Sends nothing, and keeps the microphone open so that the next word isn't lost. */
  mute(): void {
    this.#muted = true;
    this.#changed();
  }

  turnOffMicrophone(): void {
    this.#microphone.close();
  }

  async turnOnCamera(): Promise<void> {
    if (this.#wanted) await this.#camera.open();
  }

  turnOffCamera(): void {
    this.#camera.close();
  }

  /** Null for the browser's choice. */
  chooseMicrophone(id: string | null): Promise<void> {
    return this.#microphone.choose(id);
  }

  chooseCamera(id: string | null): Promise<void> {
    return this.#camera.choose(id);
  }

  /** The people who can be seen at the moment, and how large; nobody else's picture is received. */
  show(persons: Iterable<PersonId>, size: TileSize = 'small'): void {
    this.#shown = new Set(persons);
    this.#size = size;
    this.#call?.update();
  }

  /** To be called from a click when the snapshot says `soundBlocked`. */
  unblockSound(): void {
    this.#sound.unblock();
  }

  /** WebRTC's counters of the call of the moment; empty when there is none. */
  async stats(): Promise<RTCStatsReport[]> {
    return (await this.#call?.stats()) ?? [];
  }

  /** Ends it for good. */
  close(): void {
    if (this.#closed) return;
    this.leave();
    this.#closed = true;
    for (const end of this.#endings) end();
    this.#microphone.dispose();
    this.#camera.dispose();
    this.#sound.close();
    this.#listeners.clear();
  }

  #heard(notice: MediaNotification): void {
    if (notice.type === 'state') {
      this.#server = notice.state;
      this.#failures = 0;
      this.#proceed();
    } else if (notice.type === 'interrupted') {
      this.#interrupt();
      this.#proceed();
    } else if (notice.type === 'movedElsewhere') {
      this.#stop();
      this.#elsewhere = true;
    } else {
      const paused = notice.type === 'producerPaused';
      const switched = paused || notice.type === 'producerResumed';
      if (switched && notice.person === this.#options.self) this.#held = paused && notice.held;
      this.#roster = withNotice(this.#roster, notice);
    }
    this.#changed();
  }

  /** Goes on towards being in the call, if that is wanted and nothing stands in the way. */
  #proceed(): void {
    clearTimeout(this.#retry);
    const possible = this.#channel.isUp() && this.#server.state === 'ready';
    if (this.#wanted && possible && !this.#call && !this.#joining && !this.#closed) void this.#enter();
    this.#publish();
  }

  async #enter(): Promise<void> {
    const era = ++this.#era;
    const counts = () => era === this.#era;
    this.#joining = true;
    try {
      const { device } = this.#options;
      const joined = await this.#ask({ type: 'join', device, takeOver: this.#takeOver });
      if (!counts()) return;
      this.#takeOver = false;
      this.#roster = rosterOf(joined);
      const call = await Call.start(joined, this.#ask, {
        wish: () => this.#wish(),
        onTrack: (producer, track) => counts() && this.#received(producer, track),
        onTrackEnd: (producer) => this.#forget(producer),
        onHeld: (held) => {
          this.#held = held;
          this.#publish();
        },
        onBroken: (error) => counts() && this.#failed(error),
      });
      if (!counts()) return call.close();
      this.#call = call;
      this.#joining = false;
      this.#changed();
    } catch (error) {
      if (counts()) this.#failed(error);
    }
  }

  /** Something went wrong: builds everything anew after a pause, or stops where only the person can decide. */
  #failed(error: unknown): void {
    this.#interrupt();
    const code = error instanceof MediaRefusedError ? error.code : null;
    if (code === 'activeElsewhere') {
      this.#wanted = false;
      this.#elsewhere = true;
    } else if (code === 'heldInWriting') {
      this.#wanted = false;
    } else {
      this.#options.onFault?.(error);
      const pause = Math.min(FIRST_RETRY_MS * 2 ** this.#failures++, LAST_RETRY_MS);
      this.#retry = setTimeout(() => this.#proceed(), pause);
    }
    this.#publish();
  }

  /** The call is over, the wish for one is not. */
  #interrupt(): void {
    this.#era++;
    this.#joining = false;
    clearTimeout(this.#retry);
    this.#call?.close();
    this.#call = null;
    this.#roster = EMPTY_ROSTER;
    this.#held = false;
    this.#publish();
  }

  #stop(): void {
    this.#wanted = false;
    this.#takeOver = false;
    this.#elsewhere = false;
    this.#interrupt();
    this.#microphone.close();
    this.#camera.close();
  }

  #wish(): Wish {
    const microphone = this.#microphone.track;
    const camera = this.#camera.track;
    const sources = new Map<MediaSource, { track: MediaStreamTrack; paused: boolean } | null>([
      ['microphone', microphone && { track: microphone, paused: this.#muted }],
      ['camera', camera && { track: camera, paused: false }],
    ]);
    return { sources, offered: this.#roster.producers.values(), shown: this.#shown, size: this.#size };
  }

  #received(producer: ProducerInfo, track: MediaStreamTrack): void {
    if (producer.source === 'microphone') this.#sound.add(producer.id, track);
    else this.#pictures.set(producer.id, new MediaStream([track]));
    this.#failures = 0;
    this.#publish();
  }

  #forget(producer: ProducerId): void {
    this.#sound.remove(producer);
    this.#pictures.delete(producer);
    this.#publish();
  }

  #deviceChanged(): void {
    const track = this.#camera.track;
    if (track !== (this.#selfPicture?.getTracks()[0] ?? null))
      this.#selfPicture = track && new MediaStream([track]);
    this.#changed();
  }

  #changed(): void {
    this.#call?.update();
    this.#publish();
  }

  #publish(): void {
    if (this.#closed) return;
    this.#snapshot = this.#build();
    for (const listener of this.#listeners) listener();
  }

  #build(): MediaSnapshot {
    return {
      phase: this.#phase(),
      server: this.#server,
      insecure: this.#options.mediaDevices === undefined,
      microphone: { ...this.#microphone.snapshot(), muted: this.#muted, held: this.#held },
      camera: this.#camera.snapshot(),
      selfPicture: this.#selfPicture,
      soundBlocked: this.#sound.blocked,
      people: peopleOf(this.#roster, this.#options.self, (producer) => this.#pictures.get(producer) ?? null),
      activeSpeaker: this.#roster.activeSpeaker,
    };
  }

  #phase(): MediaPhase {
    if (this.#elsewhere) return 'elsewhere';
    if (!this.#wanted) return 'off';
    return this.#call ? 'on' : 'joining';
  }
}
