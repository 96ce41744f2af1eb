import { createHmac } from 'node:crypto';
import { CheckInCode, checkInSlot, codeOfBytes } from '#protocol/display/check-in-code';
import { isInWriting } from '#protocol/meeting/in-writing';
import { seatOf, type Member } from '#protocol/meeting/rights';
import { AppError } from '#protocol/wire/codes';
import type { MeetingId, PersonId } from '#protocol/wire/ids';
import type { Environment } from '../../environment.ts';
import type { Meetings } from '../meeting/meetings.ts';
import { sameSecret } from '../people/secrets.ts';

/** So many wrong codes of one person in so many milliseconds shut the door for them. */
const WRONG_CODES = 10;
const WRONG_WITHIN = 10 * 60_000;

/**
 * Checking in with the code on the room's screen. The code is an HMAC of the meeting and the two minutes, with a secret
 * of the server: nothing has to be kept for it, and nobody can make one who doesn't see the screen.
 */
export interface CheckIn {
  /** What a meeting's screen shows now. */
  codeOf(meeting: MeetingId): CheckInCode;
  /**
   * Checks the member in as present in the room. Throws `notFound` for whoever isn't invited, `checkInCode` for a wrong
   * code, `slowDown` after ten of them, and what the meeting refuses.
   */
  enter(member: Member, meeting: MeetingId, typed: string): Promise<void>;
}

export function createCheckIn(env: Environment, meetings: Meetings, secret: Buffer): CheckIn {
  /** When each person was wrong; only what still counts. */
  const wrong = new Map<PersonId, readonly number[]>();

  const codeIn = (meeting: MeetingId, slot: number): CheckInCode =>
    codeOfBytes(createHmac('sha256', secret).update(`check-in ${meeting} ${slot}`).digest());
  const recent = (person: PersonId): readonly number[] =>
    (wrong.get(person) ?? []).filter((at) => at > env.now() - WRONG_WITHIN);
  const remember = (person: PersonId) => {
    for (const other of wrong.keys()) if (recent(other).length === 0) wrong.delete(other);
    wrong.set(person, [...recent(person), env.now()]);
  };

  return {
    codeOf: (meeting) => codeIn(meeting, checkInSlot(env.now())),
    async enter(member, meeting, typed) {
      const { state } = await meetings.now(meeting);
      if (state === undefined || seatOf(state, member.id) === undefined) throw new AppError('notFound');
      if (isInWriting(state.fields)) throw new AppError('heldInWriting');
      if (recent(member.id).length >= WRONG_CODES) throw new AppError('slowDown');
      const code = CheckInCode.safeParse(typed);
      const slot = checkInSlot(env.now());
      // Both are looked at always, so that the time it takes tells nothing.
      const fits = [slot, slot - 1].map(
        (each) => code.success && sameSecret(code.data, codeIn(meeting, each)),
      );
      if (!fits.includes(true)) {
        remember(member.id);
        throw new AppError('checkInCode');
      }
      const answer = await meetings.executeForServer(meeting, { type: 'person.checkIn', person: member.id });
      if (!answer.ok) throw new AppError(answer.code);
    },
  };
}
