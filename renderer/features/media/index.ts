/** Camera, microphone and the others' voices and faces: the session, and what of it is seen. */
export type { MediaChannel } from './media-channel.ts';
export type { MicrophoneTurn } from './bar-status.ts';
export { MediaBar, type MediaBarProps } from './MediaBar.tsx';
export { MediaSession, type MediaSessionOptions } from './media-session.ts';
export type { MediaPerson, MediaPhase, MediaSnapshot } from './media-snapshot.ts';
export { MediaTiles, type MediaTilesProps } from './MediaTiles.tsx';
