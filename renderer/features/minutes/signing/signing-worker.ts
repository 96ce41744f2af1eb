import { zipSync } from 'fflate';
import forge from 'node-forge';
import { BUNDLE_FILES, writeManifest } from '#protocol/minutes/bundle';
import { Hash } from '#protocol/wire/ids';
import { binary, openCertificate, type CertificateFault } from './certificate-file.ts';
import { signPdf } from './pdf-signature.ts';

/** What the worker is asked for: one message, one answer. Keys and passwords go no further than here. */
export type SigningOrder =
  | {
      readonly is: 'sign';
      readonly pdf: Uint8Array;
      readonly file: Uint8Array;
      readonly password: string;
      readonly now: number;
    }
  | { readonly is: 'bundle'; readonly files: ReadonlyMap<string, Uint8Array> }
  | {
      readonly is: 'check';
      readonly pdf: Uint8Array;
      readonly hash: Hash;
      readonly claims: readonly Claim[];
    };

/** That this signature (base64url) of this key stands under these bytes. */
export interface Claim {
  readonly bytes: Uint8Array;
  readonly key: string;
  readonly signature: string;
}

export type SigningNews =
  | { readonly is: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** Whether the file is the one that is named, and which claims hold. */
  | { readonly is: 'checked'; readonly isFile: boolean; readonly holds: readonly boolean[] }
  | { readonly is: 'fault'; readonly code: CertificateFault | 'broken'; readonly reason: string };

addEventListener('message', ({ data }: MessageEvent<SigningOrder>) => {
  done(data).then(postMessage, (error: unknown) =>
    postMessage({ is: 'fault', code: 'broken', reason: String(error) } satisfies SigningNews),
  );
});

async function done(order: SigningOrder): Promise<SigningNews> {
  if (order.is === 'sign') {
    const certificate = openCertificate(order.file, order.password, order.now);
    if (typeof certificate === 'string')
      return { is: 'fault', code: certificate, reason: 'the certificate can’t sign' };
    return { is: 'bytes', bytes: await signPdf(order.pdf, certificate, order.now) };
  }
  if (order.is === 'check') {
    const holds = order.claims.map(({ bytes, key, signature }) =>
      forge.pki.ed25519.verify({
        message: forge.util.createBuffer(binary(bytes)),
        signature: fromBase64Url(signature),
        publicKey: fromBase64Url(key),
      }),
    );
    return { is: 'checked', isFile: sha256(order.pdf) === order.hash, holds };
  }
  const listed = [...order.files].map(([name, bytes]) => ({ name, sha256: sha256(bytes) }));
  const files = [...order.files, [BUNDLE_FILES.manifest, writeManifest(listed, sha256)] as const];
  return { is: 'bytes', bytes: new Uint8Array(zipSync(Object.fromEntries(files))) };
}

/** By the library: a page on plain http may not ask the browser. */
function sha256(bytes: Uint8Array): Hash {
  const digest = forge.md.sha256.create();
  digest.update(binary(bytes));
  return Hash.parse(digest.digest().toHex());
}

function fromBase64Url(text: string): Uint8Array {
  const written = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(written, (letter) => letter.charCodeAt(0));
}
