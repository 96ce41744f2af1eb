import type { z } from 'zod';
import { Upload, type documentsApi, type FinishedUpload } from '#protocol/documents/api';
import { officeKindOf } from '#protocol/documents/office';
import type { Member } from '#protocol/meeting/rights';
import { AppError, type RefusalCode } from '#protocol/wire/codes';
import { MeetingId, newId, PaperId, UploadId } from '#protocol/wire/ids';
import type { Environment } from '../../environment.ts';
import type { Blobs } from '../../storage/blobs/port.ts';
import type { Storage } from '../../storage/port.ts';
import type { Arrivals, UploadRow } from './arrivals.ts';
import { inspectPdf } from './inspect-pdf.ts';
import type { Jobs } from './jobs/jobs.ts';
import { headOf } from './jobs/office.ts';

/** Largest file, in bytes. */
export const MAX_UPLOAD = 200_000_000;
/** Unfinished uploads that one person may have. */
const MAX_UNFINISHED = 50;

type Announcement = z.output<typeof documentsApi.startUpload.body>;

/**
 * Files on their way to becoming papers, or new versions of papers. What has arrived is safe and can be continued;
 * nothing of it is a paper until the whole file is there, is a readable PDF, and its event is in the meeting's log.
 */
export interface Uploads {
  start(member: Member, meeting: MeetingId, announcement: Announcement): Promise<Upload>;
  unfinished(member: Member, meeting: MeetingId): Promise<Upload[]>;
  /** Answers how many bytes are safely here. */
  write(member: Member, id: UploadId, offset: number, bytes: AsyncIterable<Uint8Array>): Promise<number>;
  /**
   * A file that can't be taken is thrown away, and the refusal says why. An office file is converted first: ask again
   * until it is a paper. Asked again later it answers the same paper.
   */
  finish(member: Member, id: UploadId): Promise<FinishedUpload>;
  /** Also stops its conversion. */
  remove(member: Member, id: UploadId): Promise<void>;
}

export function createUploads(parts: {
  readonly storage: Storage;
  readonly blobs: Blobs;
  readonly arrivals: Arrivals;
  readonly jobs: Pick<Jobs<'office'>, 'add' | 'state' | 'isOpen' | 'cancel'>;
  /** Whether office files can be converted here. */
  readonly takesOffice: boolean;
  readonly env: Environment;
}): Uploads {
  const { storage, blobs, arrivals, jobs, takesOffice, env } = parts;
  const { sql } = storage;
  const busy = new Set<UploadId>();

  const own = async (member: Member, id: UploadId) => {
    const row = await arrivals.row(id);
    if (row?.person !== member.id) throw new AppError('notFound');
    return row;
  };
  const asUpload = async (row: UploadRow): Promise<Upload> =>
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
      paper: row.paper,
      isConverting: (await jobs.state('office', row.id)) !== undefined,
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
  /** Nor while it is converted: what is kept as the original must be what was converted. */
  async function* whileIdle(id: UploadId, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    if (busy.has(id)) throw new AppError('busy');
    for await (const chunk of bytes) {
      if (busy.has(id) || jobs.isOpen('office', id)) throw new AppError('conflict');
      yield chunk;
    }
  }
  const thrownAway = async (id: UploadId, code: RefusalCode): Promise<never> => {
    await jobs.cancel('office', id);
    await arrivals.forget(id);
    throw new AppError(code);
  };
  /** Asks for the conversion; undefined for what is no office file. */
  const converting = async (row: UploadRow, id: UploadId, member: Member) => {
    const office = officeKindOf(row.file_name, await headOf(blobs.partPath(id)));
    if (office === undefined) return undefined;
    if (!takesOffice) return thrownAway(id, 'officeFile');
    if (office.isProtected) return thrownAway(id, 'protectedOffice');
    await jobs.add('office', id, member.id);
    return { state: 'converting' as const, ahead: await aheadOf(id) };
  };
  const aheadOf = async (id: UploadId) => {
    const job = await jobs.state('office', id);
    return job?.state === 'waiting' ? job.ahead : 0;
  };

  return {
    async start(member, meeting, announcement) {
      if (announcement.secrecy !== 'normal') throw new AppError('secrecy');
      if (announcement.bytes === 0) throw new AppError('emptyFile');
      if (announcement.bytes > MAX_UPLOAD) throw new AppError('tooLarge');
      const revised = announcement.paper;
      const state = await arrivals.mayBring(member, meeting, revised);
      // A new version keeps what is written about its paper.
      const before = state.papers.find((paper) => paper.id === revised) ?? announcement;
      const { item, title, number, readers } = before;
      if (!state.agenda.some((entry) => entry.id === item)) throw new AppError('conflict');
      const unfinished = await storage.read(
        sql.selectFrom('upload').select('id').where('person', '=', member.id).compile(),
      );
      if (unfinished.length >= MAX_UNFINISHED) throw new AppError('tooMany');
      const row = {
        id: newId(UploadId, env.randomBytes(20)),
        meeting,
        item,
        paper: revised ?? newId(PaperId, env.randomBytes(20)),
        person: member.id,
        file_name: announcement.fileName,
        title,
        number,
        bytes: announcement.bytes,
        received: 0,
        readers: JSON.stringify(readers),
        at: env.now(),
        revises: revised === undefined ? 0 : 1,
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
      if ((await jobs.state('office', id)) !== undefined) throw new AppError('conflict');
      return blobs.writePart(id, offset, whileIdle(id, bytes), row.bytes);
    },
    finish: (member, id) =>
      alone(id, async () => {
        const row = await arrivals.row(id);
        if (row?.person !== member.id) {
          const done = arrivals.settled(id, member.id);
          if (done === undefined) throw new AppError('notFound');
          return { state: 'paper', paper: await done };
        }
        const job = await jobs.state('office', id);
        if (job?.state === 'failed') return thrownAway(id, job.code);
        if (job !== undefined) return { state: 'converting', ahead: await aheadOf(id) };
        const revised = row.revises === 1 ? PaperId.parse(row.paper) : undefined;
        await arrivals.mayBring(member, MeetingId.parse(row.meeting), revised);
        if ((await blobs.partSize(id)) !== row.bytes) throw new AppError('conflict');
        const conversion = await converting(row, id, member);
        if (conversion !== undefined) return conversion;
        const inspection = await inspectPdf(blobs.partPath(id), row.file_name);
        if (!inspection.ok) return thrownAway(id, inspection.code);
        const pdf = await blobs.seal(id);
        if (pdf.bytes !== row.bytes) throw new AppError('conflict');
        const file = { pdf, fileName: row.file_name, pages: inspection.pages, original: undefined };
        return { state: 'paper', paper: await arrivals.settle(row, file) };
      }),
    async remove(member, id) {
      await own(member, id);
      await jobs.cancel('office', id);
      await alone(id, async () => {
        await own(member, id);
        await arrivals.forget(id);
      });
    },
  };
}
