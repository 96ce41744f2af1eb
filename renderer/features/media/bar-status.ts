import type { MediaUnavailableReason } from '#protocol/media/signalling';
import type { DeviceErrorCode, MediaSnapshot } from './media-snapshot.ts';

/** What the bar says, as a key of the locale; `tone` picks the sign beside it. */
export type BarStatus =
  | { readonly tone: 'calm' | 'busy' | 'warn'; readonly key: `status.${StatusName}` }
  | { readonly tone: 'warn'; readonly key: `unavailable.${MediaUnavailableReason}` }
  | { readonly tone: 'warn'; readonly key: `deviceError.${'microphone' | 'camera'}.${DeviceErrorCode}` };

type StatusName =
  | 'off'
  | 'joining'
  | 'listening'
  | 'speaking'
  | 'muted'
  | 'held'
  | 'asked'
  | 'elsewhere'
  | 'soundBlocked'
  | 'insecure'
  | 'preparing';

/**
 * Whether the floor lets this person's microphone be heard. `asked`: not yet, and they have asked to speak; `held`: not
 * yet, and they haven't.
 */
export type MicrophoneTurn = 'free' | 'held' | 'asked';

/** The one thing that a person should know now: what stands in the way before what goes well. */
export function barStatus(media: MediaSnapshot, turn: MicrophoneTurn = 'free'): BarStatus {
  const { server, phase, microphone, camera } = media;
  if (server.state === 'unavailable') return { tone: 'warn', key: `unavailable.${server.reason}` };
  if (server.state === 'preparing') return { tone: 'busy', key: 'status.preparing' };
  if (phase === 'elsewhere') return { tone: 'calm', key: 'status.elsewhere' };
  if (phase === 'off') return { tone: 'calm', key: 'status.off' };
  if (phase === 'joining') return { tone: 'busy', key: 'status.joining' };
  if (media.soundBlocked) return { tone: 'warn', key: 'status.soundBlocked' };
  if (media.insecure) return { tone: 'warn', key: 'status.insecure' };
  if (microphone.error) return { tone: 'warn', key: `deviceError.microphone.${microphone.error}` };
  if (camera.error) return { tone: 'warn', key: `deviceError.camera.${camera.error}` };
  // Also before they switch it on: pressing the switch would open nothing.
  if (turn !== 'free') return { tone: 'calm', key: `status.${turn}` };
  if (microphone.state !== 'on') return { tone: 'calm', key: 'status.listening' };
  if (microphone.muted) return { tone: 'calm', key: 'status.muted' };
  return { tone: 'calm', key: microphone.held ? 'status.held' : 'status.speaking' };
}
