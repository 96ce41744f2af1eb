import type { Vote } from '#protocol/ballots/records';
import { decide } from '#protocol/meeting/decide';
import { isInWriting } from '#protocol/meeting/in-writing';
import { AppError, refuse, type Refusal } from '#protocol/wire/codes';
import type { MeetingId, PersonId } from '#protocol/wire/ids';
import type { Environment } from '../../environment.ts';
import type { Companion } from '../meeting/meetings.ts';
import type { BallotBox, PutIn } from './ballot-box.ts';

const NOTHING = () => [];

/**
 * What commands of votes need beside the rules: the voter's password where a vote asks for it, and the box of a secret one.
 * `confirm` throws when the password isn't that person's, or when it was guessed too often.
 */
export function votingCompanion(
  box: BallotBox,
  env: Environment,
  confirm: (person: PersonId, password: string) => Promise<void>,
): Companion {
  const confirmed = async (person: PersonId, password: string | null): Promise<Refusal | undefined> => {
    try {
      await confirm(person, password ?? '');
      return undefined;
    } catch (error) {
      // Nothing to be logged as a fault.
      if (error instanceof AppError) return refuse(error.code);
      throw error;
    }
  };
  /** Makes the keys of secret votes that begin. */
  const begun = async (id: MeetingId, votes: readonly Vote[]): Promise<typeof NOTHING | Refusal> => {
    for (const vote of votes) {
      if (vote.status !== 'draft' || vote.fields.kind !== 'secret') continue;
      await box.prepare(id, vote.id);
      const opening = await box.opening(id, vote);
      if ('code' in opening) return opening;
    }
    return NOTHING;
  };
  return {
    async before(id, state, command, member) {
      const { type } = command;
      if (type === 'meeting.open' || type === 'meeting.send') {
        // In writing all votes begin with their meeting.
        if (state === undefined || !isInWriting(state.fields)) return NOTHING;
        const mayBegin = decide(state, command, member, env.now()).ok;
        return mayBegin ? begun(id, state.voting.votes) : NOTHING;
      }
      if (type !== 'vote.open' && type !== 'vote.cast' && type !== 'vote.stop' && type !== 'vote.void')
        return NOTHING;
      const vote = state?.voting.votes.find((entry) => entry.id === command.id);
      const isSecret = vote?.fields.kind === 'secret';
      const asksPassword = type === 'vote.cast' && vote?.fields.needsPassword === true;
      if (vote === undefined || !(isSecret || asksPassword)) return NOTHING;
      // Whoever is refused anyhow makes no keys, and learns nothing about passwords.
      if (!decide(state, command, member, env.now()).ok) return NOTHING;
      switch (type) {
        case 'vote.open':
          return begun(id, [vote]);
        case 'vote.cast': {
          const { seat, password, ...ballot } = command;
          const refused = asksPassword ? await confirmed(member.id, password) : undefined;
          if (refused !== undefined || !isSecret) return refused ?? NOTHING;
          const putIn = await box.opening(id, vote);
          if ('code' in putIn) return putIn;
          return () => {
            const put = putIn(seat, ballot);
            return 'code' in put ? put : [put];
          };
        }
        case 'vote.stop':
          // A stop that can't be followed by a count would end in nothing: the chair declares the vote void instead.
          return vote.status !== 'counted' ? orNothing(await box.opening(id, vote)) : NOTHING;
        case 'vote.void':
          return () => [box.emptied(id, vote.id)];
      }
    },
    lost: (id) => box.lost(id),
  };
}

function orNothing(opening: PutIn | Refusal): typeof NOTHING | Refusal {
  return 'code' in opening ? opening : NOTHING;
}
