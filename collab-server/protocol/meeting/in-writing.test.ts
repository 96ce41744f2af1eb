import { describe, expect, it } from 'vitest';
import { preparation } from '../../testing/meeting-commands.ts';
import { Clients, MeetingRun, member } from '../../testing/meeting-steps.ts';
import { NAMED_VOTE, SECRET_VOTE } from '../../testing/vote-fields.ts';
import { Receipt, type VoteFields } from '../ballots/records.ts';
import { VoteId } from '../wire/ids.ts';
import type { MeetingCommand } from './commands.ts';
import { isAsking, missingAnswers } from './in-writing.ts';
import type { NewEvent } from './new-event.ts';
import { MeetingFields, type MeetingState } from './records.ts';

// The people of the prepared meeting, which is held in writing here: chair and delegate have a vote.
const [CHAIR, SECRETARY, DELEGATE, GUEST] = [0, 1, 2, 3] as const;
const FIRST = VoteId.parse(`${'b'.repeat(18)}00`);
const SECOND = VoteId.parse(`${'b'.repeat(18)}01`);
const HOUR = 3_600_000;
const DEADLINE = 100 * HOUR;

/** A meeting in writing that steps are given to. What each client holds is compared after every step. */
class Round extends MeetingRun {
  readonly #clients = new Clients();

  constructor() {
    super();
    for (const command of preparation) {
      if (command.type === 'meeting.open' || command.type === 'presenter.set') continue;
      const written: MeetingCommand =
        command.type === 'meeting.create'
          ? { ...command, fields: { ...command.fields, mode: 'written', quorum: null, endsAt: DEADLINE } }
          : command;
      this.give(written.type === 'meeting.approve' ? CHAIR : SECRETARY, written);
    }
  }

