import { z } from 'zod';
import { call } from './contract.ts';
import { serverAddress } from './server-address.ts';

/**
 * The bearer token of the signed-in person, one for each server. `protected` is false where the operating
 * system offers no keyring: the token is then only obfuscated on disk, and the page must say so.
 */
export const session = {
  load: call(
    'bantron:session/load',
    z.strictObject({ server: serverAddress }),
    z.strictObject({ token: z.string().nullable(), protected: z.boolean() }),
  ),
  store: call(
    'bantron:session/store',
    z.strictObject({ server: serverAddress, token: z.string().min(1).max(4096) }),
    z.strictObject({ protected: z.boolean() }),
  ),
  clear: call('bantron:session/clear', z.strictObject({ server: serverAddress }), z.null()),
};
