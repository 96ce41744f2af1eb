import { z } from 'zod';
import { endpoint } from '../wire/endpoint.ts';
import { Hash, MeetingId } from '../wire/ids.ts';

const none = z.object({});

/** Most bytes of one file of the minutes. */
export const MAX_MINUTES_FILE = 50_000_000;

export const minutesApi = {
  /** Body: the bytes as `application/octet-stream`, at most {@link MAX_MINUTES_FILE}. It is kept once an event refers to it. */
  putFile: endpoint({
    method: 'PUT',
    path: '/api/meetings/:meeting/minutes/files',
    summary: 'Brings a file of the minutes, by whoever may approve or sign them',
    access: 'signedIn',
    params: z.object({ meeting: MeetingId }),
    query: none,
    body: z.unknown(),
    response: z.object({ hash: Hash, bytes: z.int() }),
  }),
  /** Not JSON: the response schema describes nothing. */
  file: endpoint({
    method: 'GET',
    path: '/api/meetings/:meeting/minutes/files/:hash',
    summary: 'A file of the approved minutes: what was approved as JSON or PDF, or a PDF with a signature',
    access: 'signedIn',
    params: z.object({ meeting: MeetingId, hash: Hash }),
    query: none,
    body: z.undefined(),
    response: z.unknown(),
  }),
  /** Body: the bytes as `application/octet-stream`, at most `MAX_PICTURE_FILE`. The same picture twice is one. */
  putPicture: endpoint({
    method: 'PUT',
    path: '/api/meetings/:meeting/minutes/pictures',
    summary: 'Brings a picture (PNG or JPEG) for the text of the minutes, by whoever may write it',
    access: 'signedIn',
    params: z.object({ meeting: MeetingId }),
    query: none,
    body: z.unknown(),
    response: z.object({ hash: Hash }),
  }),
  /** Not JSON: the response schema describes nothing. */
  picture: endpoint({
    method: 'GET',
    path: '/api/meetings/:meeting/minutes/pictures/:hash',
    summary: 'A picture of the minutes, for whoever may read their draft',
    access: 'signedIn',
    params: z.object({ meeting: MeetingId, hash: Hash }),
    query: none,
    body: z.undefined(),
    response: z.unknown(),
  }),
} as const;
