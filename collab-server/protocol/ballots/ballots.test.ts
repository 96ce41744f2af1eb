import { NAMED_VOTE, SECRET_VOTE } from '../../testing/vote-fields.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCommand, anyServerCommand, PEOPLE } from '../../testing/meeting-commands.ts';
import { Clients, decided, MeetingRun, member, prepared, type Step } from '../../testing/meeting-steps.ts';
import type { MeetingCommand } from '../meeting/commands.ts';
import { evolve } from '../meeting/evolve.ts';
import { ItemId, VoteId, type PersonId } from '../wire/ids.ts';
import { entitledSeats } from './entitlement.ts';
import { Receipt, SIMPLE_MAJORITY, VoteFields, type Ballot, type Vote } from './records.ts';

// The people of the prepared meeting: chair, secretary, delegate, guest, staff; two more are outside. A second delegate is
// invited here, so that there are three votes.
const [CHAIR, SECRETARY, DELEGATE, GUEST, STAFF, OTHER, OUTSIDER] = [0, 1, 2, 3, 4, 5, 6] as const;
const idOf = (n: number): PersonId => member(n).id;
const VOTE = VoteId.parse(`${'b'.repeat(18)}00`);
const NEXT = VoteId.parse(`${'b'.repeat(18)}01`);
const ITEM = ItemId.parse(`${'t'.repeat(18)}00`);
const HOUR = 3_600_000;

const fields: VoteFields = { ...NAMED_VOTE, item: ITEM };
const secret: VoteFields = { ...SECRET_VOTE, item: ITEM };

/** What a ballot said when it was cast. */
type Said = Pick<Ballot, 'choice' | 'reason'>;

/** A meeting in session, with everyone there, that steps are given to. */
class Run extends MeetingRun {
  constructor() {
    super();
    for (const step of prepared) this.step(step);
    this.give(SECRETARY, { type: 'participant.invite', person: idOf(OTHER), role: 'delegate' });
    for (const n of [CHAIR, SECRETARY, DELEGATE, GUEST, STAFF, OTHER])
      this.step({ server: { type: 'person.arrive', person: idOf(n) } });
  }

  /** The vote is prepared and begun. */
  open(about: VoteFields = fields, id = VOTE): this {
    this.give(SECRETARY, { type: 'vote.prepare', id, fields: about, repeats: null });
    return this.give(CHAIR, { type: 'vote.open', id });
  }

  cast(by: number, choice: number[], seat = by, id = VOTE): string {
    const { receipts } = this.vote(id).fields;
    const receipt = receipts ? Receipt.parse(`r${String(seat).repeat(15)}`) : null;
    return this.try(by, {
      type: 'vote.cast',
      id,
      seat: idOf(seat),
      choice,
      receipt,
      reason: '',
      password: null,
    });
  }

  stop(id = VOTE): this {
    return this.give(CHAIR, { type: 'vote.stop', id });
  }

  count(ballots: readonly Ballot[], id = VOTE): string {
    return this.step({ server: { type: 'vote.count', vote: id, ballots } });
  }

  arrive(n: number): this {
    this.step({ server: { type: 'person.arrive', person: idOf(n) } });
    return this;
  }

  vote(id = VOTE): Vote {
    const found = this.state?.voting.votes.find((vote) => vote.id === id);
    if (found === undefined) throw new Error('no such vote');
    return found;
  }
}

const opened = (about: VoteFields = fields) => new Run().open(about);

