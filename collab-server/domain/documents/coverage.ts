import type { PaperCoverage } from '#protocol/documents/api';
import { mayRead, seatOf, type Member } from '#protocol/meeting/rights';
import { AppError } from '#protocol/wire/codes';
import { PersonId, type MeetingId } from '#protocol/wire/ids';
import type { Storage } from '../../storage/port.ts';
import type { Meetings } from '../meeting/meetings.ts';

/**
 * Who has opened which paper, for the chair and the secretaries of its meeting: the people who may read its current
 * version, and when each opened it first. Nothing of how far they read, of what they wrote, or of whoever has left.
 * `notFound` for whoever doesn't know of the meeting, `notAllowed` for the others in it.
 */
export type Coverage = (member: Member, meeting: MeetingId) => Promise<PaperCoverage[]>;

/** Versions that are asked for at once. */
const ASKED_AT_ONCE = 200;

export function createCoverage(
  storage: Storage,
  meetings: Meetings,
  memberOf: (person: PersonId) => Member | undefined,
): Coverage {
  const openings = async (versions: readonly string[]) => {
    const all = [];
    for (let from = 0; from < versions.length; from += ASKED_AT_ONCE) {
      const rows = await storage.read(
        storage.sql
          .selectFrom('reading_place')
          .select(['version', 'person', 'first_at'])
          .where('version', 'in', versions.slice(from, from + ASKED_AT_ONCE))
          .orderBy('first_at')
          .compile(),
      );
      all.push(...rows);
    }
    return Map.groupBy(all, ({ version }) => version);
  };
  return async (member, meeting) => {
    const { state } = await meetings.now(meeting);
    const role = state === undefined ? undefined : seatOf(state, member.id);
    if (state === undefined || role === undefined) throw new AppError('notFound');
    if (role !== 'chair' && role !== 'secretary') throw new AppError('notAllowed');
    const found = await openings(state.papers.flatMap(({ version }) => version?.id ?? []));
    return state.papers.flatMap((paper) => {
      if (paper.version === null) return [];
      const opened = (found.get(paper.version.id) ?? []).flatMap(({ person, first_at: at }) => {
        const reader = memberOf(PersonId.parse(person));
        return reader !== undefined && mayRead(state, reader, paper) ? [{ person: reader.id, at }] : [];
      });
      return [{ paper: paper.id, opened }];
    });
  };
}
