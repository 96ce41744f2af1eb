import { z } from 'zod';
import { endpoint } from '../wire/endpoint.ts';
import { ItemId, MeetingId, PaperId, PersonId, UploadId, VersionId } from '../wire/ids.ts';
import { line } from '../wire/text.ts';
import { Recognition, RecognisedPage } from './recognised.ts';
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
  /** The paper that it becomes, or a new version of which it becomes. */
  paper: PaperId,
  /** All of it has arrived, and it is being turned into a PDF, or could not be. */
  isConverting: z.boolean(),
});
export type Upload = z.infer<typeof Upload>;

/**
 * What became of a file that has arrived whole: a paper; or, for an office file, a job that takes a while, with so many
 * others `ahead` of it. Whoever asks again later gets the paper, or the refusal.
 */
export const FinishedUpload = z.discriminatedUnion('state', [
  z.object({ state: z.literal('paper'), paper: Paper }),
  z.object({ state: z.literal('converting'), ahead: z.int().min(0) }),
]);
export type FinishedUpload = z.infer<typeof FinishedUpload>;

/** What has changed in a paper since this person last had it open. */
export const DigestEntry = z.object({
  paper: PaperId,
  /** The version that they had open last. */
  seenVersion: VersionId.nullable(),
  /** There is a newer version than that. */
  changed: z.boolean(),
  /** It came after they had begun to read the papers of this meeting, and they have not opened it. */
  isNew: z.boolean(),
  /** Others have written on its shared layer since. */
  newMarks: z.boolean(),
  /** How often they have been called upon (@) since, on the shared layer or their unit's. A copy may know nothing of it. */
  mentions: z.int().min(0).default(0),
});
export type DigestEntry = z.infer<typeof DigestEntry>;

export const ReadingPlace = z.object({
  page: z.int().min(0).max(20_000),
  /** Points below the top of the page, as it is shown unrotated. */
  y: z.number().min(-1000).max(20_000),
});
export type ReadingPlace = z.infer<typeof ReadingPlace>;

/** Who has opened a paper's current version, in the order in which they did. */
export const PaperCoverage = z.object({
  paper: PaperId,
  opened: z.array(z.object({ person: PersonId, at: z.int() })),
});
export type PaperCoverage = z.infer<typeof PaperCoverage>;

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
      /** A new version of this paper, which keeps its item, title, number and readers. */
      paper: PaperId.optional(),
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
    summary:
      'Turns the file into a paper of its agenda item, or a version of one; an office file takes a while',
    access: 'signedIn',
    params: z.object({ upload: UploadId }),
    query: none,
    body: z.undefined(),
    response: FinishedUpload,
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
  /** As it was brought. Not JSON: the response schema describes nothing. */
  original: endpoint({
    method: 'GET',
    path: '/api/versions/:version/original',
    summary: 'The office file that this version was made from',
    access: 'signedIn',
    params: z.object({ version: VersionId }),
    query: none,
    body: z.undefined(),
    response: z.unknown(),
  }),
  recognition: endpoint({
    method: 'GET',
    path: '/api/versions/:version/ocr',
    summary: 'Whether the words of this scanned paper have been recognised',
    access: 'signedIn',
    params: z.object({ version: VersionId }),
    query: none,
    body: z.undefined(),
    response: Recognition,
  }),
  startRecognition: endpoint({
    method: 'POST',
    path: '/api/versions/:version/ocr',
    summary: 'Has the words of a scanned paper recognised, by whoever may bring papers',
    access: 'signedIn',
    params: z.object({ version: VersionId }),
    query: none,
    body: z.undefined(),
    response: Recognition,
  }),
  removeRecognition: endpoint({
    method: 'DELETE',
    path: '/api/versions/:version/ocr',
    summary: 'Stops the recognition, or throws what it found away',
    access: 'signedIn',
    params: z.object({ version: VersionId }),
    query: none,
    body: z.undefined(),
    response: Recognition,
  }),
  recognisedPage: endpoint({
    method: 'GET',
    path: '/api/versions/:version/ocr/:page',
    summary: 'The recognised words of one page, with their places; pages count from 0',
    access: 'signedIn',
    params: z.object({ version: VersionId, page: z.coerce.number().pipe(z.int().min(0).max(20_000)) }),
    query: none,
    body: z.undefined(),
    response: RecognisedPage,
  }),
  digest: endpoint({
    method: 'GET',
    path: '/api/meetings/:meeting/digest',
    summary: 'What has changed in the papers since this person last read them',
    access: 'signedIn',
    params: z.object({ meeting: MeetingId }),
    query: none,
    body: z.undefined(),
    response: z.object({ papers: z.array(DigestEntry) }),
  }),
  coverage: endpoint({
    method: 'GET',
    path: '/api/meetings/:meeting/coverage',
    summary:
      'Who has opened the current version of which paper, and when first; for the chair and secretaries',
    access: 'signedIn',
    params: z.object({ meeting: MeetingId }),
    query: none,
    body: z.undefined(),
    response: z.object({ papers: z.array(PaperCoverage) }),
  }),
  mentions: endpoint({
    method: 'GET',
    path: '/api/mentions',
    summary: 'How often this person has been called upon in each meeting since they last read its papers',
    access: 'signedIn',
    params: none,
    query: none,
    body: z.undefined(),
    response: z.object({ meetings: z.array(z.object({ meeting: MeetingId, count: z.int().min(1) })) }),
  }),
  packPlace: endpoint({
    method: 'GET',
    path: '/api/meetings/:meeting/place',
    summary: 'The paper in which this person was last, on whatever device',
    access: 'signedIn',
    params: z.object({ meeting: MeetingId }),
    query: none,
    body: z.undefined(),
    response: z.object({ paper: PaperId.nullable() }),
  }),
  setPackPlace: endpoint({
    method: 'PUT',
    path: '/api/meetings/:meeting/place',
    summary: 'Remembers the paper in which this person is',
    access: 'signedIn',
    params: z.object({ meeting: MeetingId }),
    query: none,
    body: z.object({ paper: PaperId.nullable() }),
    response: z.object({ ok: z.literal(true) }),
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
