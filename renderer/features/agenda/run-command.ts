import type { MeetingCommand } from '#protocol/meeting/commands';

/** What takes the last change back. */
export interface Undo {
  /** Says what would come back: "Hoàn tác: xóa nội dung 2.1". */
  readonly label: string;
  readonly commands: readonly MeetingCommand[];
}

/** Gives a command to the meeting and tells the person when it fails; the answer is whether it happened. */
export type RunCommand = (command: MeetingCommand, undo?: Undo) => Promise<boolean>;
