/** Meetings: the home page, preparing one, and the room in which it is held. */
export { HomePage } from './HomePage.tsx';
export { MeetingEditPage } from './MeetingEditPage.tsx';
export { MeetingRoomPage } from './MeetingRoomPage.tsx';
export { listedParticipants } from './participant-list.ts';
export { useMeetingChannel } from './useMeetingChannel.ts';
export { dropEvidence, pendingEvidence } from './pending-evidence.ts';
export { useNow } from './useNow.ts';
export { useRoomCommands } from './useRoomCommands.ts';
export { momentOf, wallTime } from './meeting-form.ts';
