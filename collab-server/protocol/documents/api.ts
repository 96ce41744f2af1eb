import { z } from 'zod';
import { endpoint } from '../wire/endpoint.ts';
import { ItemId, MeetingId, PaperId, UploadId, VersionId } from '../wire/ids.ts';
import { line } from '../wire/text.ts';
import { Paper, Readers, Secrecy } from './records.ts';

const none = z.object({});

/** Bytes of one piece of an upload. Small enough to lose on a bad line, large enough to be quick on a good one. */
export const UPLOAD_PIECE = 1024 * 1024;

export const Upload = z.object({
  id: UploadId,
  item: ItemId,
  title: z.string(),
  number: z.string(),
  fileName: z.string(),
  bytes: z.int(),
  /** Bytes that are safely on the server: where to continue. */
  received: z.int(),
  readers: Readers,
  at: z.int(),
});
export type Upload = z.infer<typeof Upload>;

export const ReadingPlace = z.object({
  page: z.int().min(0).max(20_000),
  /** Points below the top of the page, as it is shown unrotated. */
  y: z.number().min(-1000).max(20_000),
});
export type ReadingPlace = z.infer<typeof ReadingPlace>;

export const documentsApi = {
  startUpload: endpoint({
    method: 'POST',
    path: '/api/meetings/:meeting/uploads',
    summary: 'Announces a file; its secrecy is asked for before a byte is sent',
    access: 'signedIn',
    params: z.object({ meeting: MeetingId }),
    query: none,
    body: z.object({
      item: ItemId,
      title: line(300),
      number: line(80, 0),
      fileName: line(300),
      bytes: z.int().min(0),
      secrecy: Secrecy,
      readers: Readers,
    }),
    response: Upload,
  }),
  uploads: endpoint({
    method: 'GET',
    path: '/api/meetings/:meeting/uploads',
    summary: 'Uploads of this person that are not finished',
    access: 'signedIn',
    params: z.object({ meeting: MeetingId }),
    query: none,
    body: z.undefined(),
    response: z.object({ uploads: z.array(Upload) }),
  }),
  /** Body: the piece's bytes as `application/octet-stream`, at most {@link UPLOAD_PIECE}. */
  uploadPiece: endpoint({
    method: 'PUT',
    path: '/api/uploads/:upload',
    summary: 'Sends the next piece of an upload',
    access: 'signedIn',
    params: z.object({ upload: UploadId }),
    query: z.object({ offset: z.coerce.number().pipe(z.int().min(0)) }),
    body: z.unknown(),
    response: z.object({ received: z.int() }),
  }),
  finishUpload: endpoint({
    method: 'POST',
    path: '/api/uploads/:upload/finish',
    summary: 'Checks that the file is a readable PDF and attaches it to its agenda item',
    access: 'signedIn',
    params: z.object({ upload: UploadId }),
    query: none,
    body: z.undefined(),
    response: Paper,
  }),
  removeUpload: endpoint({
    method: 'DELETE',
    path: '/api/uploads/:upload',
    summary: 'Throws an unfinished upload away',
    access: 'signedIn',
    params: z.object({ upload: UploadId }),
    query: none,
    body: z.undefined(),
    response: z.object({ ok: z.literal(true) }),
  }),
  /** Size of every page, so that a reader can lay out a thousand pages before it has fetched one. */
  pages: endpoint({
    method: 'GET',
    path: '/api/versions/:version/pages',
    summary: 'Width, height (points) and rotation (degrees) of every page',
    access: 'signedIn',
    params: z.object({ version: VersionId }),
    query: none,
    body: z.undefined(),
    response: z.object({
      paper: PaperId,
      meeting: MeetingId,
      bytes: z.int(),
      pages: z.array(z.tuple([z.number(), z.number(), z.number()])),
    }),
  }),
  /** Answers single byte ranges (206). Not JSON: the response schema describes nothing. */
  bytes: endpoint({
    method: 'GET',
    path: '/api/versions/:version/bytes',
    summary: 'The PDF itself, whole or by byte range',
    access: 'signedIn',
    params: z.object({ version: VersionId }),
    query: none,
    body: z.undefined(),
    response: z.unknown(),
  }),
  place: endpoint({
    method: 'GET',
    path: '/api/versions/:version/place',
    summary: 'Where this person left the paper, on whatever device',
    access: 'signedIn',
    params: z.object({ version: VersionId }),
    query: none,
    body: z.undefined(),
    response: z.object({ place: ReadingPlace.nullable() }),
  }),
  setPlace: endpoint({
    method: 'PUT',
    path: '/api/versions/:version/place',
    summary: 'Remembers where this person is',
    access: 'signedIn',
    params: z.object({ version: VersionId }),
    query: none,
    body: ReadingPlace,
    response: z.object({ ok: z.literal(true) }),
  }),
} as const;
