import type { Vote } from '#protocol/ballots/records';
import type { MeetingState } from '#protocol/meeting/records';
import { parseMeetingEvent } from '#protocol/meeting/events';
import type { MeetingId, VoteId } from '#protocol/wire/ids';
import type { Environment, Timer } from '../../environment.ts';
import type { Meetings } from '../meeting/meetings.ts';
import type { BallotBox } from './ballot-box.ts';

/** When counting is tried again after a fault of the disk, in milliseconds. */
const AGAIN_AFTER = 2000;

/**
 * Counts secret votes once their stop is on the disk, takes the ballots out in the same unit, and destroys the key once that
 * is on the disk too.
 */
export interface Counting {
  /** After a start and before anybody is served: what was stopped is counted, keys that open nothing are destroyed. */
  resume(): Promise<void>;
  /** Resolves when what has begun is done. Idempotent. */
  close(): Promise<void>;
}

export function createCounting(meetings: Meetings, box: BallotBox, env: Environment): Counting {
  const underWay = new Set<Promise<void>>();
  const timers = new Set<Timer>();
  let closed = false;

  const count = async (meeting: MeetingId, id: VoteId): Promise<void> => {
    const vote = secretVote((await meetings.now(meeting)).state, id);
    if (vote?.status !== 'stopped') return;
    const ballots = await box.ballotsOf(meeting, vote);
    // Told in the log; chair and secretaries hear of it when they stop it again, and can declare it void.
    if ('code' in ballots) return;
    const command = { type: 'vote.count', vote: id, ballots } as const;
    const answer = await meetings.executeForServer(meeting, command, [box.emptied(meeting, id)]);
    if (!answer.ok && answer.code === 'busy') again(meeting, id);
  };
  const again = (meeting: MeetingId, vote: VoteId) => {
    if (closed) return;
    const timer = env.after(AGAIN_AFTER, () => {
      timers.delete(timer);
      countSoon(meeting, vote);
    });
    timers.add(timer);
  };
  const follow = (work: Promise<void>) => {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  };
  const countSoon = (meeting: MeetingId, vote: VoteId) => {
    follow(
      count(meeting, vote).catch((error: unknown) => {
        env.log.error({ err: error, meeting, vote }, 'a secret vote could not be counted yet');
        again(meeting, vote);
      }),
    );
  };
  const destroy = (meeting: MeetingId, vote: VoteId) =>
    box.destroyKey(meeting, vote).catch((error: unknown) => {
      env.log.error({ err: error, meeting, vote }, 'the key of a secret vote could not be destroyed');
    });

  meetings.onEvents((meeting, events, { state }) => {
    for (const { type, seq, hash, payload } of events) {
      const event = FOLLOWED.has(type) ? parseMeetingEvent(type, payload) : undefined;
      if (event?.type === 'vote.cast' || event?.type === 'vote.stopped') {
        const { id } = event.payload;
        if (secretVote(state, id) === undefined) continue;
        box.acknowledged(meeting, id, { seq, hash });
        if (event.type === 'vote.stopped') countSoon(meeting, id);
      } else if (event?.type === 'vote.counted' || event?.type === 'vote.voided') {
        const { id } = event.payload;
        if (secretVote(state, id) !== undefined) follow(destroy(meeting, id));
      }
    }
  });

  return {
    async resume() {
      for (const { meeting, vote: id } of await box.kept()) {
        try {
          const vote = secretVote((await meetings.now(meeting)).state, id);
          if (vote?.status === 'stopped') countSoon(meeting, id);
          // Read now, so that a key that is lost is in the log from the start.
          else if (vote?.status === 'open') await box.opening(meeting, vote);
          else await box.destroyLeftOver(meeting, id);
        } catch (error) {
          env.log.error({ err: error, meeting, vote: id }, 'a secret vote could not be looked at');
        }
      }
    },
    async close() {
      closed = true;
      for (const timer of timers) timer.cancel();
      timers.clear();
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

const FOLLOWED: ReadonlySet<string> = new Set(['vote.cast', 'vote.stopped', 'vote.counted', 'vote.voided']);

function secretVote(state: MeetingState | undefined, id: VoteId): Vote | undefined {
  return state?.voting.votes.find((vote) => vote.id === id && vote.fields.kind === 'secret');
}
