import type { LogFile } from '#protocol/meeting/log-file';
import { sight, type Member } from '#protocol/meeting/rights';
import { visibleTo } from '#protocol/meeting/visible';
import { AppError } from '#protocol/wire/codes';
import type { MeetingId, PersonId } from '#protocol/wire/ids';
import type { Environment } from '../../environment.ts';
import { linkedEvent } from '../event-log.ts';
import type { LogSigner } from '../log-signing.ts';
import { streamOf, type Meetings } from './meetings.ts';

export interface LogParts {
  readonly env: Environment;
  readonly meetings: Meetings;
  readonly sign: LogSigner;
  readonly nameOf: (person: PersonId) => string | undefined;
}

/**
 * A meeting's log for somebody to keep: the events that they may see and the place of the others, signed at its end. Throws
 * `notFound` for whoever isn't invited, `inLobby` for whoever waits outside.
 */
export async function logFile(
  { env, meetings, sign, nameOf }: LogParts,
  member: Member,
  meeting: MeetingId,
): Promise<LogFile> {
  const { state } = await meetings.now(meeting);
  const visible = state === undefined ? undefined : visibleTo(state, member);
  if (state === undefined || visible === undefined) throw new AppError('notFound');
  const seesIt = sight(state, member);
  const events = await meetings.eventsSince(meeting, 0);
  const last = events.at(-1);
  if (last === undefined || !seesIt({ to: 'all' })) throw new AppError('inLobby');
  const stream = streamOf(meeting);
  return {
    format: 'bantron-log',
    version: 1,
    stream,
    takenAt: env.now(),
    names: visible.participants.map(({ person }) => ({ person, name: nameOf(person) ?? '' })),
    events: events.map((event) => linkedEvent(event, seesIt(event.audience))),
    seal: sign(stream, last),
  };
}
