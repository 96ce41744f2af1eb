/** The floor (đăng ký, mời, dừng phát biểu): who speaks, for how long still, and who waits. */
export { FloorPanel } from './FloorPanel.tsx';
export type { FloorUse } from './floor-use.ts';
export { HolderStrip } from './HolderStrip.tsx';
export { SpeakerCard } from './SpeakerCard.tsx';
export { useSpeechCues } from './useSpeechCues.ts';
