import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isHeld } from '#protocol/floor/microphone';
import type { MeetingCommand } from '#protocol/meeting/commands';
import { parseMeetingEvent } from '#protocol/meeting/events';
import { evolve } from '#protocol/meeting/evolve';
import type { CommandAnswer } from '#protocol/meeting/live';
import type { MeetingState } from '#protocol/meeting/records';
import { CommandKey } from '#protocol/wire/ids';
import { fakeEnvironment, type FakeEnvironment } from '../../testing/fake-environment.ts';
import { anyCommand, MEETING, PEOPLE, preparation } from '../../testing/meeting-commands.ts';
import { SimulatedStorage } from '../../testing/simulated-storage.ts';
import type { Storage } from '../../storage/port.ts';
import { EMPTY_STREAM } from '#protocol/wire/chain';
import { firstFault, readEvents } from '../event-log.ts';
import { speechProjection } from '../floor/speeches.ts';
import { mailProjection } from '../mail/due.ts';
import { createLogSigner } from '../log-signing.ts';
import { createMeetings, streamOf, type Meetings } from './meetings.ts';

type Step =
  | { readonly is: 'command'; readonly by: number; readonly command: MeetingCommand }
  /** Sent again with its key, whether it was answered or not. */
  | { readonly is: 'retry'; readonly which: number }
  | { readonly is: 'disk'; readonly works: number }
  | { readonly is: 'full' }
  /** The process is killed: what the disk has not done, and every answer that wasn't given, is lost. */
  | { readonly is: 'crash' }
  | { readonly is: 'time'; readonly ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      is: fc.constant<'command'>('command'),
      by: fc.nat(PEOPLE.length - 1).map((n) => (n > 4 ? 0 : n)),
      command: anyCommand,
    }),
  },
  { weight: 3, arbitrary: fc.record({ is: fc.constant<'retry'>('retry'), which: fc.nat(50) }) },
  {
    weight: 8,
    arbitrary: fc.record({ is: fc.constant<'disk'>('disk'), works: fc.integer({ min: 1, max: 9 }) }),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ is: 'full' }) },
  { weight: 2, arbitrary: fc.constant<Step>({ is: 'crash' }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant<'time'>('time'), ms: fc.nat(90_000) }) },
);

interface Sent {
  readonly by: number;
  readonly key: CommandKey;
  readonly command: MeetingCommand;
  answers: CommandAnswer[];
}

/** One life of the server after another on the same disk. */
class World {
  readonly storage = new SimulatedStorage();
  readonly env: FakeEnvironment = fakeEnvironment();
  readonly sent: Sent[] = [];
  /** Numbers of the events that were told, in every life. */
  readonly told: number[] = [];
  meetings: Meetings;
  #life = 0;
  #keys = 0;

  constructor() {
    this.meetings = this.#start();
  }

  #start(): Meetings {
    const life = ++this.#life;
    const projections = [speechProjection(this.storage), mailProjection(this.storage)];
    // A process that was killed asks the disk for nothing more, whatever it still had in mind.
    const ifAlive = <Result>(work: () => Promise<Result>): Promise<Result> =>
      life === this.#life ? work() : new Promise<Result>(() => undefined);
    const disk: Storage = {
      sql: this.storage.sql,
      read: (query) => ifAlive(() => this.storage.read(query)),
      commit: (unit) => ifAlive(() => this.storage.commit(unit)),
      close: () => this.storage.close(),
    };
    const meetings = createMeetings({
      storage: disk,
      env: this.env,
      colleague: () => ({ unit: '' }),
      sign: createLogSigner(new Uint8Array(32)),
      projections,
    });
    meetings.onEvents((_meeting, events) => {
      if (life === this.#life) for (const { seq } of events) this.told.push(seq);
    });
    return meetings;
  }

  crash(): void {
    this.storage.cutPower();
    this.meetings = this.#start();
  }

