import { Readers, type Paper, type PaperVersion } from '#protocol/documents/records';
import type { ServerCommand } from '#protocol/meeting/commands';
import type { MeetingState } from '#protocol/meeting/records';
import { mayRead, PAPER_BRINGERS, seatOf, type Member } from '#protocol/meeting/rights';
import { AppError } from '#protocol/wire/codes';
import {
  ItemId,
  MeetingId,
  newId,
  PaperId,
  PersonId,
  VersionId,
  type Hash,
  type UploadId,
} from '#protocol/wire/ids';
import type { Environment } from '../../environment.ts';
import type { Blobs } from '../../storage/blobs/port.ts';
import { blobReferenced } from '../../storage/blobs/references.ts';
import type { Storage } from '../../storage/port.ts';
import type { Tables } from '../../storage/schema.ts';
import type { Meetings } from '../meeting/meetings.ts';
import type { PageSizes } from './versions.ts';

/** Finished uploads that are remembered for a repeated question. */
const REMEMBERED = 1000;

export type UploadRow = Tables['upload'];

interface Sealed {
  readonly hash: Hash;
  readonly bytes: number;
}

/** What an upload has turned out to be, in the blob store and not referred to yet. */
export interface ArrivedFile {
  readonly pdf: Sealed;
  readonly fileName: string;
  readonly pages: PageSizes;
  /** The office file that the PDF was made from. */
  readonly original: (Sealed & { readonly fileName: string }) | undefined;
}

/** What uploads and the jobs that convert them share: their rows, and the step that makes a paper of one. */
export interface Arrivals {
  row(id: UploadId): Promise<UploadRow | undefined>;
  /** Throws why the member may not bring a paper to the meeting, or a new version of `revised`. */
  mayBring(member: Pick<Member, 'id' | 'unit'>, meeting: MeetingId, revised?: PaperId): Promise<MeetingState>;
  /** Attaches the paper, or the new version, for whoever uploaded it; all of it or nothing. Throws the refusal. */
  settle(row: UploadRow, file: ArrivedFile): Promise<Paper>;
  /** What {@link settle} makes or made of it lately, for whoever didn't get the answer and asks again. */
  settled(id: string, person: PersonId): Promise<Paper> | undefined;
  forget(id: UploadId): Promise<void>;
}

export function createArrivals(
  storage: Storage,
  blobs: Blobs,
  meetings: Meetings,
  env: Environment,
): Arrivals {
  const { sql } = storage;
  const finished = new Map<string, { readonly person: string; readonly paper: Promise<Paper> }>();

  const attach = async (row: UploadRow, { pdf, fileName, pages, original }: ArrivedFile): Promise<Paper> => {
    const meeting = MeetingId.parse(row.meeting);
    const id = PaperId.parse(row.paper);
    const by = PersonId.parse(row.person);
    const version: PaperVersion = {
      id: newId(VersionId, env.randomBytes(20)),
      hash: pdf.hash,
      fileName,
      bytes: pdf.bytes,
      pages: pages.length,
      at: env.now(),
      by,
      ...(original === undefined ? {} : { original: { fileName: original.fileName, bytes: original.bytes } }),
    };
    const command: ServerCommand =
      row.revises === 1
        ? { type: 'paper.revise', paper: id, version, by }
        : { type: 'paper.attach', paper: newPaper(row, id, version), by };
    const answer = await meetings.executeForServer(meeting, command, [
      blobReferenced(storage, pdf.hash, pdf.bytes),
      ...(original === undefined ? [] : [blobReferenced(storage, original.hash, original.bytes)]),
      {
        query: sql
          .insertInto('paper_version')
          .values({
            id: version.id,
            paper: id,
            meeting,
            blob: pdf.hash,
            file_name: fileName,
            bytes: pdf.bytes,
            pages: version.pages,
            page_sizes: JSON.stringify(pages),
            at: version.at,
            original_blob: original?.hash ?? null,
            original_name: original?.fileName ?? null,
          })
          .compile(),
      },
      { query: sql.deleteFrom('upload').where('id', '=', row.id).compile(), changes: 1 },
    ]);
    if (!answer.ok) throw new AppError(answer.code);
    const { state } = await meetings.now(meeting);
    const paper = state?.papers.find((entry) => entry.id === id);
    // Withdrawn in the same moment.
    if (paper === undefined) throw new AppError('notFound');
    return paper;
  };

  return {
    async row(id) {
      const rows = await storage.read(sql.selectFrom('upload').selectAll().where('id', '=', id).compile());
      return rows[0];
    },
    async mayBring(member, meeting, revised) {
      const { state } = await meetings.now(meeting);
      const role = state === undefined ? undefined : seatOf(state, member.id);
      if (state === undefined || role === undefined) throw new AppError('notFound');
      if (!PAPER_BRINGERS.includes(role)) throw new AppError('notAllowed');
      if (state.status === 'ended') throw new AppError('meetingEnded');
      if (revised === undefined) return state;
      const paper = state.papers.find((entry) => entry.id === revised);
      if (paper === undefined || !mayRead(state, member, paper)) throw new AppError('notFound');
      if (paper.version === null) throw new AppError('secrecy');
      return state;
    },
    async settle(row, file) {
      const paper = attach(row, file);
      // Before its row is gone: whoever asks finds one or the other.
      finished.set(row.id, { person: row.person, paper });
      const oldest = finished.keys().next().value;
      if (finished.size > REMEMBERED && oldest !== undefined) finished.delete(oldest);
      try {
        return await paper;
      } catch (error) {
        finished.delete(row.id);
        throw error;
      }
    },
    settled(id, person) {
      const done = finished.get(id);
      return done?.person === person ? done.paper : undefined;
    },
    async forget(id) {
      await storage.commit([{ query: sql.deleteFrom('upload').where('id', '=', id).compile() }]);
      await blobs.removePart(id);
    },
  };
}

function newPaper(row: UploadRow, id: PaperId, version: PaperVersion): Paper {
  return {
    id,
    item: ItemId.parse(row.item),
    title: row.title,
    number: row.number,
    secrecy: 'normal',
    readers: Readers.parse(JSON.parse(row.readers)),
    version,
    earlier: [],
    pack: null,
  };
}
