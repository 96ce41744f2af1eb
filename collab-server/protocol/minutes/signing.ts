import type { MeetingState } from '../meeting/records.ts';
import { canonicalJson } from '../wire/canonical-json.ts';
import type { Hash, MeetingId, PersonId } from '../wire/ids.ts';
import { nextSigner } from './decide.ts';
import type { MinutesRecord, MinutesSignature, SignerRole } from './records.ts';

/** What somebody states with their signature under minutes. */
export interface SignedStatement {
  readonly meeting: MeetingId;
  /** What was approved, and when: a signature under one approval is none under the next. */
  readonly snapshot: Hash;
  readonly pdf: Hash;
  readonly approvedAt: number;
  readonly person: PersonId;
  readonly as: SignerRole;
  /** The signature that was there before: whoever signs second signs the first one too. Null: this is the first. */
  readonly previous: string | null;
  /** The PDF with a signature of this person's in it; null: they made none. */
  readonly signedPdf: Hash | null;
}

/** The bytes under which the signature stands. No other program's message, and no seal of a log, has the same. */
export function statementBytes(statement: SignedStatement): Uint8Array<ArrayBuffer> {
  const { meeting, snapshot, pdf, approvedAt, person, as, previous, signedPdf } = statement;
  const what = 'bantron minutes signature v1';
  return new TextEncoder().encode(
    canonicalJson({ what, meeting, snapshot, pdf, approvedAt, person, as, previous, signedPdf }),
  );
}

/** What this person states when they sign now; undefined where nothing is approved, or all have signed. */
export function nextStatement(
  state: Pick<MeetingState, 'id' | 'minutes' | 'participants'>,
  person: PersonId,
  signedPdf: Hash | null,
): SignedStatement | undefined {
  const { approved, signatures } = state.minutes;
  const as = nextSigner(state);
  if (approved === null || as === null) return undefined;
  const { snapshot, pdf, at: approvedAt } = approved;
  const previous = signatures.at(-1)?.signature ?? null;
  return { meeting: state.id, snapshot, pdf, approvedAt, person, as, previous, signedPdf };
}

/** The signatures under minutes in their order, each with what it has to stand under. */
export function statementsOf(
  meeting: MeetingId,
  { approved, signatures }: Pick<MinutesRecord, 'approved' | 'signatures'>,
): readonly { readonly signature: MinutesSignature; readonly statement: SignedStatement }[] {
  if (approved === null) return [];
  const { snapshot, pdf, at: approvedAt } = approved;
  return signatures.map((signature, n) => {
    const { person, as, pdf: signedPdf } = signature;
    const previous = signatures[n - 1]?.signature ?? null;
    return {
      signature,
      statement: { meeting, snapshot, pdf, approvedAt, person, as, previous, signedPdf },
    };
  });
}

/** The PDF that a signature in a PDF is added to: the last one that has one, or the approved one. */
export function pdfToSign({ approved, signatures }: MinutesRecord): Hash | undefined {
  return signatures.findLast(({ pdf }) => pdf !== null)?.pdf ?? approved?.pdf;
}

/** A PDF is signed by adding to it: `longer` begins with all of `shorter`, and goes on. */
export function isContinued(shorter: Uint8Array, longer: Uint8Array): boolean {
  return longer.length > shorter.length && shorter.every((byte, n) => longer[n] === byte);
}
