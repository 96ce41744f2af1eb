import { z } from 'zod';
import { DisplayView } from './view.ts';

/**
 * The channel of a room's screen: JSON text frames. The token of the link comes in the first message and never in the
 * address, which proxies write down.
 */
export const DISPLAY_CHANNEL = '/display/live';

/** Bytes of the only message that a screen sends. */
export const MAX_DISPLAY_FRAME = 2048;

/** 256 bits as text for an address. */
export const DisplayToken = z.string().regex(/^[\w-]{43}$/);

export const DisplayHello = z.object({ type: z.literal('hello'), protocol: z.int(), token: DisplayToken });
export type DisplayHello = z.infer<typeof DisplayHello>;

export const DisplayMessage = z.discriminatedUnion('type', [
  /** First, and whenever something of it has changed: replaces everything that the screen holds. */
  z.object({ type: z.literal('view'), view: DisplayView }),
  z.object({ type: z.literal('ping') }),
]);
export type DisplayMessage = z.infer<typeof DisplayMessage>;
