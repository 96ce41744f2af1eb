import { z } from 'zod';
import { call } from './contract.ts';

/** The window the page is in. */
export const window = {
  setFullscreen: call('bantron:window/set-fullscreen', z.strictObject({ on: z.boolean() }), z.null()),
  isFullscreen: call('bantron:window/is-fullscreen', z.undefined(), z.boolean()),
  /**
   * Hands a link to the person's browser. Answers false, and opens nothing, for anything but an https address
   * without credentials: `file:`, `smb:` and the like would let a page start programs.
   */
  openExternal: call(
    'bantron:window/open-external',
    z.strictObject({ url: z.string().max(2048) }),
    z.strictObject({ opened: z.boolean() }),
  ),
};
