import { randomBytes } from 'node:crypto';
import { newReceipt, type Receipt, type Vote, type VoteFields } from '#protocol/ballots/records';
import type { MeetingCommand } from '#protocol/meeting/commands';
import { ID_LENGTH, newId, VoteId, type MeetingId } from '#protocol/wire/ids';
import { joinLive, type LiveClient } from './live-client.ts';
import { give, STARTS_AT } from './meeting-cast.ts';
import { addPerson, foundOrganisation, fresh, type Actor, type Reachable } from './running-server.ts';
import { SECRET_VOTE } from './vote-fields.ts';

/** As a voter's device chooses one. */
export function freshReceipt(): Receipt {
  return newReceipt(randomBytes(ID_LENGTH));
}

function freshVote(): VoteId {
  return newId(VoteId, randomBytes(ID_LENGTH));
}

/** Somebody who votes, with their connection. */
export interface Voter extends Actor {
  readonly live: LiveClient;
}

export interface Hall {
  readonly meeting: MeetingId;
  readonly admin: Actor;
  readonly chair: Voter;
  /** The chair and the delegates: whoever has a vote. */
  readonly voters: readonly Voter[];
}

/** A meeting in session with so many delegates, all of them connected. */
export async function openHall(server: Reachable, delegates: number): Promise<Hall> {
  const admin = await foundOrganisation(server);
  const actors: Actor[] = [];
  for (let n = 0; n <= delegates; n++)
    actors.push(await addPerson(server, admin, { name: `Đại biểu số ${n}`, role: 'official', rank: n + 1 }));
  const secretary = await addPerson(server, admin, { name: 'Trần Minh Đức', role: 'secretary' });
  const [chair] = actors;
  if (chair === undefined) throw new Error('nobody');
  const meeting = fresh.meeting();
  await give(secretary.client, meeting, {
    type: 'meeting.create',
    id: meeting,
    secretary: secretary.person.id,
    participants: actors.slice(1).map(({ person }) => ({ person: person.id, role: 'delegate' as const })),
    fields: {
      title: 'Kỳ họp',
      chair: chair.person.id,
      startsAt: STARTS_AT,
      endsAt: STARTS_AT + 3_600_000,
      place: 'Hội trường',
      mode: 'both',
      deputy: null,
      quorum: null,
    },
  });
  await give(chair.client, meeting, { type: 'meeting.open' });
  return joinHall(server, { meeting, admin, voters: actors });
}

/** They connect, and the meeting knows that they are there. */
export async function joinHall(
  server: Reachable,
  { meeting, admin, voters: actors }: Pick<Hall, 'meeting' | 'admin'> & { readonly voters: readonly Actor[] },
): Promise<Hall> {
  const voters = await Promise.all(
    actors.map(async (actor): Promise<Voter> => {
      const client = server.client(actor.client.token);
      return { ...actor, client, live: await joinLive(client, meeting) };
    }),
  );
  const [chair] = voters;
  if (chair === undefined) throw new Error('nobody');
  await chair.live.until(
    ({ state }) =>
      state !== undefined &&
      voters.every(({ person }) => state.attendance.some((one) => one.person === person.id)),
  );
  return { meeting, admin, chair, voters };
}

/** Prepares a vote and begins it. */
export async function openVote({ meeting, chair }: Hall, fields: VoteFields = SECRET_VOTE): Promise<VoteId> {
  const id = freshVote();
  await give(chair.client, meeting, { type: 'vote.prepare', id, fields, repeats: null });
  await give(chair.client, meeting, { type: 'vote.open', id });
  return id;
}

/** The command that casts a voter's own ballot. */
export function castCommand(
  { person }: Actor,
  id: VoteId,
  choice: number[],
  { receipt = freshReceipt(), password = null }: { receipt?: Receipt | null; password?: string | null } = {},
): Extract<MeetingCommand, { type: 'vote.cast' }> {
  return { type: 'vote.cast', id, seat: person.id, choice, receipt, reason: '', password };
}

/** Waits until somebody's client holds a vote that fits. */
export async function voteUntil({ live }: Voter, id: VoteId, fits: (vote: Vote) => boolean): Promise<Vote> {
  const find = () => live.state?.voting.votes.find((vote) => vote.id === id);
  await live.until(() => {
    const vote = find();
    return vote !== undefined && fits(vote);
  });
  const vote = find();
  if (vote === undefined) throw new Error('no such vote');
  return vote;
}
