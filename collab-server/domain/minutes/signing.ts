import { decide } from '#protocol/meeting/decide';
import type { Member } from '#protocol/meeting/rights';
import type { FrozenMinutes } from '#protocol/minutes/records';
import { mayReadFrozen } from '#protocol/minutes/rights';
import { isContinued, nextStatement, pdfToSign, statementBytes } from '#protocol/minutes/signing';
import { AppError, refuse } from '#protocol/wire/codes';
import type { Hash, MeetingId, PersonId } from '#protocol/wire/ids';
import type { Environment } from '../../environment.ts';
import type { Blobs } from '../../storage/blobs/port.ts';
import type { Companion, Meetings } from '../meeting/meetings.ts';
import { isSignedBy, type SigningKey, type SigningKeys } from './signing-keys.ts';

export interface SigningParts {
  readonly meetings: Pick<Meetings, 'now'>;
  readonly env: Pick<Environment, 'now'>;
  readonly keys: SigningKeys;
  /** Throws when the password isn't that person's, or when it was guessed too often. */
  readonly confirm: (person: PersonId, password: string) => Promise<void>;
  /** People of a sample, and whoever hasn't chosen one yet, have none. */
  readonly hasPassword: (person: PersonId) => Promise<boolean>;
}

export interface Signing {
  /** The person's signature under what they were shown. Throws what the command would be refused with, or `conflict`. */
  sign(
    member: Member,
    meeting: MeetingId,
    what: { readonly approved: FrozenMinutes; readonly pdf: Hash | null; readonly password: string },
  ): Promise<{ readonly key: string; readonly signature: string }>;
  /** Registers the key of a device of the person's, who gives their password for it. Throws as {@link SigningParts.confirm} does. */
  register(person: PersonId, key: string, password: string): Promise<void>;
  /** The registered keys of those who signed, and of the person. */
  keysOf(member: Member, meeting: MeetingId): Promise<readonly SigningKey[]>;
}

/** Stands for a signature where only the rules are asked. */
const ANY = { key: 'A'.repeat(43), signature: 'A'.repeat(86) };

export function createSigning({ meetings, env, keys, confirm, hasPassword }: SigningParts): Signing {
  const confirmed = async (person: PersonId, password: string) => {
    if (!(await hasPassword(person))) throw new AppError('noPassword');
    await confirm(person, password);
  };
  return {
    async register(person, key, password) {
      await confirmed(person, password);
      await keys.register(person, key);
    },
    async sign(member, meeting, { approved, pdf, password }) {
      const { state } = await meetings.now(meeting);
      // Whoever may not sign learns nothing about passwords, and gets no key.
      const decision = decide(state, { type: 'minutes.sign', ...ANY, pdf }, member, env.now());
      if (!decision.ok) throw new AppError(decision.code);
      const statement = state && nextStatement(state, member.id, pdf);
      if (statement === undefined) throw new AppError('broken');
      if (statement.snapshot !== approved.snapshot || statement.pdf !== approved.pdf)
        throw new AppError('conflict');
      await confirmed(member.id, password);
      return keys.sign(member.id, password, statementBytes(statement));
    },
    async keysOf(member, meeting) {
      const { state } = await meetings.now(meeting);
      if (state === undefined || !mayReadFrozen(state, member.id)) throw new AppError('notFound');
      const people = new Set([...state.minutes.signatures.map(({ person }) => person), member.id]);
      return (await Promise.all([...people].map((person) => keys.of(person)))).flat();
    },
  };
}

/** Refuses a signature that isn't that of a registered key of the person's, or not under what is approved. */
export function signingCompanion({
  env,
  keys,
  blobs,
}: Pick<SigningParts, 'env' | 'keys'> & { readonly blobs: Blobs }): Companion {
  return {
    async before(_id, state, command, member) {
      if (command.type !== 'minutes.sign' || state === undefined) return () => [];
      const { key, signature, pdf } = command;
      if (!decide(state, command, member, env.now()).ok) return () => [];
      const isTheirs = (await keys.of(member.id)).some((one) => one.key === key && one.isCurrent);
      const base = pdfToSign(state.minutes);
      if (!isTheirs) return refuse('badSignature');
      if (pdf !== null) {
        if (base === undefined || (await blobs.size(pdf)) === undefined) return refuse('notFound');
        if (!isContinued(await whole(blobs, base), await whole(blobs, pdf))) return refuse('badSignature');
      }
      return (decidedOn) => {
        // On what is decided, which may be another approval than the one that was looked at.
        const statement = decidedOn && nextStatement(decidedOn, member.id, pdf);
        const holds =
          statement !== undefined &&
          (pdf === null || pdfToSign(decidedOn?.minutes ?? state.minutes) === base) &&
          isSignedBy(statementBytes(statement), signature, key);
        return holds ? [] : refuse('badSignature');
      };
    },
    lost: () => undefined,
  };
}

async function whole(blobs: Blobs, hash: Hash): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of blobs.read(hash)) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
