import type { Trial } from '#protocol/ballots/trial';
import type { VoteTopic } from '#protocol/ballots/records';
import type { MeetingCommand } from '#protocol/meeting/commands';
import type { MeetingState } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';
import type { MeetingChannel } from '../../sync/meeting-channel.ts';
import type { RunCommand } from '../agenda/index.ts';

/** What preparing votes needs of the meeting. */
export interface VotePreparing {
  readonly state: MeetingState;
  readonly me: PersonId;
  /** By the server's clock, milliseconds. */
  readonly now: number;
  readonly nameOf: (person: PersonId) => string;
  /** Everyone of the meeting by rank. */
  readonly ranked: readonly PersonId[];
  /** Gives a command, and says in words when it was refused. */
  readonly run: RunCommand;
  /** Chair or secretary of a meeting that isn't over. */
  readonly canPrepare: boolean;
}

/** What voting needs of the room. */
export interface BallotUse extends VotePreparing {
  readonly run: (command: MeetingCommand) => Promise<boolean>;
  /** The channel's own way to give a command: a ballot says itself what became of it. */
  readonly command: MeetingChannel['command'];
  readonly isConnected: boolean;
  /** The vote that is tried out now. */
  readonly trial: Trial | null;
  readonly tryVote: MeetingChannel['tryVote'];
  /** Chair or secretary, in session. */
  readonly canRun: boolean;
  /** The page that is on screen. */
  readonly pageOnScreen: () => VoteTopic | null;
  readonly onGo: (topic: VoteTopic) => void;
}
