import { MAX_MINUTES_FILE } from '#protocol/minutes/api';
import { isFrozen } from '#protocol/minutes/records';
import { mayReadFrozen } from '#protocol/minutes/rights';
import { isOver, roleIn, type Member } from '#protocol/meeting/rights';
import { AppError, refuse, type Refusal } from '#protocol/wire/codes';
import type { Hash, MeetingId } from '#protocol/wire/ids';
import type { Blobs } from '../../storage/blobs/port.ts';
import { blobReferenced } from '../../storage/blobs/references.ts';
import type { Statement, Storage } from '../../storage/port.ts';
import { wholeFile } from '../whole-file.ts';
import type { BroughtFiles } from './brought-files.ts';
import type { Companion, Meetings } from '../meeting/meetings.ts';

/** The files of approved minutes: what was approved, and PDFs with signatures. */
export interface MinutesFiles {
  /** Takes a file that is about to be approved or signed. Nobody can read it until an event refers to it. */
  put(
    member: Member,
    meeting: MeetingId,
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<{ hash: Hash; bytes: number }>;
  /** Whether the person may read it, and what it is. `AppError('notFound')` for everything else. */
  readable(
    member: Member,
    meeting: MeetingId,
    hash: Hash,
  ): Promise<{ hash: Hash; bytes: number; kind: 'pdf' | 'json' }>;
}

export function createMinutesFiles(
  meetings: Pick<Meetings, 'now'>,
  blobs: Blobs,
  brought: BroughtFiles,
): MinutesFiles {
  return {
    async put(member, meeting, bytes) {
      const { state } = await meetings.now(meeting);
      const role = state && roleIn(state, member.id);
      if (state === undefined || role === undefined) throw new AppError('notFound');
      if (role !== 'chair' && role !== 'secretary') throw new AppError('notAllowed');
      if (!isOver(state)) throw new AppError('meetingRunning');
      const whole = await wholeFile(bytes, MAX_MINUTES_FILE);
      if (whole.length === 0) throw new AppError('emptyFile');
      const put = await blobs.put(whole);
      brought.add(meeting, put.hash);
      return put;
    },
    async readable(member, meeting, hash) {
      const { state } = await meetings.now(meeting);
      if (state === undefined || !mayReadFrozen(state, member.id)) throw new AppError('notFound');
      const { approved, signatures } = state.minutes;
      const isPdf = approved?.pdf === hash || signatures.some(({ pdf }) => pdf === hash);
      const bytes = isPdf || approved?.snapshot === hash ? await blobs.size(hash) : undefined;
      if (bytes === undefined) throw new AppError('notFound');
      return { hash, bytes, kind: isPdf ? 'pdf' : 'json' };
    },
  };
}

/** Has what an approval or a signature names kept for as long as the log says so; refuses what nobody has brought for it. */
export function minutesCompanion(
  storage: Pick<Storage, 'sql'>,
  blobs: Blobs,
  brought: BroughtFiles,
): Companion {
  const referring = async (
    meeting: MeetingId,
    hashes: readonly Hash[],
  ): Promise<readonly Statement[] | Refusal> => {
    const statements: Statement[] = [];
    for (const hash of hashes) {
      const bytes = brought.has(meeting, hash) ? await blobs.size(hash) : undefined;
      if (bytes === undefined) return refuse('notFound');
      statements.push(blobReferenced(storage, hash, bytes));
    }
    return statements;
  };
  return {
    async before(id, state, command) {
      const hashes =
        command.type === 'minutes.approve'
          ? [command.snapshot, command.pdf]
          : command.type === 'minutes.sign' && command.pdf !== null && state && isFrozen(state.minutes)
            ? [command.pdf]
            : [];
      const statements = await referring(id, hashes);
      return 'code' in statements ? statements : () => statements;
    },
    lost: () => undefined,
  };
}
