import { guestSees } from '../agenda/visibility.ts';
import type { MeetingRole, MeetingState } from '../meeting/records.ts';
import type { PersonId } from '../wire/ids.ts';
import { votersOf } from './decide.ts';
import type { Vote, Voting } from './records.ts';

/**
 * The voting as somebody may see it who doesn't run the meeting: votes that have begun, of items that they know of; what
 * others chose in a named vote once it is shown; a result once it is published. `standsFor`: whose seat they have.
 */
export function visibleVoting(
  { voting, agenda }: Pick<MeetingState, 'voting' | 'agenda'>,
  me: PersonId,
  role: MeetingRole,
  standsFor: PersonId | null,
): Voting {
  const isFor = ({ fields: { item } }: Vote) =>
    role !== 'guest' || item === null || guestSees(agenda, me, item);
  return {
    ...voting,
    votes: voting.votes.flatMap((vote) => (vote.openedAt !== null && isFor(vote) ? [discreet(vote)] : [])),
  };

  function discreet(vote: Vote): Vote {
    const { count, fields } = vote;
    const isHidden = count !== null && !count.isPublished;
    const mayKnow = fields.show === 'live';
    return {
      ...vote,
      status: isHidden && vote.status === 'counted' ? 'stopped' : vote.status,
      count: isHidden ? null : count,
      casts: vote.casts.map((entry) => {
        const voters = votersOf(entry.seat, entry.by);
        const isOwn = voters.includes(me) || (standsFor !== null && voters.includes(standsFor));
        return mayKnow || isOwn ? entry : { ...entry, choice: null, reason: '' };
      }),
    };
  }
}