describe('a vote', () => {
  it('[VOTE-1] is prepared, begun, and from then on as it is', () => {
    const run = new Run().give(SECRETARY, { type: 'vote.prepare', id: VOTE, fields, repeats: null });
    expect(run.vote().status).toBe('draft');
    expect(run.cast(DELEGATE, [0])).toBe('notFound');
    run.give(CHAIR, { type: 'vote.open', id: VOTE });
    expect(run.vote()).toMatchObject({ status: 'open', fields });
    expect(run.try(SECRETARY, { type: 'vote.prepare', id: VOTE, fields: secret, repeats: null })).toBe(
      'voteBegun',
    );
    expect(run.try(CHAIR, { type: 'vote.remove', id: VOTE })).toBe('voteBegun');
  });

  it('[VOTE-1] is the only one that is open', () => {
    const run = opened().give(SECRETARY, { type: 'vote.prepare', id: NEXT, fields, repeats: null });
    expect(run.try(CHAIR, { type: 'vote.open', id: NEXT })).toBe('voteOpen');
    run.stop();
    expect(run.try(CHAIR, { type: 'vote.open', id: NEXT })).toBe('ok');
  });

  it('[VOTE-1] doesn’t begin without a quorum, and decides nothing when it has gone at the stop', () => {
    const run = new Run();
    const about = run.state?.fields;
    if (about === undefined) throw new Error('no meeting');
    run.give(CHAIR, {
      type: 'meeting.change',
      fields: { ...about, quorum: { percent: 100, base: 'entitled' } },
    });
    const left = (n: number): MeetingCommand => ({
      type: 'attendance.mark',
      entries: [{ person: idOf(n), is: 'left', excused: false, reason: '' }],
    });
    run
      .give(SECRETARY, left(OTHER))
      .give(SECRETARY, { type: 'vote.prepare', id: VOTE, fields, repeats: null });
    expect(run.try(CHAIR, { type: 'vote.open', id: VOTE })).toBe('noQuorum');
    run.arrive(OTHER).give(CHAIR, { type: 'vote.open', id: VOTE });
    expect(run.cast(CHAIR, [0])).toBe('ok');
    expect(run.cast(DELEGATE, [0])).toBe('ok');
    run.give(SECRETARY, left(OTHER)).stop();
    expect(run.vote().quorum).toEqual({ present: 2, of: 3, needed: 3 });
    expect(run.vote().count?.outcome).toEqual({ is: 'noQuorum', chosen: [] });
  });

  it('[VOTE-1] names an item, a page and people that there are', () => {
    const run = new Run();
    const prepare = (about: Partial<VoteFields>) =>
      run.try(SECRETARY, { type: 'vote.prepare', id: VOTE, fields: { ...fields, ...about }, repeats: null });
    expect(prepare({ item: ItemId.parse('z'.repeat(20)) })).toBe('notFound');
    expect(prepare({ electorate: [idOf(OUTSIDER)] })).toBe('notFound');
    expect(prepare({ weights: [{ person: idOf(OUTSIDER), weight: 2 }] })).toBe('notFound');
    expect(prepare({ electorate: [idOf(DELEGATE), idOf(DELEGATE)] })).toBe('conflict');
    const paper = run.state?.papers[0];
    if (paper?.version == null) throw new Error('no paper');
    const about = { paper: paper.id, version: paper.version.id, page: 0 };
    expect(prepare({ about: { ...about, page: 99 } })).toBe('badRequest');
    expect(prepare({ about })).toBe('ok');
    const { id, item, title, number } = paper;
    run.give(SECRETARY, {
      type: 'paper.change',
      id,
      item,
      title,
      number,
      readers: { to: 'some', units: [], people: [idOf(CHAIR)] },
    });
    expect(prepare({ about })).toBe('votersCantRead');
    expect(run.try(CHAIR, { type: 'vote.open', id: VOTE })).toBe('votersCantRead');
  });

  it('[VOTE-1] a secret one has neither weights nor numbers that are watched, nor does its chair decide a tie', () => {
    const refused = (about: Partial<VoteFields>) => !VoteFields.safeParse({ ...secret, ...about }).success;
    expect(refused({})).toBe(false);
    expect(refused({ weights: [{ person: idOf(CHAIR), weight: 2 }] })).toBe(true);
    expect(refused({ show: 'live' })).toBe(true);
    expect(refused({ rule: { ...SIMPLE_MAJORITY, chairBreaksTie: true } })).toBe(true);
    expect(VoteFields.safeParse({ ...fields, receipts: true }).success).toBe(false);
  });

  it('[VOTE-11] a result stays as it was published; it is published once, or void with a reason and repeated', () => {
    const run = opened({ ...fields, show: 'chair' });
    expect(run.cast(DELEGATE, [0])).toBe('ok');
    run.stop();
    const before = run.vote().count;
    expect(before).toMatchObject({ isPublished: false, outcome: { is: 'carried' } });
    run.give(CHAIR, { type: 'vote.publish', id: VOTE });
    expect(run.vote().count).toEqual({ ...before, isPublished: true });
    expect(run.cast(OTHER, [1])).toBe('voteClosed');
    expect(
      run.try(CHAIR, {
        type: 'vote.enterCounts',
        id: VOTE,
        hands: { cast: 1, options: [0, 1], blank: 0, invalid: 0 },
      }),
    ).toBe('conflict');
    expect(run.try(SECRETARY, { type: 'vote.prepare', id: NEXT, fields, repeats: VOTE })).toBe('conflict');
    run.give(CHAIR, { type: 'vote.void', id: VOTE, reason: 'Nêu nhầm nội dung' });
    expect(run.vote()).toMatchObject({
      status: 'void',
      voided: { reason: 'Nêu nhầm nội dung' },
      count: before && { ...before, isPublished: true },
    });
    run.give(SECRETARY, { type: 'vote.prepare', id: NEXT, fields, repeats: VOTE });
    run.give(CHAIR, { type: 'vote.open', id: NEXT });
    expect(run.vote(NEXT).repeats).toBe(VOTE);
  });

  it('[VOTE-10] hands are entered once, after the stop, and no more than there are seats', () => {
    const run = opened({ ...fields, kind: 'hands' });
    const enter = (agree: number, disagree: number): MeetingCommand => ({
      type: 'vote.enterCounts',
      id: VOTE,
      hands: { cast: agree + disagree, options: [agree, disagree], blank: 0, invalid: 0 },
    });
    expect(run.cast(DELEGATE, [0])).toBe('voteClosed');
    expect(run.try(SECRETARY, enter(2, 1))).toBe('conflict');
    run.stop();
    expect(run.try(SECRETARY, enter(3, 1))).toBe('countsDontAddUp');
    run.give(SECRETARY, enter(2, 1));
    expect(run.vote().count).toMatchObject({
      numbers: { entitled: 3, cast: 3, options: [2, 1] },
      outcome: { is: 'carried' },
    });
    expect(run.try(SECRETARY, enter(0, 3))).toBe('conflict');
  });

  it('[VOTE-13] what was voted on stays, and a meeting doesn’t end before its votes are counted', () => {
    const run = opened({ ...fields, kind: 'hands' });
    expect(run.try(CHAIR, { type: 'meeting.close' })).toBe('voteOpen');
    run.stop();
    expect(run.try(CHAIR, { type: 'meeting.close' })).toBe('voteOpen');
    run.give(CHAIR, { type: 'vote.void', id: VOTE, reason: 'Biểu quyết lại' });
    const child = run.state?.agenda.find(({ parent }) => parent === ITEM);
    expect(child).toBeDefined();
    expect(run.try(SECRETARY, { type: 'agenda.removeItem', id: ITEM })).not.toBe('ok');
    run.give(CHAIR, { type: 'meeting.close' });
    expect(run.state?.status).toBe('ended');
  });

  it('[VOTE-13] a paper that was voted on can’t be taken away', () => {
    const run = new Run();
    const paper = run.state?.papers[0];
    if (paper?.version == null) throw new Error('no paper');
    run.open({ ...fields, about: { paper: paper.id, version: paper.version.id, page: 0 } });
    expect(run.try(SECRETARY, { type: 'paper.remove', id: paper.id })).toBe('votedOn');
  });

  it('[VOTE-13] an item that was voted on can’t be removed, one for which a vote is only prepared can', () => {
    const run = new Run();
    const bare = ItemId.parse(`${'t'.repeat(18)}07`);
    const item = { title: 'Khác', presenter: null, minutes: 0, kind: 'public' as const };
    const add: MeetingCommand = {
      type: 'agenda.addItem',
      id: bare,
      fields: item,
      position: { parent: null, before: null },
    };
    run
      .give(SECRETARY, add)
      .give(SECRETARY, { type: 'vote.prepare', id: VOTE, fields: { ...fields, item: bare }, repeats: null });
    run.give(SECRETARY, { type: 'agenda.removeItem', id: bare });
    expect(run.vote().fields.item).toBeNull();
    run.give(SECRETARY, add).open({ ...fields, item: bare }, NEXT);
    expect(run.try(SECRETARY, { type: 'agenda.removeItem', id: bare })).toBe('votedOn');
  });
});

