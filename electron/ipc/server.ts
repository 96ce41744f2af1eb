import { z } from 'zod';
import { call } from './contract.ts';
import { serverAddress } from './server-address.ts';

/**
 * The server this computer belongs to. Setting or clearing it changes the connect-src of the next page load,
 * not of the page that is open; `preset` says that it came from the environment and can't be cleared for good.
 */
export const server = {
  get: call(
    'bantron:server/get',
    z.undefined(),
    z.strictObject({ address: serverAddress.nullable(), preset: z.boolean() }),
  ),
  set: call('bantron:server/set', z.strictObject({ address: serverAddress }), z.null()),
  clear: call('bantron:server/clear', z.undefined(), z.null()),
};
