import { z } from 'zod';
import { endpoint } from '../wire/endpoint.ts';
import { MeetingId, PersonId } from '../wire/ids.ts';

/** One durable change of the draft: who wrote it, and when the server took it. `update` is Yjs's, in base64. */
export const HistoryRow = z.object({
  n: z.int().min(1),
  at: z.int(),
  person: PersonId,
  update: z.base64(),
});
export type HistoryRow = z.infer<typeof HistoryRow>;

/** What one answer holds at most, whichever comes first; a single larger row comes alone. */
export const HISTORY_PAGE = { rows: 4000, bytes: 1024 * 1024 } as const;

export const historyApi = {
  page: endpoint({
    method: 'GET',
    path: '/api/meetings/:meeting/minutes/history',
    summary: 'The changes of the draft of the minutes, the earliest first, in pages',
    access: 'signedIn',
    params: z.object({ meeting: MeetingId }),
    query: z.object({ after: z.coerce.number().pipe(z.int().min(0)) }),
    body: z.undefined(),
    /** `last`: the number of the last row that there is, for whoever asks on; 0 when there is none. */
    response: z.object({ rows: z.array(HistoryRow).max(HISTORY_PAGE.rows), last: z.int().min(0) }),
  }),
};

/** One person's writing without a longer pause is one moment, in milliseconds. */
export const MOMENT_PAUSE = 2 * 60_000;

/** What a moment is made of. `person` is null for the skeleton, which nobody wrote. */
export interface WrittenRow {
  readonly at: number;
  readonly person: PersonId | null;
}

/** A stretch of the history: the rows from `from` up to and without `to`. */
export interface Moment {
  readonly from: number;
  readonly to: number;
  readonly person: PersonId | null;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** The history as moments, the earliest first. Every row is in exactly one, and each moment is one person's. */
export function momentsOf(rows: readonly WrittenRow[]): Moment[] {
  const moments: Moment[] = [];
  for (const [index, { at, person }] of rows.entries()) {
    const last = moments.at(-1);
    if (last !== undefined && last.person === person && at - last.endedAt < MOMENT_PAUSE)
      moments[moments.length - 1] = { ...last, to: index + 1, endedAt: at };
    else moments.push({ from: index, to: index + 1, person, startedAt: at, endedAt: at });
  }
  return moments;
}
