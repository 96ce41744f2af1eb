import { annotationRoomName } from '#protocol/annotation/ydoc';
import type { DigestEntry } from '#protocol/documents/api';
import type { Paper, PaperVersion } from '#protocol/documents/records';
import type { MeetingState } from '#protocol/meeting/records';
import { mayRead, type Member, roleIn, seatOf } from '#protocol/meeting/rights';
import { AppError } from '#protocol/wire/codes';
import { MeetingId, PaperId, type PersonId, type VersionId } from '#protocol/wire/ids';
import type { Environment } from '../../environment.ts';
import type { Storage } from '../../storage/port.ts';
import type { Mentions, StoredMention } from '../annotation/mentions.ts';
import type { Meetings } from '../meeting/meetings.ts';

/**
 * What has changed in a meeting's papers since a person had them open, and the paper in which they were last. Only of
 * papers that they may read. `notFound` for whoever isn't invited.
 */
export interface Digests {
  of(member: Member, meeting: MeetingId): Promise<DigestEntry[]>;
  /** How often they have been called upon in each meeting since they last read its papers, within three months. */
  mentions(member: Member): Promise<{ readonly meeting: MeetingId; readonly count: number }[]>;
  place(member: Member, meeting: MeetingId): Promise<PaperId | null>;
  setPlace(member: Member, meeting: MeetingId, paper: PaperId | null): Promise<void>;
}

/** Versions that are asked for at once. */
const ASKED_AT_ONCE = 200;
/** Milliseconds after which being called upon is no news any more, also to whoever has not looked. */
const OLDEST_MENTION = 90 * 24 * 3_600_000;
/** Meetings in which that is looked for. */
const MOST_MEETINGS = 20;

