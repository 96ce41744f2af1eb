import { z } from 'zod';
import { call } from './contract.ts';
import { serverAddress } from './server-address.ts';

const whose = { server: serverAddress, person: z.string().regex(/^[\w-]{1,64}$/) };

/** The key with which a person signs minutes on this computer. It never leaves the main process. */
export const signing = {
  /**
   * The public key, which is made the first time: 32 bytes of Ed25519 in base64url. Null where the operating system offers no
   * keyring: a key that whoever reads the disk has is nobody's.
   */
  key: call(
    'bantron:signing/key',
    z.strictObject(whose),
    z.strictObject({
      key: z
        .string()
        .regex(/^[\w-]{43}$/)
        .nullable(),
    }),
  ),
  /** The signature under a statement about minutes, in base64url; null where there is no key, or it is no such statement. */
  sign: call(
    'bantron:signing/sign',
    z.strictObject({ ...whose, statement: z.string().max(4096) }),
    z.strictObject({
      signature: z
        .string()
        .regex(/^[\w-]{86}$/)
        .nullable(),
    }),
  ),
};
