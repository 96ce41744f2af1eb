import { z } from 'zod';
import { call, push } from './contract.ts';

/** What a `bantron://` link may ask for. */
const openedLink = z.strictObject({
  kind: z.literal('meeting'),
  meetingId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
});

/** A parsed `bantron://` link. */
export type OpenedLink = z.infer<typeof openedLink>;

/**
 * Reads `bantron://meeting/<id>`. Anything else is null: a link comes from outside and may be made by anybody,
 * so it can only name a meeting, never a server, a path or a command.
 */
export function parseLink(text: string): OpenedLink | null {
  const match = /^bantron:\/\/meeting\/([A-Za-z0-9_-]{1,64})\/?$/.exec(text);
  const meetingId = match?.[1];
  return meetingId === undefined ? null : { kind: 'meeting', meetingId };
}

/**
 * Links are pulled, and the push says only that there is one: a link that started the app waits until the page
 * is ready to follow it, and none is followed twice.
 */
export const links = {
  take: call('bantron:links/take', z.undefined(), openedLink.nullable()),
};

/** Sent when a link has arrived that {@link links.take} will return. */
export const linkArrived = push('bantron:links/arrived', z.null());