describe('who votes', () => {
  it('[VOTE-3] the chair and the delegates do, or who is named; nobody else', () => {
    const run = opened();
    for (const n of [SECRETARY, GUEST, STAFF]) expect(run.cast(n, [0])).toBe('notEntitled');
    expect(run.cast(OUTSIDER, [0])).toBe('notFound');
    expect(run.cast(GUEST, [0], DELEGATE)).toBe('notEntitled');
    for (const n of [CHAIR, DELEGATE, OTHER]) expect(run.cast(n, [0])).toBe('ok');
    const named = opened({ ...fields, electorate: [idOf(SECRETARY), idOf(DELEGATE)] });
    expect(named.cast(CHAIR, [0])).toBe('notEntitled');
    expect(named.cast(SECRETARY, [0])).toBe('ok');
  });

  it('[VOTE-4] once, unless the rule says otherwise; while it is open and one is there', () => {
    const run = opened();
    expect(run.cast(DELEGATE, [0])).toBe('ok');
    expect(run.cast(DELEGATE, [1])).toBe('alreadyVoted');
    run.give(SECRETARY, {
      type: 'attendance.mark',
      entries: [{ person: idOf(OTHER), is: 'absent', excused: false, reason: '' }],
    });
    expect(run.cast(OTHER, [0])).toBe('personAbsent');
    run.stop();
    expect(run.cast(CHAIR, [0])).toBe('voteClosed');
    expect(run.vote().count?.numbers).toMatchObject({ cast: 1, options: [1, 0], entitled: 3, present: 2 });
    const free = opened({ ...fields, mayChange: true });
    expect([free.cast(DELEGATE, [0]), free.cast(DELEGATE, [1]), free.cast(DELEGATE, [])]).toEqual([
      'ok',
      'ok',
      'ok',
    ]);
    free.stop();
    expect(free.vote().count?.numbers).toMatchObject({ cast: 1, blank: 1, options: [0, 0] });
  });

  it('[VOTE-4] an unknown option, a receipt that isn’t asked for or is missing are refused', () => {
    const run = opened();
    expect(run.cast(DELEGATE, [2])).toBe('badRequest');
    expect(run.cast(DELEGATE, [0, 1])).toBe('badRequest');
    const cast: MeetingCommand = {
      type: 'vote.cast',
      id: VOTE,
      seat: idOf(DELEGATE),
      choice: [0],
      receipt: Receipt.parse('r'.repeat(16)),
      reason: '',
      password: null,
    };
    expect(run.try(DELEGATE, cast)).toBe('badRequest');
    expect(opened(secret).try(DELEGATE, { ...cast, receipt: null })).toBe('badRequest');
  });

  it('[VOTE-3] a substitute casts the ballot of the seat: once, and not after its person has', () => {
    const run = opened();
    expect(run.cast(DELEGATE, [0])).toBe('ok');
    for (const n of [DELEGATE, OTHER])
      run.try(SECRETARY, { type: 'invitation.substitute', person: idOf(n), substitute: idOf(OUTSIDER) });
    run.arrive(OUTSIDER);
    expect(run.cast(OUTSIDER, [1])).toBe('notEntitled');
    expect(run.cast(OUTSIDER, [1], DELEGATE)).toBe('alreadyVoted');
    const again = opened()
      .give(SECRETARY, { type: 'invitation.substitute', person: idOf(OTHER), substitute: idOf(OUTSIDER) })
      .arrive(OUTSIDER);
    expect(again.cast(OTHER, [0])).toBe('notEntitled');
    expect(again.cast(OUTSIDER, [1], OTHER)).toBe('ok');
    again.stop();
    expect(again.vote().roll.find(({ seat }) => seat === idOf(OTHER))).toMatchObject({
      by: idOf(OUTSIDER),
      isPresent: true,
    });
    expect(again.vote().count?.numbers).toMatchObject({ entitled: 3, cast: 1, options: [0, 1] });
  });

  it('[VOTE-3] who is entitled is fixed at the stop: the ballot of whoever isn’t any more doesn’t count', () => {
    const run = opened();
    expect(run.cast(DELEGATE, [0])).toBe('ok');
    expect(run.cast(OTHER, [1])).toBe('ok');
    run.give(SECRETARY, { type: 'participant.invite', person: idOf(DELEGATE), role: 'guest' }).stop();
    expect(run.vote().roll.map(({ seat }) => seat)).toEqual([idOf(CHAIR), idOf(OTHER)]);
    expect(run.vote().count?.numbers).toMatchObject({ entitled: 2, cast: 1, options: [0, 1] });
    run.give(SECRETARY, { type: 'participant.remove', person: idOf(OTHER) });
    expect(run.vote().roll).toHaveLength(2);
  });

  it('[VOTE-7] a weight counts as so many votes, in the ballots and in what they are a share of', () => {
    const run = opened({
      ...fields,
      weights: [{ person: idOf(OTHER), weight: 5 }],
      rule: { ...SIMPLE_MAJORITY, base: 'entitled' },
    });
    for (const [n, choice] of [
      [CHAIR, [1]],
      [DELEGATE, [1]],
      [OTHER, [0]],
    ] as const)
      expect(run.cast(n, [...choice])).toBe('ok');
    run.stop();
    expect(run.vote().count).toMatchObject({
      numbers: { entitled: 7, present: 7, cast: 7, options: [5, 2] },
      outcome: { is: 'carried' },
    });
  });

  it('[VOTE-5] what a named ballot says is known to its voter, chair and secretaries until it is shown', () => {
    for (const show of ['live', 'atEnd'] as const) {
      const run = opened({ ...fields, show });
      run.log.length = 0;
      expect(run.cast(DELEGATE, [0])).toBe('ok');
      const choices = run.log.map((event) => (event.type === 'vote.cast' ? event.payload.choice : undefined));
      expect(choices).toEqual(show === 'live' ? [[0]] : [null, [0]]);
    }
  });
});

