import type { MediaState } from '#protocol/media/signalling';
import type { PersonId } from '#protocol/wire/ids';

/**
 * `off`: not taking part, or left. `joining`: on the way, for the first time or again after a fault. `on`: hears and can
 * be heard. `elsewhere`: another device of this person has the media.
 */
export type MediaPhase = 'off' | 'joining' | 'on' | 'elsewhere';

/**
 * Why a camera or microphone can't be used: `denied` by the person or a policy, `none` there, `busy` in another program,
 * `lost` (unplugged while in use), `insecure` (the browser gives none to a page on plain http), `failed` otherwise.
 */
export type DeviceErrorCode = 'denied' | 'none' | 'busy' | 'lost' | 'insecure' | 'failed';

export interface DeviceChoice {
  readonly id: string;
  /** The browser's own name; empty until the person has allowed the use of one. */
  readonly label: string;
}

export interface DeviceSnapshot {
  readonly state: 'off' | 'starting' | 'on';
  readonly error: DeviceErrorCode | null;
  /** The id in use or chosen; null for the browser's choice. */
  readonly chosen: string | null;
  readonly choices: readonly DeviceChoice[];
}

export interface MicrophoneSnapshot extends DeviceSnapshot {
  /** On, but nothing is sent: the person's own switch. */
  readonly muted: boolean;
  /** Nothing is sent because the server gives this person no floor. */
  readonly held: boolean;
}

export interface MediaPerson {
  readonly person: PersonId;
  /** Empty when the server was told none. */
  readonly name: string;
  readonly microphone: 'off' | 'muted' | 'held' | 'on';
  readonly camera: 'off' | 'on';
  /** The moving picture, once it is being received; only for people who are shown. */
  readonly picture: MediaStream | null;
}

/** Immutable; a new object at each change. */
export interface MediaSnapshot {
  readonly phase: MediaPhase;
  /** What the server last said of its media. */
  readonly server: MediaState;
  /** This page may not use camera and microphone; listening works. */
  readonly insecure: boolean;
  readonly microphone: MicrophoneSnapshot;
  readonly camera: DeviceSnapshot;
  /** What our own camera takes. */
  readonly selfPicture: MediaStream | null;
  /** The browser wants a click before it plays sound; see `unblockSound`. */
  readonly soundBlocked: boolean;
  /** The others whose media is on, in the order in which they came. */
  readonly people: readonly MediaPerson[];
  /** May be this person. */
  readonly activeSpeaker: PersonId | null;
}
