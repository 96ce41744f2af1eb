import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Ballot, Vote } from '#protocol/ballots/records';
import { Receipt } from '#protocol/ballots/records';
import type { MeetingCommand } from '#protocol/meeting/commands';
import { parseMeetingEvent } from '#protocol/meeting/events';
import type { CommandAnswer } from '#protocol/meeting/live';
import type { Member } from '#protocol/meeting/rights';
import { CommandKey, VoteId } from '#protocol/wire/ids';
import type { Storage } from '../../storage/port.ts';
import { fakeEnvironment, type FakeEnvironment } from '../../testing/fake-environment.ts';
import { MEETING, PEOPLE } from '../../testing/meeting-commands.ts';
import { SECRET_VOTE } from '../../testing/vote-fields.ts';
import { SimulatedKeys } from '../../testing/simulated-keys.ts';
import { SimulatedStorage } from '../../testing/simulated-storage.ts';
import { createLogSigner } from '../log-signing.ts';
import { createMeetings, streamOf, type Meetings } from '../meeting/meetings.ts';
import { createBallotBox } from './ballot-box.ts';
import { votingCompanion } from './casting.ts';
import { createCounting } from './counting.ts';

const VOTE = VoteId.parse(`${'b'.repeat(18)}00`);
const VOTERS = PEOPLE.slice(0, 6);

function voter(n: number): Member {
  const found = VOTERS[n];
  if (found === undefined) throw new Error('nobody');
  return found;
}

type Step =
  /** `receipt`: which of a few, so that they clash. */
  | { readonly is: 'cast'; readonly by: number; readonly option: number; readonly receipt: number }
  /** The same frame again, as a network or a thief repeats it. */
  | { readonly is: 'again'; readonly which: number }
  | { readonly is: 'stop' }
  | { readonly is: 'void' }
  | { readonly is: 'disk'; readonly works: number }
  | { readonly is: 'full' }
  | { readonly is: 'crash' }
  | { readonly is: 'time' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      is: fc.constant<'cast'>('cast'),
      by: fc.nat(VOTERS.length - 1),
      option: fc.nat(2),
      receipt: fc.nat(9),
    }),
  },
  { weight: 3, arbitrary: fc.record({ is: fc.constant<'again'>('again'), which: fc.nat(9) }) },
  {
    weight: 8,
    arbitrary: fc.record({ is: fc.constant<'disk'>('disk'), works: fc.integer({ min: 1, max: 9 }) }),
  },
  { weight: 2, arbitrary: fc.constant<Step>({ is: 'crash' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ is: 'full' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ is: 'time' }) },
);
/** A vote that is stopped somewhere, or declared void. */
const steps = fc
  .tuple(fc.array(step, { minLength: 10, maxLength: 60 }), fc.array(step, { maxLength: 12 }), fc.nat(9))
  .map(([before, after, end]): Step[] => [...before, { is: end === 0 ? 'void' : 'stop' }, ...after]);

interface Sent {
  readonly by: number;
  readonly key: CommandKey;
  readonly command: MeetingCommand;
  readonly answers: CommandAnswer[];
}

/** One life of the server after another on the same disk. */
class World {
  readonly storage = new SimulatedStorage();
  readonly keys = new SimulatedKeys();
  readonly env: FakeEnvironment = fakeEnvironment();
  readonly sent: Sent[] = [];
  meetings: Meetings;
  #life = 0;
  #keys = 0;

  constructor() {
    this.meetings = this.#start();
  }