describe('proxies', () => {
  const give = (from: number, to: number, until: number | null = null): MeetingCommand => ({
    type: 'proxy.give',
    from: idOf(from),
    to: idOf(to),
    until,
  });
  const allowed = (proxies = 1) => new Run().give(CHAIR, { type: 'vote.setRules', rules: { proxies } });

  it('[VOTE-12] whoever holds one casts that ballot beside their own, and its giver doesn’t until it is recalled', () => {
    const run = allowed().give(OTHER, give(OTHER, DELEGATE)).open();
    expect(run.cast(OTHER, [0])).toBe('notEntitled');
    expect(run.cast(DELEGATE, [0])).toBe('ok');
    expect(run.cast(DELEGATE, [1], OTHER)).toBe('ok');
    expect(run.cast(DELEGATE, [0], OTHER)).toBe('alreadyVoted');
    run.give(OTHER, { type: 'proxy.recall', from: idOf(OTHER) });
    expect(run.cast(OTHER, [0])).toBe('alreadyVoted');
    run.stop();
    expect(run.vote().count?.numbers).toMatchObject({ cast: 2, options: [1, 1] });
  });

  it('[VOTE-12] it ends at its time, and is of nobody who has no vote', () => {
    const run = allowed();
    run.give(OTHER, give(OTHER, DELEGATE, run.at + HOUR)).open();
    run.at += HOUR;
    expect(run.cast(DELEGATE, [0], OTHER)).toBe('notEntitled');
    expect(run.cast(OTHER, [0])).toBe('ok');
    expect(run.try(OTHER, give(OTHER, DELEGATE, run.at))).toBe('badRequest');
    expect(run.try(OTHER, give(OTHER, GUEST))).toBe('notEntitled');
    expect(run.try(DELEGATE, give(OTHER, DELEGATE))).toBe('notAllowed');
    expect(run.try(CHAIR, give(CHAIR, DELEGATE))).toBe('chairNeeded');
    run
      .give(DELEGATE, give(DELEGATE, OTHER))
      .give(SECRETARY, { type: 'participant.invite', person: idOf(OTHER), role: 'staff' });
    expect(run.state?.voting.proxies).toEqual([]);
  });

  it('[VOTE-12] one holds as many as are allowed, and passes none on', () => {
    expect(new Run().try(OTHER, give(OTHER, DELEGATE))).toBe('tooManyProxies');
    const run = allowed().give(SECRETARY, {
      type: 'participant.invite',
      person: idOf(STAFF),
      role: 'delegate',
    });
    run.give(OTHER, give(OTHER, DELEGATE));
    expect(run.try(STAFF, give(STAFF, DELEGATE))).toBe('tooManyProxies');
    expect(run.try(DELEGATE, give(DELEGATE, STAFF))).toBe('proxyOfProxy');
    expect(run.try(STAFF, give(STAFF, OTHER))).toBe('proxyOfProxy');
    // Given to somebody else, it is theirs alone.
    run.give(OTHER, give(OTHER, STAFF));
    expect(run.state?.voting.proxies).toMatchObject([{ from: idOf(OTHER), to: idOf(STAFF) }]);
  });
});