export function createDigests(
  storage: Storage,
  meetings: Meetings,
  mentions: Mentions,
  env: Environment,
): Digests {
  const { sql } = storage;

  const stateFor = async (member: Member, meeting: MeetingId): Promise<MeetingState> => {
    const { state } = await meetings.now(meeting);
    if (state === undefined || !isInvited(state, member)) throw new AppError('notFound');
    return state;
  };
  const readable = async (member: Member, meeting: MeetingId): Promise<Paper[]> => {
    const state = await stateFor(member, meeting);
    return state.papers.filter((paper) => mayRead(state, member, paper));
  };
  /** When the person had each of these open last. */
  const reads = async (person: PersonId, versions: readonly VersionId[]): Promise<Map<string, number>> => {
    const found = new Map<string, number>();
    for (let from = 0; from < versions.length; from += ASKED_AT_ONCE) {
      const rows = await storage.read(
        sql
          .selectFrom('reading_place')
          .select(['version', 'at'])
          .where('person', '=', person)
          .where('version', 'in', versions.slice(from, from + ASKED_AT_ONCE))
          .compile(),
      );
      for (const { version, at } of rows) found.set(version, at);
    }
    return found;
  };
  /** Whether somebody else has written on the shared layer after that time. Private layers are rooms of their own. */
  const isWrittenOn = async (person: PersonId, version: VersionId, since: number): Promise<boolean> => {
    const rows = await storage.read(
      sql
        .selectFrom('room_update')
        .select('at')
        .where('room', '=', annotationRoomName({ layer: 'shared', version }))
        .where('person', '!=', person)
        .orderBy('n', 'desc')
        .limit(1)
        .compile(),
    );
    return (rows[0]?.at ?? -1) > since;
  };

  const digestOf = async (member: Member, meeting: MeetingId): Promise<DigestEntry[]> => {
    const state = await stateFor(member, meeting);
    const papers = state.papers.flatMap((paper) => {
      const { version } = paper;
      return version === null || !mayRead(state, member, paper) ? [] : [{ paper, version }];
    });
    const versions = papers.flatMap(({ paper }) => versionsOf(paper).map(({ id }) => id));
    const [seen, called] = await Promise.all([reads(member.id, versions), mentions.of(member.id, versions)]);
    const heard = called.filter((mention) => isFor(state, member, mention));
    const begun = Math.min(...seen.values());
    return Promise.all(
      papers.map(async ({ paper, version }): Promise<DigestEntry> => {
        const own = new Set(versionsOf(paper).map(({ id }) => id));
        const known = [...own].flatMap((id) => {
          const at = seen.get(id);
          return at === undefined ? [] : [{ id, at }];
        });
        const last = known.toSorted((a, b) => b.at - a.at)[0];
        const cameAt = paper.earlier[0]?.at ?? version.at;
        return {
          paper: paper.id,
          seenVersion: last?.id ?? null,
          changed: last !== undefined && !known.some(({ id }) => id === version.id),
          isNew: last === undefined && cameAt > begun,
          newMarks: await isWrittenOn(member.id, version.id, last?.at ?? -1),
          mentions: heard.filter((mention) => mention.at > (last?.at ?? -1) && own.has(mention.version))
            .length,
        };
      }),
    );
  };

  return {
    of: digestOf,
    async mentions(member) {
      const versions = await mentions.versionsSince(member.id, env.now() - OLDEST_MENTION);
      const rows =
        versions.length === 0
          ? []
          : await storage.read(
              sql
                .selectFrom('paper_version')
                .select('meeting')
                .distinct()
                .where('id', 'in', versions)
                .limit(MOST_MEETINGS)
                .compile(),
            );
      const found: { meeting: MeetingId; count: number }[] = [];
      for (const row of rows) {
        const meeting = MeetingId.parse(row.meeting);
        // Whoever is invited no more is told of nothing.
        const entries = await digestOf(member, meeting).catch((error: unknown) => {
          if (error instanceof AppError && error.code === 'notFound') return [];
          throw error;
        });
        const count = entries.reduce((sum, entry) => sum + entry.mentions, 0);
        if (count > 0) found.push({ meeting, count });
      }
      return found;
    },
    async place(member, meeting) {
      const papers = await readable(member, meeting);
      const rows = await storage.read(
        sql
          .selectFrom('pack_place')
          .select('paper')
          .where('person', '=', member.id)
          .where('meeting', '=', meeting)
          .compile(),
      );
      const [row] = rows;
      // One that was taken back since is no place to go to.
      return papers.some((paper) => paper.id === row?.paper) ? PaperId.parse(row?.paper) : null;
    },
    async setPlace(member, meeting, paper) {
      const papers = await readable(member, meeting);
      const own = { person: member.id, meeting };
      if (paper === null) {
        const all = sql
          .deleteFrom('pack_place')
          .where('person', '=', member.id)
          .where('meeting', '=', meeting);
        await storage.commit([{ query: all.compile() }]);
        return;
      }
      if (!papers.some(({ id }) => id === paper)) throw new AppError('notFound');
      const row = { paper, at: env.now() };
      await storage.commit([
        {
          query: sql
            .insertInto('pack_place')
            .values({ ...own, ...row })
            .onConflict((conflict) => conflict.columns(['person', 'meeting']).doUpdateSet(row))
            .compile(),
        },
      ]);
    },
  };
}

function versionsOf(paper: Paper): PaperVersion[] {
  return paper.version === null ? paper.earlier : [...paper.earlier, paper.version];
}

/** Whether the person sees the comment that calls upon them: in their unit's layer, or in a shared one, unless its author is hidden. */
function isFor(state: MeetingState, member: Member, { room, version, author }: StoredMention): boolean {
  if (room === annotationRoomName({ layer: 'shared', version })) {
    return !state.moderation.hidden.some((person) => person === author);
  }
  const { unit } = member;
  const isOwn = unit !== '' && room === annotationRoomName({ layer: 'group', version, unit });
  return isOwn && roleIn(state, member.id) !== 'guest';
}

function isInvited(state: MeetingState, member: Member): boolean {
  return seatOf(state, member.id) !== undefined;
}