  protected override happened(events: readonly NewEvent[]): void {
    if (this.state === undefined) return;
    const told = events.map((event) => ({ ...event, at: this.at }));
    for (const { view, expected } of this.#clients.told(this.state, told)) expect(view).toEqual(expected);
  }

  arrive(n: number): string {
    return this.step({ server: { type: 'person.arrive', person: member(n).id } });
  }

  prepare(id = FIRST, fields: VoteFields = NAMED_VOTE): this {
    return this.give(SECRETARY, { type: 'vote.prepare', id, fields, repeats: null });
  }

  answer(by: number, choice: number[], reason = '', id = FIRST, receipt: Receipt | null = null): string {
    const seat = member(by).id;
    return this.try(by, { type: 'vote.cast', id, seat, choice, receipt, reason, password: null });
  }

  vote(id = FIRST) {
    const vote = this.state?.voting.votes.find((each) => each.id === id);
    if (vote === undefined) throw new Error('no such vote');
    return vote;
  }

  missing(): number[] {
    const ids = this.state === undefined ? [] : missingAnswers(this.state, this.at);
    return [CHAIR, SECRETARY, DELEGATE, GUEST].filter((n) => ids.includes(member(n).id));
  }
}

const sent = () => new Round().prepare().prepare(SECOND).give(SECRETARY, { type: 'meeting.send' });

describe('a meeting that is held in writing', () => {
  it('[VOTE-22] is opened by being sent, with all its questions, of which there has to be one', () => {
    expect(new Round().try(SECRETARY, { type: 'meeting.send' })).toBe('nothingToAsk');
    const round = sent();
    expect(round.state?.status).toBe('inSession');
    expect([round.vote().status, round.vote(SECOND).status]).toEqual(['open', 'open']);
    const third = VoteId.parse(`${'b'.repeat(18)}02`);
    round.prepare(third).give(CHAIR, { type: 'vote.open', id: third });
    expect(round.vote(third).status).toBe('open');
  });

  it('[VOTE-22] has no attendance, no floor, no presenter and no quorum', () => {
    const round = sent();
    expect(round.arrive(DELEGATE)).toBe('heldInWriting');
    for (const command of [
      { type: 'attendance.checkIn', is: 'online' },
      { type: 'presenter.set', person: member(CHAIR).id },
      { type: 'media.muteAll' },
    ] satisfies MeetingCommand[])
      expect(round.try(CHAIR, command)).toBe('heldInWriting');
    // Nobody is there: that must not make anybody the chair.
    expect(round.try(SECRETARY, { type: 'chair.takeOver' })).toBe('heldInWriting');
    const { fields } = round.state as MeetingState;
    const quorum = { percent: 50, base: 'all' } as const;
    expect(MeetingFields.safeParse({ ...fields, quorum }).success).toBe(false);
    expect(MeetingFields.safeParse({ ...fields, mode: 'both', quorum }).success).toBe(true);
  });

  it('[VOTE-22] stays in writing once it is sent', () => {
    const round = new Round().prepare();
    const { fields } = round.state as MeetingState;
    const sitting: MeetingCommand = { type: 'meeting.change', fields: { ...fields, mode: 'online' } };
    expect(sent().try(SECRETARY, sitting)).toBe('conflict');
    expect(round.try(SECRETARY, sitting)).toBe('ok');
  });

  it('[VOTE-23] is answered, and answers are changed, until the deadline and not after it', () => {
    const round = sent();
    expect(round.answer(DELEGATE, [0])).toBe('ok');
    expect(round.answer(DELEGATE, [1])).toBe('ok');
    expect(round.answer(GUEST, [1])).toBe('notEntitled');
    round.at = DEADLINE - 2;
    expect(round.answer(DELEGATE, [0])).toBe('ok');
    expect(round.answer(DELEGATE, [1])).toBe('deadlinePassed');
    expect(round.answer(CHAIR, [0])).toBe('deadlinePassed');
    const { fields } = round.state as MeetingState;
    round.give(SECRETARY, { type: 'meeting.change', fields: { ...fields, endsAt: DEADLINE + HOUR } });
    expect(round.answer(CHAIR, [0])).toBe('ok');
    round.give(SECRETARY, { type: 'vote.stop', id: FIRST });
    expect(round.vote().count?.numbers).toMatchObject({ entitled: 2, cast: 2, options: [2, 0] });
    expect(round.vote().quorum).toBeNull();
    expect(round.answer(CHAIR, [1])).toBe('voteClosed');
    expect(round.try(CHAIR, { type: 'meeting.close' })).toBe('voteOpen');
    round.give(SECRETARY, { type: 'vote.stop', id: SECOND }).give(CHAIR, { type: 'meeting.close' });
  });

  it('[VOTE-23] doesn’t ask for hands, and nothing after the deadline', () => {
    const round = new Round();
    const hands: VoteFields = { ...NAMED_VOTE, kind: 'hands' };
    expect(round.try(SECRETARY, { type: 'vote.prepare', id: FIRST, fields: hands, repeats: null })).toBe(
      'heldInWriting',
    );
    round.prepare();
    round.at = DEADLINE;
    expect(round.try(SECRETARY, { type: 'meeting.send' })).toBe('deadlinePassed');
  });

  it('[VOTE-24] gives reasons of named answers with their choice, of secret ones none', () => {
    const round = new Round()
      .prepare()
      .prepare(SECOND, SECRET_VOTE)
      .give(SECRETARY, { type: 'meeting.send' });
    expect(round.answer(DELEGATE, [1], 'Chưa rõ nguồn kinh phí')).toBe('ok');
    const told = round.log.flatMap((event) => (event.type === 'vote.cast' ? [event.payload] : []));
    expect(told.map(({ choice, reason }) => [choice, reason])).toEqual([
      [null, ''],
      [[1], 'Chưa rõ nguồn kinh phí'],
    ]);
    const receipt = Receipt.parse('r'.repeat(16));
    expect(round.answer(DELEGATE, [1], 'Tôi là ai', SECOND, receipt)).toBe('badRequest');
    expect(round.answer(DELEGATE, [1], '', SECOND, receipt)).toBe('ok');
    round.give(CHAIR, { type: 'vote.stop', id: FIRST });
    expect(round.vote().count?.ballots).toEqual([
      { seat: member(DELEGATE).id, receipt: null, choice: [1], reason: 'Chưa rõ nguồn kinh phí' },
    ]);
  });

  it('[VOTE-25] knows whose answer is missing, and reminds them, once an hour at most', () => {
    const round = sent();
    expect(round.missing()).toEqual([CHAIR, DELEGATE]);
    round.answer(CHAIR, [0]);
    // Of two questions one is answered.
    expect(round.missing()).toEqual([CHAIR, DELEGATE]);
    round.answer(CHAIR, [0], '', SECOND);
    expect(round.missing()).toEqual([DELEGATE]);
    expect(round.try(DELEGATE, { type: 'vote.remind' })).toBe('notAllowed');
    round.give(SECRETARY, { type: 'vote.remind' });
    expect(round.log.at(-1)).toEqual({ type: 'vote.reminded', payload: { people: [member(DELEGATE).id] } });
    expect(round.try(SECRETARY, { type: 'vote.remind' })).toBe('remindedJustNow');
    round.at += HOUR;
    round.give(SECRETARY, { type: 'vote.remind' });
    round.answer(DELEGATE, [0]);
    round.answer(DELEGATE, [], '', SECOND);
    round.at += HOUR;
    expect(round.try(SECRETARY, { type: 'vote.remind' })).toBe('nobodyMissing');
    expect(round.state !== undefined && isAsking(round.state)).toBe(true);
  });
});
