import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { sealBytes, type Seal } from '#protocol/wire/stream';
import type { StreamHead } from '#protocol/wire/chain';

/** Signs where streams end, with this server's own key. */
export type LogSigner = (stream: string, head: StreamHead) => Seal;

/** DER around the 32 bytes of an Ed25519 private key (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
/** Bytes of DER before those of a public key. */
const SPKI = 12;

/** A signer whose key is made of 32 secret bytes: the same bytes, the same key. */
export function createLogSigner(secret: Uint8Array): LogSigner {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8, secret]),
    format: 'der',
    type: 'pkcs8',
  });
  const key = publicBytes(privateKey).toString('base64url');
  return (stream, { seq, hash }) => ({
    seq,
    hash,
    key,
    signature: sign(null, sealBytes(stream, seq, hash), privateKey).toString('base64url'),
  });
}

function publicBytes(privateKey: KeyObject): Buffer {
  return createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(SPKI);
}
