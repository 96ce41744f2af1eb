import { z } from 'zod';
import { LogFile, verifyLog, type LogReport, type Verifying } from '../meeting/log-file.ts';
import { canonicalJson } from '../wire/canonical-json.ts';
import { Hash, type PersonId } from '../wire/ids.ts';
import { maySignAs, nextSigner } from './decide.ts';
import type { SignerRole } from './records.ts';
import { isContinued, statementBytes, statementsOf } from './signing.ts';

/** The files of approved minutes as they are taken away together (hồ sơ biên bản), by their names. */
export const BUNDLE_FILES = {
  /** Names the others with their hashes. */
  manifest: 'manifest.json',
  /** What was approved. */
  pdf: 'bien-ban.pdf',
  snapshot: 'bien-ban.json',
  /** The same to work on. Nobody signed it. */
  docx: 'bien-ban.docx',
  /** The log of the meeting, with the approval and the signatures. */
  log: 'nhat-ky.json',
  readMe: 'doc-truoc.txt',
} as const;

/** Name of the PDF that has the nth signature in it, from 1. */
export function signedPdfName(n: number): string {
  return `bien-ban-ky-${n}.pdf`;
}

/** What lies in the bundle. It finds what was damaged; against forgery stand the log and the signatures. */
const ManifestText = z.strictObject({
  format: z.literal('bantron-minutes'),
  version: z.literal(1),
  files: z.array(z.strictObject({ name: z.string().max(100), sha256: Hash })).max(20),
});
type Listed = z.infer<typeof ManifestText>['files'];
/** `sum` is the hash of the rest, so that damage to the manifest itself isn't taken for damage to what it names. */
const BundleManifest = ManifestText.extend({ sum: Hash });

const encoder = new TextEncoder();

/** The manifest of these files, as bytes. The same files give the same bytes. */
export function writeManifest(files: Listed, sha256: Verifying['sha256']): Uint8Array<ArrayBuffer> {
  const text = { format: 'bantron-minutes', version: 1, files } as const;
  const sum = sha256(encoder.encode(canonicalJson(text)));
  return encoder.encode(canonicalJson({ ...text, sum }));
}

/**
 * What is wrong with a file: `missing` or `changed` since the bundle was made, `foreign` to it, `unreadable`; `log`: the log
 * itself has faults; `notApproved`: it tells of no approval; `notWhatWasApproved`: it isn't the file that the log names;
 * `notContinued`: a signed PDF doesn't begin with the PDF that was to be signed; `signature`: a signature isn't that of the
 * key, or not under this; `order`: those who signed aren't who had to, in their order.
 */
export interface BundleFault {
  readonly file: string;
  readonly is:
    | 'missing'
    | 'changed'
    | 'foreign'
    | 'unreadable'
    | 'log'
    | 'notApproved'
    | 'notWhatWasApproved'
    | 'notContinued'
    | 'signature'
    | 'order';
  /** Whose signature. */
  readonly person?: PersonId;
}

export interface CheckedSignature {
  readonly person: PersonId;
  readonly name: string;
  readonly as: SignerRole;
  readonly at: number;
  readonly key: string;
  readonly holds: boolean;
  /** The name of the PDF with a signature in it. */
  readonly pdf: string | null;
}

export interface BundleReport {
  readonly faults: readonly BundleFault[];
  readonly log: { readonly file: LogFile; readonly report: LogReport } | undefined;
  readonly signatures: readonly CheckedSignature[];
}

/** Verifies a bundle with nothing but itself. Takes any bytes; never throws. */
export function verifyBundle(files: ReadonlyMap<string, Uint8Array>, verifying: Verifying): BundleReport {
  const { sha256, isSignedBy } = verifying;
  const faults: BundleFault[] = damagedFiles(files, sha256);
  const { pdf, snapshot, log } = BUNDLE_FILES;
  const file = parsed(LogFile, files.get(log));
  if (file === undefined) {
    if (files.has(log)) faults.push({ file: log, is: 'unreadable' });
    return { faults, log: undefined, signatures: [] };
  }
  const report = verifyLog(file, verifying);
  if (report.faults.length > 0) faults.push({ file: log, is: 'log' });
  const kept = { file, report };
  const { state } = report;
  const approved = state?.minutes.approved ?? null;
  if (state === undefined || approved === null) {
    faults.push({ file: log, is: 'notApproved' });
    return { faults, log: kept, signatures: [] };
  }
  const isFile = (name: string, hash: Hash) => {
    const bytes = files.get(name);
    if (bytes !== undefined && sha256(copied(bytes)) !== hash)
      faults.push({ file: name, is: 'notWhatWasApproved' });
    return bytes;
  };
  isFile(snapshot, approved.snapshot);
  let before = isFile(pdf, approved.pdf);
  const signatures: CheckedSignature[] = [];
  for (const [n, { signature, statement }] of statementsOf(state.id, state.minutes).entries()) {
    const { person, as, at, key } = signature;
    const holds = isSignedBy(statementBytes(statement), signature.signature, key);
    if (!holds) faults.push({ file: log, is: 'signature', person });
    const earlier = { ...state.minutes, signatures: state.minutes.signatures.slice(0, n) };
    if (nextSigner({ ...state, minutes: earlier }) !== as || !maySignAs(state, person, as))
      faults.push({ file: log, is: 'order', person });
    const signedName = signature.pdf === null ? null : signedPdfName(n + 1);
    if (signature.pdf !== null && signedName !== null) {
      const bytes = isFile(signedName, signature.pdf);
      if (bytes === undefined) faults.push({ file: signedName, is: 'missing' });
      else {
        if (before !== undefined && !isContinued(before, bytes))
          faults.push({ file: signedName, is: 'notContinued' });
        before = bytes;
      }
    }
    const name = file.names.find((entry) => entry.person === person)?.name ?? '';
    signatures.push({ person, name, as, at, key, holds, pdf: signedName });
  }
  return { faults, log: kept, signatures };
}

function damagedFiles(files: ReadonlyMap<string, Uint8Array>, sha256: Verifying['sha256']): BundleFault[] {
  const name = BUNDLE_FILES.manifest;
  const bytes = files.get(name);
  if (bytes === undefined) return [{ file: name, is: 'missing' }];
  const manifest = parsed(BundleManifest, bytes);
  if (manifest === undefined) return [{ file: name, is: 'unreadable' }];
  if (!isSame(writeManifest(manifest.files, sha256), bytes)) return [{ file: name, is: 'changed' }];
  const faults: BundleFault[] = [];
  const named = new Set<string>([name]);
  for (const { name: one, sha256: hash } of manifest.files) {
    named.add(one);
    const content = files.get(one);
    if (content === undefined) faults.push({ file: one, is: 'missing' });
    else if (sha256(copied(content)) !== hash) faults.push({ file: one, is: 'changed' });
  }
  const { pdf, snapshot, log } = BUNDLE_FILES;
  // A manifest may leave out nothing that the approval and the signatures are about.
  for (const one of [pdf, snapshot, log])
    if (!named.has(one) && !files.has(one)) faults.push({ file: one, is: 'missing' });
  for (const one of files.keys()) if (!named.has(one)) faults.push({ file: one, is: 'foreign' });
  return faults;
}

function parsed<T>(schema: z.ZodType<T>, bytes: Uint8Array | undefined): T | undefined {
  if (bytes === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return undefined;
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, n) => byte === b[n]);
}

/** Bytes of their own: what is hashed may lie in another's memory. */
function copied(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