  #start(): Meetings {
    const life = ++this.#life;
    const isAlive = () => life === this.#life;
    const ifAlive = <Result>(work: () => Promise<Result>): Promise<Result> =>
      isAlive() ? work() : new Promise<Result>(() => undefined);
    const disk: Storage = {
      sql: this.storage.sql,
      read: (query) => ifAlive(() => this.storage.read(query)),
      commit: (unit) => ifAlive(() => this.storage.commit(unit)),
      close: () => this.storage.close(),
    };
    const env: FakeEnvironment = {
      ...this.env,
      after: (ms, task) => this.env.after(ms, () => isAlive() && task()),
    };
    const box = createBallotBox(disk, env, this.keys.of(isAlive));
    const companion = votingCompanion(box, env, () => Promise.resolve());
    const sign = createLogSigner(new Uint8Array(32));
    const meetings = createMeetings({ storage: disk, env, colleague: () => ({ unit: '' }), sign, companion });
    void createCounting(meetings, box, env).resume();
    return meetings;
  }

  crash(): void {
    this.storage.cutPower();
    this.meetings = this.#start();
  }

  send(command: MeetingCommand, by = 0): Sent {
    const key = CommandKey.parse(String(this.#keys++).padStart(20, '0'));
    const entry: Sent = { by, key, command, answers: [] };
    this.sent.push(entry);
    this.give(entry);
    return entry;
  }

  give({ by, key, command, answers }: Sent): void {
    const life = this.#life;
    this.meetings.execute(MEETING, voter(by), key, command).then(
      (answer) => life === this.#life && answers.push(answer),
      // A full disk: it is tried again.
      () => undefined,
    );
  }

  async work(count: number): Promise<void> {
    for (let n = 0; n < count; n++) {
      await new Promise(setImmediate);
      this.storage.step();
    }
    await new Promise(setImmediate);
  }

  async settle(): Promise<void> {
    do await this.work(20);
    while (this.storage.waiting > 0);
  }

  /** Given until it is carried out. */
  async surely(command: MeetingCommand): Promise<void> {
    const entry = this.send(command);
    for (;;) {
      await this.settle();
      const last = entry.answers.at(-1);
      if (last?.ok === true) return;
      if (last !== undefined && last.code !== 'busy') throw new Error(`${command.type}: ${last.code}`);
      this.give(entry);
    }
  }

  async begin(mayChange: boolean): Promise<void> {
    const fields = {
      title: 'Họp',
      chair: voter(0).id,
      startsAt: 1,
      endsAt: 2,
      place: '',
      mode: 'both',
      deputy: null,
      quorum: null,
    } as const;
    const participants = VOTERS.slice(1).map(({ id }) => ({ person: id, role: 'delegate' as const }));
    const secretary = voter(1).id;
    await this.surely({ type: 'meeting.create', id: MEETING, fields, secretary, participants });
    await this.surely({ type: 'participant.invite', person: secretary, role: 'delegate' });
    await this.surely({ type: 'meeting.open' });
    const entries = VOTERS.map(
      ({ id }) => ({ person: id, is: 'inRoom', excused: false, reason: '' }) as const,
    );
    await this.surely({ type: 'attendance.mark', entries });
    await this.surely({
      type: 'vote.prepare',
      id: VOTE,
      fields: { ...SECRET_VOTE, mayChange },
      repeats: null,
    });
    await this.surely({ type: 'vote.open', id: VOTE });
  }

  async vote(): Promise<Vote> {
    const reading = this.meetings.now(MEETING);
    await this.settle();
    const vote = (await reading).state?.voting.votes.find(({ id }) => id === VOTE);
    if (vote === undefined) throw new Error('there is no vote');
    return vote;
  }

  rows(): number {
    return this.storage.committed(this.storage.sql.selectFrom('ballot').select('id').compile()).length;
  }

  /** Numbers of the events that say that a seat's ballot was cast. */
  casts(): Map<string, number[]> {
    const { sql } = this.storage;
    const query = sql.selectFrom('event').selectAll().where('stream', '=', streamOf(MEETING)).orderBy('seq');
    const all = new Map<string, number[]>();
    for (const { seq, type, payload } of this.storage.committed(query.compile())) {
      const event = parseMeetingEvent(type, JSON.parse(payload ?? 'null'));
      if (event?.type !== 'vote.cast') continue;
      expect(event.payload.choice).toBeNull();
      all.set(event.payload.seat, [...(all.get(event.payload.seat) ?? []), seq]);
    }
    return all;
  }
}

function cast(by: number, option: number, receipt: number): MeetingCommand {
  return {
    type: 'vote.cast',
    id: VOTE,
    seat: voter(by).id,
    choice: option === 2 ? [] : [option],
    receipt: Receipt.parse(`r${String(receipt).repeat(15)}`),
    reason: '',
    password: null,
  };
}

it('[VOTE-16] whatever crashes, repeats, clashes and full disks come in between, what was acknowledged is counted, once', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.boolean(), async (script, mayChange) => {
      const world = new World();
      const { storage, env } = world;
      await world.begin(mayChange);
      for (const entry of script) {
        if (entry.is === 'cast') world.send(cast(entry.by, entry.option, entry.receipt), entry.by);
        else if (entry.is === 'again') {
          const again = world.sent.at(-1 - entry.which);
          if (again?.command.type === 'vote.cast') world.give(again);
        } else if (entry.is === 'stop') world.send({ type: 'vote.stop', id: VOTE });
        else if (entry.is === 'void') world.send({ type: 'vote.void', id: VOTE, reason: 'Nhầm' });
        else if (entry.is === 'disk') await world.work(entry.works);
        else if (entry.is === 'full') storage.fillDisk(1);
        else if (entry.is === 'crash') world.crash();
        else env.advance(3000);
      }
      storage.fillDisk(0);
      world.crash();
      await world.settle();
      env.advance(3000);
      await world.settle();
      let vote = await world.vote();
      if (vote.status === 'open') {
        await world.surely({ type: 'vote.stop', id: VOTE });
        await world.settle();
        vote = await world.vote();
      }

      // Nothing is left of how it was kept.
      expect(world.rows()).toBe(0);
      expect([...world.keys.kept]).toEqual([]);
      if (vote.status === 'void') return;
      expect(vote.status).toBe('counted');
      const ballots: readonly Ballot[] = vote.count?.ballots ?? [];

      // A ballot for each seat that cast one, each with a receipt of its own, sorted by it.
      const casts = world.casts();
      expect(ballots.length).toBe(casts.size);
      const receipts = ballots.map(({ receipt }) => receipt ?? '');
      expect(receipts).toEqual([...new Set(receipts)].toSorted());

      // The last that was acknowledged to a seat counts, as it was.
      for (const [seat, seqs] of casts) {
        if (!mayChange) expect(seqs).toHaveLength(1);
        const last = seqs.at(-1);
        const own = world.sent.find(
          ({ command, answers }) =>
            command.type === 'vote.cast' &&
            command.seat === seat &&
            answers.some((answer) => answer.ok && answer.seq === last),
        );
        if (own?.command.type !== 'vote.cast') continue;
        const { receipt, choice } = own.command;
        expect(ballots.filter((ballot) => ballot.receipt === receipt)).toEqual([
          { seat: null, receipt, choice, reason: '' },
        ]);
      }
      // And nobody was told so whose ballot isn't in the log.
      for (const { command, answers } of world.sent) {
        if (command.type !== 'vote.cast') continue;
        for (const answer of answers)
          if (answer.ok) expect(casts.get(command.seat) ?? []).toContain(answer.seq);
      }
      await storage.close();
    }),
    { numRuns: 60 },
  );
}, 120_000);
