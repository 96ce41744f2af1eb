/** Invitations: one's own answer, substitutes, and for those who run the meeting who has answered what. */
export { AnswersSection, type AnswersSectionProps } from './AnswersSection.tsx';
export { OwnInvitation, type OwnInvitationProps } from './OwnInvitation.tsx';
