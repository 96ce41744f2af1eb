import type { Trial } from '#protocol/ballots/trial';
import type { PresentPerson } from '#protocol/meeting/live';
import type { MeetingState, PresentedPage } from '#protocol/meeting/records';
import type { MediaState } from '#protocol/media/signalling';
import type { RefusalCode } from '#protocol/wire/codes';
import type { PersonId } from '#protocol/wire/ids';

/**
 * How the channel is. `connecting`: never live yet. `offline`: it was live, or several attempts have failed; `retryAt` is the next
 * attempt, null while one runs. `ended` and `refused` are for good.
 */
export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'live' }
  | { readonly state: 'offline'; readonly since: number; readonly retryAt: number | null }
  | { readonly state: 'ended' }
  | { readonly state: 'refused'; readonly code: RefusalCode };

export interface MeetingSnapshot {
  readonly connection: Connection;
  /** Undefined until the first welcome, unless this device has a copy; kept while offline. */
  readonly meeting: MeetingState | undefined;
  /** When the copy that `meeting` is was made, by this machine's clock; null once the server has told the meeting. */
  readonly copiedAt: number | null;
  readonly seq: number;
  readonly you: PersonId | undefined;
  /** Who is connected; as last heard while offline. */
  readonly presence: readonly PresentPerson[];
  readonly presenting: PresentedPage | null;
  /** The vote that is tried out. */
  readonly trial: Trial | null;
  readonly media: MediaState;
  /** Server's clock minus this machine's, in milliseconds. */
  readonly clockOffset: number;
  /** Commands that have been waiting for the server long enough to say so. */
  readonly slowCommands: number;
  /** What came didn't fit the log that was held; everything was fetched anew. True until the page is left. */
  readonly logReplaced: boolean;
}

/** Before the first welcome. */
export const NOTHING_YET: MeetingSnapshot = {
  connection: { state: 'connecting' },
  meeting: undefined,
  copiedAt: null,
  seq: 0,
  you: undefined,
  presence: [],
  presenting: null,
  trial: null,
  media: { state: 'preparing' },
  clockOffset: 0,
  slowCommands: 0,
  logReplaced: false,
};
