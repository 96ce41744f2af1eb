import type { MeetingState } from '#protocol/meeting/records';
import { mayRead, type Member } from '#protocol/meeting/rights';
import type { Paper } from '#protocol/documents/records';
import { AppError } from '#protocol/wire/codes';
import { Hash, MeetingId, PaperId, VersionId } from '#protocol/wire/ids';
import { z } from 'zod';
import type { Storage } from '../../storage/port.ts';
import type { Meetings } from '../meeting/meetings.ts';

/** Width and height in points, rotation in degrees. */
const PageSizes = z.array(z.tuple([z.number(), z.number(), z.number()]));
export type PageSizes = z.infer<typeof PageSizes>;

/** A version that the member may read, with the meeting and the paper that it belongs to. */
export interface ReadableVersion {
  readonly meeting: MeetingState;
  readonly paper: Paper;
  readonly hash: Hash;
  readonly bytes: number;
  readonly fileName: string;
  /** The office file that it was made from. */
  readonly original: { readonly hash: Hash; readonly fileName: string } | undefined;
}

/**
 * The only way from a version's id to anything of it: the right is asked from the meeting's state each time. Throws
 * `notFound` for whoever may not read it, so that ids can't be probed.
 */
export interface Versions {
  readable(member: Member, version: VersionId): Promise<ReadableVersion>;
  /** The file, for the server's own work on it; no right is asked. Undefined when there is no such version. */
  fileOf(version: VersionId): Promise<{ readonly hash: Hash; readonly bytes: number } | undefined>;
  pageSizes(version: VersionId): Promise<PageSizes>;
  /** Every version that the meeting's papers have had, also withdrawn ones: paper by version. */
  ofMeeting(meeting: MeetingId): Promise<Map<VersionId, PaperId>>;
}

export function createVersions(storage: Storage, meetings: Meetings): Versions {
  const { sql } = storage;
  return {
    async readable(member, version) {
      const rows = await storage.read(
        sql
          .selectFrom('paper_version')
          .select(['meeting', 'paper', 'blob', 'bytes', 'file_name', 'original_blob', 'original_name'])
          .where('id', '=', version)
          .compile(),
      );
      const row = rows[0];
      if (row === undefined) throw new AppError('notFound');
      const { state } = await meetings.now(MeetingId.parse(row.meeting));
      const id = PaperId.parse(row.paper);
      const paper = state?.papers.find((entry) => entry.id === id);
      if (state === undefined || paper === undefined || !mayRead(state, member, paper)) {
        throw new AppError('notFound');
      }
      const { original_blob: blob, original_name: name } = row;
      const original =
        blob === null || name === null ? undefined : { hash: Hash.parse(blob), fileName: name };
      const { bytes, file_name: fileName } = row;
      return { meeting: state, paper, hash: Hash.parse(row.blob), bytes, fileName, original };
    },
    async fileOf(version) {
      const rows = await storage.read(
        sql.selectFrom('paper_version').select(['blob', 'bytes']).where('id', '=', version).compile(),
      );
      const [row] = rows;
      return row === undefined ? undefined : { hash: Hash.parse(row.blob), bytes: row.bytes };
    },
    async pageSizes(version) {
      const rows = await storage.read(
        sql.selectFrom('paper_version').select('page_sizes').where('id', '=', version).compile(),
      );
      return PageSizes.parse(JSON.parse(rows[0]?.page_sizes ?? '[]'));
    },
    async ofMeeting(meeting) {
      const rows = await storage.read(
        sql.selectFrom('paper_version').select(['id', 'paper']).where('meeting', '=', meeting).compile(),
      );
      return new Map(rows.map((row) => [VersionId.parse(row.id), PaperId.parse(row.paper)]));
    },
  };
}