describe('a secret vote', () => {
  it('[VOTE-6] leaves nothing of a choice in its events before it is counted, and then nothing of people', () => {
    const run = opened(secret);
    run.log.length = 0;
    expect([run.cast(CHAIR, [0]), run.cast(DELEGATE, [1]), run.cast(OTHER, [])]).toEqual(['ok', 'ok', 'ok']);
    const told = (n: number) => ({ id: VOTE, seat: idOf(n), by: idOf(n), choice: null, reason: '' });
    expect(run.log.map(({ payload }) => payload)).toEqual([told(CHAIR), told(DELEGATE), told(OTHER)]);
    run.stop();
    expect(run.vote().count).toBeNull();
    const ballot = (n: number, choice: number[]): Ballot => ({
      seat: null,
      receipt: Receipt.parse(`r${String(n).repeat(15)}`),
      choice,
      reason: '',
    });
    const ballots = [ballot(CHAIR, [0]), ballot(DELEGATE, [1]), ballot(OTHER, [])];
    expect(run.count(ballots.slice(1))).toBe('conflict');
    expect(run.count(ballots)).toBe('ok');
    expect(run.vote().count).toMatchObject({
      ballots,
      numbers: { cast: 3, blank: 1, options: [1, 1] },
      outcome: { is: 'rejected' },
    });
    expect(run.count(ballots)).toBe('conflict');
  });
});

