import { createPublicKey, hash, verify } from 'node:crypto';
import type { Verifying } from '#protocol/meeting/log-file';
import type { Hash } from '#protocol/wire/ids';

/** DER before the 32 bytes of an Ed25519 public key (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** Hashes and signatures as this machine's Node computes them. */
export const VERIFYING: Verifying = {
  // What this makes is a hash: looking at each of a hundred thousand takes longer than making it.
  sha256: (bytes) => hash('sha256', bytes, 'hex') as Hash,
  isSignedBy(bytes, signature, key) {
    const der = Buffer.concat([SPKI, Buffer.from(key, 'base64url')]);
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return verify(null, bytes, publicKey, Buffer.from(signature, 'base64url'));
  },
};
