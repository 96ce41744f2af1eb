/** Invitations: one's own answer, substitutes, and for those who run the meeting who has answered what. */
export { AnswersSection, type AnswersSectionProps } from './AnswersSection.tsx';
export { ownInvitation } from './invitation-view.ts';
export { OwnInvitation, type OwnInvitationProps } from './OwnInvitation.tsx';
export { RoomInvitation, type RoomInvitationProps } from './RoomInvitation.tsx';