const anyVoteStep: fc.Arbitrary<Step> = fc.oneof(
  // One's own seat, so that ballots are cast at all.
  {
    weight: 12,
    arbitrary: fc
      .tuple(
        fc.nat(PEOPLE.length - 1),
        fc.constantFrom<number[]>([], [0], [1]),
        fc.constantFrom(0, 0, 1),
        fc.boolean(),
      )
      .map(([by, choice, shift, isSecret]): Step => ({
        by,
        command: {
          type: 'vote.cast',
          id: VOTE,
          seat: idOf((by + shift) % PEOPLE.length),
          choice,
          receipt: isSecret ? Receipt.parse('r'.repeat(16)) : null,
          reason: '',
          password: null,
        },
      })),
  },
  {
    weight: 6,
    arbitrary: fc
      .nat(PEOPLE.length - 1)
      .map((n): Step => ({ server: { type: 'person.arrive', person: idOf(n) } })),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      by: fc.nat(1),
      command: anyCommand.filter(({ type }) => /^(vote|proxy)\./.test(type)),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      by: fc.oneof(fc.nat(1), fc.nat(6)),
      command: anyCommand.filter(({ type }) => type !== 'meeting.close'),
    }),
  },
  { weight: 2, arbitrary: anyServerCommand.map((server): Step => ({ server })) },
);

