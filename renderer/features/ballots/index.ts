/** Voting (biểu quyết): preparing, starting and conducting votes, casting ballots, results and proxies. */
export { BALLOT_CARD, BallotCard, BallotStrip } from './BallotCard.tsx';
export type { BallotUse } from './ballot-use.ts';
export { hasAnswered, roundView, type RoundView } from './round/round-view.ts';
export { RoundPanel } from './round/RoundPanel.tsx';
export { RoundStrip } from './round/RoundStrip.tsx';
export { TrialCard } from './TrialCard.tsx';
export { useBallotCard } from './useBallotCard.ts';
export { useVoteText, voteText } from './useVoteText.ts';
export { resultView, type ResultRow } from './vote-view.ts';
export { useVoteSayings } from './useVoteSayings.ts';
export { VoteDesk } from './VoteDesk.tsx';
export { VotesPanel } from './VotesPanel.tsx';
export { VotesSection } from './VotesSection.tsx';
export { called, sealed, secretariesOf, voteBlocks, type ResultWriting } from './result-document.ts';
export { useResultWriting } from './ResultDocument.tsx';
