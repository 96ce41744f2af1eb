import { MAX_PICTURE_FILE, MAX_PICTURES, pictureKind } from '#protocol/minutes/picture';
import { minutesRight } from '#protocol/minutes/rights';
import type { Member } from '#protocol/meeting/rights';
import { AppError } from '#protocol/wire/codes';
import type { Hash, MeetingId } from '#protocol/wire/ids';
import type { Environment } from '../../environment.ts';
import type { Blobs } from '../../storage/blobs/port.ts';
import { blobReferenced } from '../../storage/blobs/references.ts';
import { ConflictError, type Storage } from '../../storage/port.ts';
import { wholeFile } from '../whole-file.ts';
import type { Meetings } from '../meeting/meetings.ts';

/**
 * The pictures in the text of minutes. They stay for as long as their meeting: an editor's undo, and a moment of the history, may
 * bring one back that was taken out.
 */
export interface MinutesPictures {
  /** Takes a picture by whoever may write. The same one twice is kept once. */
  put(member: Member, meeting: MeetingId, bytes: AsyncIterable<Uint8Array>): Promise<{ hash: Hash }>;
  /** How many bytes it has, for whoever may read the draft. `AppError('notFound')` for everything else. */
  readable(member: Member, meeting: MeetingId, hash: Hash): Promise<number>;
}

export interface MinutesPicturesParts {
  readonly storage: Storage;
  readonly env: Pick<Environment, 'now'>;
  readonly meetings: Pick<Meetings, 'now'>;
  readonly blobs: Blobs;
}

export function createMinutesPictures({
  storage,
  env,
  meetings,
  blobs,
}: MinutesPicturesParts): MinutesPictures {
  const { sql } = storage;
  const rightOf = async (member: Member, meeting: MeetingId) => {
    const { state } = await meetings.now(meeting);
    return state === undefined ? 'unknown' : minutesRight(state, member.id, env.now());
  };
  return {
    async put(member, meeting, bytes) {
      const right = await rightOf(member, meeting);
      if (right === 'unknown') throw new AppError('notFound');
      if (right !== 'write') throw new AppError('notAllowed');
      const whole = await wholeFile(bytes, MAX_PICTURE_FILE);
      if (pictureKind(whole) === undefined) throw new AppError('badRequest');
      const { hash } = await blobs.put(whole);
      const known = await storage.read(
        sql.selectFrom('minutes_picture').select('hash').where('meeting', '=', meeting).compile(),
      );
      if (known.some((row) => row.hash === hash)) return { hash };
      if (known.length >= MAX_PICTURES) throw new AppError('tooMany');
      const insert = sql
        .insertInto('minutes_picture')
        .values({ meeting, hash })
        .onConflict((conflict) => conflict.doNothing())
        .compile();
      try {
        await storage.commit([blobReferenced(storage, hash, whole.length), { query: insert, changes: 1 }]);
      } catch (error) {
        // Two brought the same one at once: it is referred to once.
        if (!(error instanceof ConflictError)) throw error;
      }
      return { hash };
    },
    async readable(member, meeting, hash) {
      const right = await rightOf(member, meeting);
      const rows =
        right === 'unknown' || right === 'none'
          ? []
          : await storage.read(
              sql
                .selectFrom('minutes_picture')
                .select('hash')
                .where('meeting', '=', meeting)
                .where('hash', '=', hash)
                .compile(),
            );
      const size = rows.length === 0 ? undefined : await blobs.size(hash);
      if (size === undefined) throw new AppError('notFound');
      return size;
    },
  };
}
