import type { z } from 'zod';
import { Upload, type documentsApi } from '#protocol/documents/api';
import { Readers, type Paper, type PaperVersion } from '#protocol/documents/records';
import { PAPER_BRINGERS, roleIn, type Member } from '#protocol/meeting/rights';
import { AppError } from '#protocol/wire/codes';
import { ItemId, MeetingId, newId, PaperId, UploadId, VersionId, type PersonId } from '#protocol/wire/ids';
import type { Environment } from '../../environment.ts';
import type { Blobs } from '../../storage/blobs/port.ts';
import { blobReferenced } from '../../storage/blobs/references.ts';
import type { Storage } from '../../storage/port.ts';
import type { Meetings } from '../meeting/meetings.ts';
import { inspectPdf } from './inspect-pdf.ts';

/** Largest file, in bytes. */
export const MAX_UPLOAD = 200_000_000;
/** Unfinished uploads that one person may have. */
const MAX_UNFINISHED = 50;
/** Finished uploads that are remembered for a repeated question. */
const REMEMBERED = 1000;

type Announcement = z.output<typeof documentsApi.startUpload.body>;

/**
 * Files on their way to becoming papers. What has arrived is safe and can be continued; nothing of it is a paper until
 * the whole file is there, is a readable PDF, and its event is in the meeting's log.
 */
export interface Uploads {
  start(member: Member, meeting: MeetingId, announcement: Announcement): Promise<Upload>;
  unfinished(member: Member, meeting: MeetingId): Promise<Upload[]>;
  /** Answers how many bytes are safely here. */
  write(member: Member, id: UploadId, offset: number, bytes: AsyncIterable<Uint8Array>): Promise<number>;
  /** A file that can't be taken is thrown away, and the refusal says why. Asked again it answers the same paper. */
  finish(member: Member, id: UploadId): Promise<Paper>;
  remove(member: Member, id: UploadId): Promise<void>;
}