  send(command: MeetingCommand, by: number): Sent {
    const key = CommandKey.parse(String(this.#keys++).padStart(20, '0'));
    const entry: Sent = { by, key, command, answers: [] };
    this.sent.push(entry);
    this.give(entry);
    return entry;
  }

  give({ by, key, command, answers }: Sent): void {
    const life = this.#life;
    const member = PEOPLE[by];
    if (member === undefined) throw new Error('nobody');
    this.meetings.execute(MEETING, member, key, command).then(
      (answer) => {
        if (life === this.#life) answers.push(answer);
      },
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
}

/** Every state that the durable log goes through. */
async function replayed(world: World) {
  const reading = readEvents(world.storage, streamOf(MEETING), 0);
  await world.settle();
  const events = await reading;
  const states: MeetingState[] = [];
  for (const event of events) {
    const known = parseMeetingEvent(event.type, event.payload);
    if (known === undefined) throw new Error(event.type);
    const state = evolve(states.at(-1), known, event.at);
    if (state !== undefined) states.push(state);
  }
  return { events, states };
}

it('[STREAM-6] crashes, full disks and lost answers in between break no rule: one holder, once each, nothing acknowledged is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 120 }), async (steps) => {
      const world = new World();
      const { storage, env } = world;
      for (const command of preparation) {
        world.send(command, 0);
        await world.settle();
      }
      // Enough events for snapshots to be taken.
      for (let n = 0; n < 195; n++) world.send({ type: 'announcement.make', text: `${n}` }, 0);
      await world.settle();
      for (const entry of steps) {
        if (entry.is === 'command') world.send(entry.command, entry.by);
        else if (entry.is === 'retry') {
          const again = world.sent.at(-1 - entry.which);
          if (again !== undefined) world.give(again);
        } else if (entry.is === 'disk') await world.work(entry.works);
        else if (entry.is === 'full') storage.fillDisk(1);
        else if (entry.is === 'crash') world.crash();
        else env.advance(entry.ms);
      }
      storage.fillDisk(0);
      world.crash();
      const { events, states } = await replayed(world);

      // The log is whole, and told was only what is in it, each event once and in order.
      expect(firstFault(streamOf(MEETING), EMPTY_STREAM, events)).toBeUndefined();
      expect(world.told.toSorted((a, b) => a - b)).toEqual(
        [...new Set(world.told)].toSorted((a, b) => a - b),
      );
      expect(Math.max(0, ...world.told)).toBeLessThanOrEqual(events.length);

      // A snapshot and what follows it give what the whole log gives.
      const reading = world.meetings.now(MEETING);
      await world.settle();
      const now = await reading;
      const last = states.at(-1);
      expect(now.state).toEqual(last);

      // Each command has one answer for good, which it has again after everything that happened.
      for (const entry of world.sent) {
        const before = entry.answers.filter(({ ok }) => ok);
        expect(new Set(before.map((answer) => (answer.ok ? answer.seq : 0))).size).toBeLessThanOrEqual(1);
        if (before.length === 0) continue;
        entry.answers = [];
        world.give(entry);
        await world.settle();
        expect(entry.answers).toEqual(before.slice(0, 1));
      }
      expect((await replayed(world)).events.length).toBe(events.length);

      for (const [n, state] of states.entries()) {
        // Whoever can be heard in chaired mode: the chair, and whoever has the floor.
        const { rules, speech, interrupted } = state.floor;
        if (state.status === 'inSession' && rules.mode === 'chaired') {
          const heard = state.participants.filter(({ person }) => !isHeld(state, person));
          expect(heard.length).toBeLessThanOrEqual(speech === null ? 1 : 2);
        }
        if (interrupted !== null) expect(interrupted.since).toBeNull();
        if (state.status === 'archived') expect(n).toBe(states.length - 1);
      }

      // Every speech that has ended is kept, once; and nobody is mailed whose invitation isn't theirs.
      const speeches = storage.committed(storage.sql.selectFrom('speech').select(['person', 'ms']).compile());
      const kept = Map.groupBy(speeches, ({ person }) => person);
      const spoken = last?.floor.spoken ?? [];
      expect(kept.size).toBe(spoken.length);
      for (const { person, turns, ms } of spoken) {
        const own = kept.get(person) ?? [];
        expect([own.length, own.reduce((sum, row) => sum + row.ms, 0)]).toEqual([turns, ms]);
      }
      const mails = storage.committed(storage.sql.selectFrom('mail').select('person').compile());
      const invited = (last?.participants ?? []).filter(({ response }) => response.is !== 'substituted');
      const expected = invited.map(({ person }) => person as string);
      expect(mails.map(({ person }) => person).toSorted()).toEqual(expected.toSorted());
      await storage.close();
    }),
    { numRuns: 40 },
  );
}, 180_000);
