import { officeKindOf } from '#protocol/documents/office';
import { AppError } from '#protocol/wire/codes';
import { MeetingId, PaperId, UploadId } from '#protocol/wire/ids';
import type { Member } from '#protocol/meeting/rights';
import type { PersonId } from '#protocol/wire/ids';
import type { Environment } from '../../../environment.ts';
import type { Blobs } from '../../../storage/blobs/port.ts';
import type { Arrivals } from '../arrivals.ts';
import { inspectPdf } from '../inspect-pdf.ts';
import type { JobKind } from './jobs.ts';
import { headOf, officeToPdf } from './office.ts';
import type { Tools } from './tools.ts';

/**
 * Turns an upload that is an office file into a paper: its PDF is what is read, the file itself is kept beside it. The
 * upload stays, with the reason, when that fails.
 */
export function uploadConversion(parts: {
  readonly arrivals: Arrivals;
  readonly blobs: Blobs;
  readonly tools: Tools;
  readonly env: Environment;
  readonly memberOf: (person: PersonId) => Member | undefined;
}): JobKind {
  const { arrivals, blobs, tools, env, memberOf } = parts;
  return {
    most: 50,
    async run({ subject, person, folder, signal }) {
      const id = UploadId.parse(subject);
      const row = await arrivals.row(id);
      // An earlier run had come to its end.
      if (row === undefined) return;
      const member = memberOf(person);
      if (member === undefined) throw new AppError('notAllowed');
      const revised = row.revises === 1 ? PaperId.parse(row.paper) : undefined;
      await arrivals.mayBring(member, MeetingId.parse(row.meeting), revised);
      const path = blobs.partPath(id);
      const office = officeKindOf(row.file_name, await headOf(path));
      if (office === undefined) throw new AppError('notPdf');
      const result = await officeToPdf({ path, kind: office.kind, folder, signal }, tools, env);
      const inspection = await inspectPdf(result, '.pdf');
      if (!inspection.ok) throw new AppError('damagedOffice', { cause: new Error(inspection.code) });
      signal.throwIfAborted();
      const pdf = await blobs.adopt(result);
      const original = { ...(await blobs.seal(id)), fileName: row.file_name };
      const fileName = row.file_name.replace(/\.[^.]*$/, '.pdf');
      await arrivals.settle(row, { pdf, fileName, pages: inspection.pages, original });
    },
  };
}