export function createUploads(storage: Storage, blobs: Blobs, meetings: Meetings, env: Environment): Uploads {
  const { sql } = storage;
  const busy = new Set<UploadId>();
  /** What was finished lately, for whoever didn't get the answer and asks again. */
  const finished = new Map<UploadId, { readonly person: PersonId; readonly paper: Paper }>();

  const mayBring = async (member: Member, meeting: MeetingId) => {
    const { state } = await meetings.now(meeting);
    const role = state === undefined ? undefined : roleIn(state, member.id);
    if (state === undefined || role === undefined) throw new AppError('notFound');
    if (!PAPER_BRINGERS.includes(role)) throw new AppError('notAllowed');
    if (state.status === 'ended') throw new AppError('meetingEnded');
    return state;
  };
  const own = async (member: Member, id: UploadId) => {
    const rows = await storage.read(
      sql.selectFrom('upload').selectAll().where('id', '=', id).where('person', '=', member.id).compile(),
    );
    const row = rows[0];
    if (row === undefined) throw new AppError('notFound');
    return row;
  };
  type Row = Awaited<ReturnType<typeof own>>;
  const asUpload = async (row: Row): Promise<Upload> =>
    Upload.parse({
      id: row.id,
      item: row.item,
      title: row.title,
      number: row.number,
      fileName: row.file_name,
      bytes: row.bytes,
      received: await blobs.partSize(row.id),
      readers: JSON.parse(row.readers) as unknown,
      at: row.at,
    });
  /** While an upload is looked at, sealed or removed nobody writes to it. */
  const alone = async <T>(id: UploadId, task: () => Promise<T>): Promise<T> => {
    if (busy.has(id)) throw new AppError('busy');
    busy.add(id);
    try {
      return await task();
    } finally {
      busy.delete(id);
    }
  };
  async function* whileIdle(id: UploadId, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    if (busy.has(id)) throw new AppError('busy');
    for await (const chunk of bytes) {
      if (busy.has(id)) throw new AppError('conflict');
      yield chunk;
    }
  }
  const forget = async (id: UploadId) => {
    await storage.commit([{ query: sql.deleteFrom('upload').where('id', '=', id).compile() }]);
    await blobs.removePart(id);
  };

  return {
    async start(member, meeting, announcement) {
      if (announcement.secrecy !== 'normal') throw new AppError('secrecy');
      if (announcement.bytes === 0) throw new AppError('emptyFile');
      if (announcement.bytes > MAX_UPLOAD) throw new AppError('tooLarge');
      const state = await mayBring(member, meeting);
      if (!state.agenda.some((item) => item.id === announcement.item)) throw new AppError('conflict');
      const unfinished = await storage.read(
        sql.selectFrom('upload').select('id').where('person', '=', member.id).compile(),
      );
      if (unfinished.length >= MAX_UNFINISHED) throw new AppError('tooMany');
      const row = {
        id: newId(UploadId, env.randomBytes(20)),
        meeting,
        item: announcement.item,
        paper: newId(PaperId, env.randomBytes(20)),
        person: member.id,
        file_name: announcement.fileName,
        title: announcement.title,
        number: announcement.number,
        bytes: announcement.bytes,
        received: 0,
        readers: JSON.stringify(announcement.readers),
        at: env.now(),
      };
      await storage.commit([{ query: sql.insertInto('upload').values(row).compile() }]);
      return asUpload(row);
    },
    async unfinished(member, meeting) {
      const rows = await storage.read(
        sql
          .selectFrom('upload')
          .selectAll()
          .where('person', '=', member.id)
          .where('meeting', '=', meeting)
          .orderBy('at')
          .compile(),
      );
      return Promise.all(rows.map(asUpload));
    },
    // The latest writer has it (a line that hangs mustn't keep its owner from continuing), until the file is looked at.
    async write(member, id, offset, bytes) {
      const row = await own(member, id);
      return blobs.writePart(id, offset, whileIdle(id, bytes), row.bytes);
    },
    finish: (member, id) =>
      alone(id, async () => {
        const done = finished.get(id);
        if (done?.person === member.id) return done.paper;
        const row = await own(member, id);
        const meeting = MeetingId.parse(row.meeting);
        await mayBring(member, meeting);
        if ((await blobs.partSize(id)) !== row.bytes) throw new AppError('conflict');
        const inspection = await inspectPdf(blobs.partPath(id), row.file_name);
        if (!inspection.ok) {
          await forget(id);
          throw new AppError(inspection.code);
        }
        const sealed = await blobs.seal(id);
        if (sealed.bytes !== row.bytes) throw new AppError('conflict');
        const version: PaperVersion = {
          id: newId(VersionId, env.randomBytes(20)),
          hash: sealed.hash,
          fileName: row.file_name,
          bytes: sealed.bytes,
          pages: inspection.pages.length,
          at: env.now(),
          by: member.id,
        };
        const paper: Paper = {
          id: PaperId.parse(row.paper),
          item: ItemId.parse(row.item),
          title: row.title,
          number: row.number,
          secrecy: 'normal',
          readers: Readers.parse(JSON.parse(row.readers)),
          version,
        };
        const answer = await meetings.executeForServer(
          meeting,
          { type: 'paper.attach', paper, by: member.id },
          [
            blobReferenced(storage, sealed.hash, sealed.bytes),
            {
              query: sql
                .insertInto('paper_version')
                .values({
                  id: version.id,
                  paper: paper.id,
                  meeting,
                  blob: sealed.hash,
                  file_name: row.file_name,
                  bytes: sealed.bytes,
                  pages: version.pages,
                  page_sizes: JSON.stringify(inspection.pages),
                  at: version.at,
                })
                .compile(),
            },
            { query: sql.deleteFrom('upload').where('id', '=', id).compile(), changes: 1 },
          ],
        );
        if (!answer.ok) throw new AppError(answer.code);
        finished.set(id, { person: member.id, paper });
        const oldest = finished.keys().next().value;
        if (finished.size > REMEMBERED && oldest !== undefined) finished.delete(oldest);
        return paper;
      }),
    remove: (member, id) =>
      alone(id, async () => {
        await own(member, id);
        await forget(id);
      }),
  };
}
