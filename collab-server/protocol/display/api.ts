import { z } from 'zod';
import { endpoint } from '../wire/endpoint.ts';
import { DisplayLinkId, MeetingId, PersonId, VersionId } from '../wire/ids.ts';

const none = z.object({});
const ofMeeting = z.object({ meeting: MeetingId });
const done = z.object({ ok: z.literal(true) });

/** How long a link to a room's screen works, in milliseconds. */
export const DISPLAY_LINK_LIFE = 24 * 3_600_000;

/** Most links of one meeting at a time. */
export const MAX_DISPLAY_LINKS = 10;

/** A link to the room's screen that works, without what opens it. */
export const DisplayLink = z.object({
  id: DisplayLinkId,
  madeBy: PersonId,
  madeAt: z.int(),
  expiresAt: z.int(),
  /** Screens that have it open now. */
  open: z.int().min(0),
});
export type DisplayLink = z.infer<typeof DisplayLink>;

/** The scheme under which a screen sends its token: `Authorization: Display …`. It is no session's. */
export const DISPLAY_SCHEME = 'Display';

export const displayApi = {
  links: endpoint({
    method: 'GET',
    path: '/api/meetings/:meeting/displays',
    summary: 'Links to the screen of the room that work; for the chair and the secretaries',
    access: 'signedIn',
    params: ofMeeting,
    query: none,
    body: z.undefined(),
    response: z.object({ links: z.array(DisplayLink) }),
  }),
  /** The address is told once: the server keeps the hash of what opens it. */
  makeLink: endpoint({
    method: 'POST',
    path: '/api/meetings/:meeting/displays',
    summary:
      'Makes a link to the screen of the room, which works without signing in; for the chair and the secretaries',
    access: 'signedIn',
    params: ofMeeting,
    query: none,
    body: none.optional(),
    response: z.object({ id: DisplayLinkId, url: z.string(), expiresAt: z.int() }),
  }),
  removeLink: endpoint({
    method: 'DELETE',
    path: '/api/meetings/:meeting/displays/:display',
    summary: 'Revokes a link: the screens that have it open are closed',
    access: 'signedIn',
    params: ofMeeting.extend({ display: DisplayLinkId }),
    query: none,
    body: z.undefined(),
    response: done,
  }),
  pages: endpoint({
    method: 'GET',
    path: '/api/display/versions/:version/pages',
    summary: 'Length and page sizes of what a screen shows now; for whoever holds its link',
    access: 'anyone',
    params: z.object({ version: VersionId }),
    query: none,
    body: z.undefined(),
    /** Of each page width and height in points, and its rotation in degrees. */
    response: z.object({ bytes: z.int(), pages: z.array(z.tuple([z.number(), z.number(), z.number()])) }),
  }),
  bytes: endpoint({
    method: 'GET',
    path: '/api/display/versions/:version/bytes',
    summary: 'The PDF that a screen shows now, whole or by a Range header; for whoever holds its link',
    access: 'anyone',
    params: z.object({ version: VersionId }),
    query: none,
    body: z.undefined(),
    response: z.unknown(),
  }),
  checkIn: endpoint({
    method: 'POST',
    path: '/api/meetings/:meeting/check-in',
    summary: 'Checks the caller in as present in the room, with the code that its screen shows',
    access: 'signedIn',
    params: ofMeeting,
    query: none,
    /** As it was typed; what can't be a code is a wrong one. */
    body: z.object({ code: z.string().max(40) }),
    response: done,
  }),
} as const;
