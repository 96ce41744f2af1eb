import type { MeetingCommand } from '#protocol/meeting/commands';
import type { MeetingState } from '#protocol/meeting/records';
import type { ItemId, PersonId } from '#protocol/wire/ids';

/** What the screens of the chair's desk need of the room. */
export interface DeskUse {
  readonly state: MeetingState;
  readonly me: PersonId;
  /** By the server's clock, milliseconds. */
  readonly now: number;
  readonly nameOf: (person: PersonId) => string;
  /** Everyone of the meeting by rank. */
  readonly ranked: readonly PersonId[];
  /** Who is connected now. */
  readonly connected: ReadonlySet<PersonId>;
  /** Gives a command, and says in words when it was refused. */
  readonly run: (command: MeetingCommand) => Promise<boolean>;
  /** Starts an item and goes to its first paper. */
  readonly onStart: (item: ItemId) => void;
}
