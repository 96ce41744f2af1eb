import { z } from 'zod';
import { endpoint } from '../wire/endpoint.ts';
import { Hash, MeetingId, PersonId } from '../wire/ids.ts';
import { FrozenMinutes, PersonSignature } from './records.ts';

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
  /** Refused as the command `minutes.sign` would be, and as a sign-in is when the password is wrong. Nothing is signed by it yet. */
  signature: endpoint({
    method: 'POST',
    path: '/api/meetings/:meeting/minutes/signature',
    summary:
      'Makes the caller’s signature under the approved minutes with their key, for the command minutes.sign',
    access: 'signedIn',
    params: z.object({ meeting: MeetingId }),
    query: none,
    body: z.object({
      /** What the person was shown: `conflict` when something else is approved by now. */
      approved: FrozenMinutes,
      /** The PDF that they put a signature in, on the server already. */
      pdf: Hash.nullable(),
      password: z.string().max(1000),
    }),
    response: PersonSignature,
  }),
  registerKey: endpoint({
    method: 'POST',
    path: '/api/me/signing-keys',
    summary: 'Registers the public key that a device of the caller’s keeps, with their password',
    access: 'signedIn',
    params: none,
    query: none,
    body: z.object({ key: PersonSignature.shape.key, password: z.string().max(1000) }),
    response: z.object({ ok: z.literal(true) }),
  }),
  /** Also of keys that were replaced: what was signed with them stays signed. */
  keys: endpoint({
    method: 'GET',
    path: '/api/meetings/:meeting/minutes/keys',
    summary:
      'The public keys, as this server registered them, of the caller and of those who signed the minutes',
    access: 'signedIn',
    params: z.object({ meeting: MeetingId }),
    query: none,
    body: z.undefined(),
    response: z.object({
      keys: z.array(
        z.object({
          person: PersonId,
          key: PersonSignature.shape.key,
          madeAt: z.int(),
          isCurrent: z.boolean(),
        }),
      ),
    }),
  }),
} as const;
