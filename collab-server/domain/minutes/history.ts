import { sql } from 'kysely';
import { HISTORY_PAGE, type HistoryRow } from '#protocol/minutes/history';
import { minutesRoomName } from '#protocol/minutes/ydoc';
import { AppError } from '#protocol/wire/codes';
import { PersonId, type MeetingId } from '#protocol/wire/ids';
import type { Storage } from '../../storage/port.ts';
import type { MinutesAccess } from './access.ts';

export interface HistoryParts {
  readonly storage: Storage;
  readonly access: (person: PersonId, meeting: MeetingId) => Promise<MinutesAccess>;
}

/** The rows of a draft after one of them, as many as one answer holds, and the number of the last that there is. */
export async function minutesHistory(
  { storage, access }: HistoryParts,
  person: PersonId,
  meeting: MeetingId,
  after: number,
): Promise<{ rows: HistoryRow[]; last: number }> {
  const allowed = await access(person, meeting);
  if ('code' in allowed) throw new AppError(allowed.code);
  // Wordings that were taken back are the editors' alone, also while others are asked for comments.
  if (allowed.may === 'comment') throw new AppError('notAllowed');
  const q = storage.sql;
  const room = minutesRoomName(meeting);
  const [sizes, ends] = await Promise.all([
    storage.read(
      q
        .selectFrom('room_update')
        .select(['n', sql<number>`length(payload)`.as('bytes')])
        .where('room', '=', room)
        .where('n', '>', after)
        .orderBy('n')
        .limit(HISTORY_PAGE.rows)
        .compile(),
    ),
    storage.read(
      q
        .selectFrom('room_update')
        .select(({ fn }) => fn.max('n').as('last'))
        .where('room', '=', room)
        .compile(),
    ),
  ]);
  let bytes = 0;
  const fitting = sizes.filter((row, index) => (bytes += row.bytes) <= HISTORY_PAGE.bytes || index === 0);
  const through = fitting.at(-1)?.n ?? after;
  const rows = await storage.read(
    q
      .selectFrom('room_update')
      .select(['n', 'at', 'person', 'payload'])
      .where('room', '=', room)
      .where('n', '>', after)
      .where('n', '<=', through)
      .orderBy('n')
      .compile(),
  );
  return {
    rows: rows.map(({ n, at, person: by, payload }) => ({
      n,
      at,
      person: PersonId.parse(by),
      update: Buffer.from(payload).toString('base64'),
    })),
    last: ends[0]?.last ?? 0,
  };
}
