import type { FloorKind, FloorTopic } from '#protocol/floor/records';
import type { MeetingCommand } from '#protocol/meeting/commands';
import type { MeetingState } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';

/** What the screens of the floor need of the room. */
export interface FloorUse {
  readonly state: MeetingState;
  readonly me: PersonId;
  /** By the server's clock, milliseconds. */
  readonly now: number;
  readonly nameOf: (person: PersonId) => string;
  /** Chair or secretary of a meeting that is in session. */
  readonly canRun: boolean;
  /** Gives a command, and says in words when it was refused. */
  readonly run: (command: MeetingCommand) => Promise<boolean>;
  /** Asks to speak, for oneself. */
  readonly onAsk: (kind: FloorKind) => void;
  /** Goes to what somebody wants to speak about. */
  readonly onGo: (about: FloorTopic) => void;
}