const anyBeginning = fc.record({
  kind: fc.constantFrom('named' as const, 'named' as const, 'secret' as const),
  show: fc.constantFrom('live' as const, 'atEnd' as const, 'chair' as const),
  mayChange: fc.boolean(),
  proxies: fc.nat(2),
});

describe('votes under any sequence of commands', () => {
  it('[STREAM-5] [VOTE-5] [VOTE-7] [VOTE-11] count each seat once, nobody else, never again, and show what may be seen', () => {
    let [counted, ballots, hidden] = [0, 0, 0];
    fc.assert(
      fc.property(
        anyBeginning,
        fc.array(anyVoteStep, { minLength: 20, maxLength: 60, size: 'max' }),
        (begin, steps) => {
          const run = new Run().give(CHAIR, { type: 'vote.setRules', rules: { proxies: begin.proxies } });
          const { kind, mayChange } = begin;
          const show = kind === 'secret' && begin.show === 'live' ? 'atEnd' : begin.show;
          run.open({ ...fields, kind, show, mayChange, receipts: kind === 'secret' });
          let state = run.state;
          const clients = new Clients();
          /** What the server's ballot box would hold, by seat. */
          const box = new Map<string, Map<PersonId, Said>>();
          const published = new Map<string, string>();
          let at = run.at;
          for (const step of [...steps, { by: 0, command: { type: 'vote.stop', id: VOTE } } as const]) {
            at++;
            const decision = decided(state, step, at);
            if (!decision.ok || state === undefined) continue;
            const before = state;
            for (const { event } of decision.events) state = evolve(state, event, at) ?? state;
            if ('command' in step && step.command.type === 'vote.cast' && decision.events.length > 0) {
              const { id, seat, choice, reason } = step.command;
              const vote = before.voting.votes.find((entry) => entry.id === id);
              if (vote === undefined) throw new Error('a vote that there isn’t');
              expect(vote.status).toBe('open');
              const seats = entitledSeats(before, vote.fields, at);
              expect(seats).toContainEqual({ seat, voter: member(step.by).id });
              if (!vote.fields.mayChange) expect(box.get(id)?.has(seat) ?? false).toBe(false);
              box.set(id, (box.get(id) ?? new Map<PersonId, Said>()).set(seat, { choice, reason }));
            }
            for (const vote of state.voting.votes) {
              const seats = vote.roll.map(({ seat }) => seat);
              expect(new Set(seats).size).toBe(seats.length);
              expect(new Set(vote.casts.map(({ seat }) => seat)).size).toBe(vote.casts.length);
              const { count } = vote;
              if (count === null) continue;
              const before = published.get(vote.id);
              const now = JSON.stringify({ ...count, isPublished: true });
              // What has been counted stays so, also when it is void.
              if (before !== undefined) expect(now).toBe(before);
              published.set(vote.id, now);
              if (vote.fields.kind !== 'named') continue;
              const cast = vote.roll.flatMap(({ seat }) => {
                const said = box.get(vote.id)?.get(seat);
                return said === undefined ? [] : [{ seat, receipt: null, ...said }];
              });
              expect(count.ballots).toEqual(cast);
              counted++;
              ballots += cast.length;
            }
            for (const { view, expected } of clients.told(
              state,
              decision.events.map((told) => ({ ...told, at })),
            )) {
              expect(view).toEqual(expected);
              if (expected !== undefined && JSON.stringify(expected.voting) !== JSON.stringify(state.voting))
                hidden++;
            }
          }
        },
      ),
      { numRuns: 150 },
    );
    // It would be true of votes in which nobody votes, too.
    expect(counted).toBeGreaterThan(50);
    expect(ballots).toBeGreaterThan(50);
    expect(hidden).toBeGreaterThan(200);
  });
});
