import type { MeetingCommand, ServerCommand } from '#protocol/meeting/commands';
import { decide, decideForServer, type Decision } from '#protocol/meeting/decide';
import { parseMeetingEvent, type MeetingEvent } from '#protocol/meeting/events';
import { evolve } from '#protocol/meeting/evolve';
import type { NewEvent } from '#protocol/meeting/new-event';
import { CommandAnswer } from '#protocol/meeting/live';
import { MeetingState } from '#protocol/meeting/records';
import type { Member } from '#protocol/meeting/rights';
import { EMPTY_STREAM, type StreamHead } from '#protocol/wire/chain';
import { AppError, refuse, type Refusal } from '#protocol/wire/codes';
import { Hash, type CommandKey, type MeetingId, type PersonId } from '#protocol/wire/ids';
import type { Actor } from '#protocol/wire/stream';
import type { Environment } from '../../environment.ts';
import { ConflictError, type Statement, type Storage } from '../../storage/port.ts';
import {
  appendStatements,
  chained,
  firstFault,
  readEvents,
  stillEndsAt,
  type EventDraft,
  type StoredEvent,
} from '../event-log.ts';
import type { LogSigner } from '../log-signing.ts';
import { namedPeople } from './named-people.ts';
import { projectMeeting, type MeetingProjection, type MeetingStep } from './projection.ts';

/** A snapshot of the state is kept every so many events. */
const SNAPSHOT_EVERY = 200;
/** Meetings held in memory; the least recently used goes first. */
const MAX_LOADED = 200;
/** Answers remembered per meeting for retries that come at once; older ones are in the table. */
const RECENT_ANSWERS = 2000;

/** A meeting as it is now, with where its stream ends. */
export interface MeetingNow {
  readonly state: MeetingState | undefined;
  readonly head: StreamHead;
}

/** Committed events of one meeting, with the state after them. */
export type EventsListener = (meeting: MeetingId, events: readonly StoredEvent[], now: MeetingNow) => void;

/**
 * The meetings' streams. A command is decided on the state in memory, appended durably, and only then announced and
 * answered. Commands of one meeting are decided in the order of their arrival; their commits may share an fsync.
 */
export interface Meetings {
  /** What is durable and announced. */
  now(id: MeetingId): Promise<MeetingNow>;
  /** The same without waiting; undefined when the meeting isn't in memory, which {@link now} brings it into. */
  latest(id: MeetingId): MeetingNow | undefined;
  eventsSince(id: MeetingId, since: number): Promise<StoredEvent[]>;
  /** A person's command. The same key is carried out once, whatever is retried or raced. */
  execute(id: MeetingId, member: Member, key: CommandKey, command: MeetingCommand): Promise<CommandAnswer>;
  /** A command of the server itself. `more` joins the same unit. */
  executeForServer(
    id: MeetingId,
    command: ServerCommand,
    more?: readonly Statement[],
  ): Promise<CommandAnswer>;
  onEvents(listener: EventsListener): void;
}

/** Statements that join the unit of a command that is decided on this state, or why it is refused after all. */
export type Joining = (decidedOn: MeetingState | undefined) => readonly Statement[] | Refusal;

/** What some commands need beside the rules. */
export interface Companion {
  /**
   * Waits for what a command needs, and may refuse it. What it answers is called once the command is decided, in the same
   * turn as its events are handed over.
   */
  before(
    id: MeetingId,
    state: MeetingState | undefined,
    command: MeetingCommand,
    member: Member,
  ): Promise<Joining | Refusal>;
  /** Whatever was decided of this meeting and isn't committed is lost. */
  lost(id: MeetingId): void;
}

interface Loaded {
  /** State and head with everything that was decided, committed or not. */
  decided: MeetingNow;
  /** State and head of what is committed and announced. */
  committed: MeetingNow;
  readonly answers: Map<string, Promise<CommandAnswer>>;
  waiting: number;
  failed: boolean;
}

export interface MeetingsParts {
  readonly storage: Storage;
  readonly env: Environment;
  /** What the organisation knows of somebody; undefined when there is no such person. */
  readonly colleague: (person: PersonId) => { readonly unit: string } | undefined;
  /** Signs the log of a meeting that has ended. */
  readonly sign: LogSigner;
  readonly projections?: readonly MeetingProjection[];
  readonly companion?: Companion;
}

export function createMeetings({
  storage,
  env,
  colleague,
  sign,
  projections = [],
  companion,
}: MeetingsParts): Meetings {
  const { sql } = storage;
  const loaded = new Map<MeetingId, Promise<Loaded>>();
  const arrived = new WeakMap<Promise<Loaded>, Loaded>();
  const listeners = new Set<EventsListener>();

  /** Takes this copy out of memory, not one that was read after it. */
  const forget = (id: MeetingId, entry: Promise<Loaded>) => {
    if (loaded.get(id) === entry) loaded.delete(id);
  };

  const load = (id: MeetingId): Promise<Loaded> => {
    const known = loaded.get(id);
    if (known !== undefined) {
      loaded.delete(id);
      loaded.set(id, known);
      return known;
    }
    const reading = read(storage, env, id);
    loaded.set(id, reading);
    reading.then(
      (meeting) => arrived.set(reading, meeting),
      () => forget(id, reading),
    );
    if (loaded.size > MAX_LOADED) void forgetOldest(loaded);
    return reading;
  };

  const append = async (
    id: MeetingId,
    entry: Promise<Loaded>,
    meeting: Loaded,
    decision: Decision,
    more: (seq: number) => readonly Statement[],
  ): Promise<CommandAnswer> => {
    const before = meeting.decided;
    const at = env.now();
    const drafts: NewEvent[] = [...decision.events];
    const draftOf = (actor: Actor, { event, audience }: NewEvent): EventDraft => ({
      at,
      actor,
      type: event.type,
      audience,
      payload: event.payload,
    });
    const stream = streamOf(id);
    const events = chained(
      env,
      stream,
      before.head,
      drafts.map((draft) => draftOf(decision.actor, draft)),
    );
    const end = events.at(-1);
    if (end !== undefined && drafts.some(({ event }) => event.type === 'meeting.closed')) {
      const seal: MeetingEvent = { type: 'log.sealed', payload: { seal: sign(stream, end) } };
      const draft = { event: seal, audience: { to: 'all' } } as const;
      drafts.push(draft);
      events.push(...chained(env, stream, end, [draftOf('server', draft)]));
    }
    let { state } = before;
    const steps: MeetingStep[] = [];
    for (const [n, { event }] of drafts.entries()) {
      const stored = events[n];
      const next = evolve(state, event, at);
      if (stored !== undefined && next !== undefined)
        steps.push({ event: stored, before: state, after: next });
      state = next;
    }
    const last = events.at(-1);
    const head: StreamHead = last === undefined ? before.head : { seq: last.seq, hash: last.hash };
    const after: MeetingNow = { state, head };
    meeting.decided = after;
    try {
      await storage.commit([
        // Where nothing has to happen that still stands on what was decided before it.
        ...(events.length === 0
          ? [stillEndsAt(storage, streamOf(id), before.head)]
          : appendStatements(storage, before.head, events)),
        ...(state === undefined ? [] : projectMeeting(storage, before.state, state, at)),
        ...projections.flatMap((project) => project(steps)),
        ...snapshotStatements(storage, id, before, after),
        ...more(head.seq),
      ]);
    } catch (error) {
      // What was decided after it stands on nothing: read it again from what is on the disk.
      if (!meeting.failed) companion?.lost(id);
      meeting.failed = true;
      forget(id, entry);
      if (error instanceof ConflictError) return refuse('busy');
      throw error;
    }
    if (events.length > 0) {
      meeting.committed = after;
      for (const listener of listeners) listener(id, events, after);
    }
    return { ok: true, seq: head.seq };
  };

  /** Runs a task on a meeting that is not put out of memory meanwhile. */
  const using = async <T>(
    id: MeetingId,
    task: (meeting: Loaded, entry: Promise<Loaded>) => Promise<T>,
  ): Promise<T> => {
    const entry = load(id);
    const meeting = await entry;
    meeting.waiting++;
    try {
      return await task(meeting, entry);
    } finally {
      meeting.waiting--;
    }
  };

  return {
    async now(id) {
      return (await load(id)).committed;
    },
    latest(id) {
      const entry = loaded.get(id);
      return entry === undefined ? undefined : arrived.get(entry)?.committed;
    },
    async eventsSince(id, since) {
      const { committed } = await load(id);
      if (since >= committed.head.seq) return [];
      const events = await readEvents(storage, streamOf(id), since);
      return events.filter((event) => event.seq <= committed.head.seq);
    },
    async execute(id, member, key, given) {
      const command = withUnit(given, (person) => colleague(person)?.unit ?? '');
      if (command.type === 'meeting.create' && command.id !== id) return refuse('badRequest');
      return using(id, async (meeting, entry) => {
        if (meeting.failed) return refuse('busy');
        const answerKey = `${member.id} ${key}`;
        const known = meeting.answers.get(answerKey);
        if (known !== undefined) return known;
        const run = async (): Promise<CommandAnswer> => {
          const earlier = await answered(storage, id, member.id, key);
          if (earlier !== undefined) return earlier;
          if (!namedPeople(command).every((person) => colleague(person) !== undefined))
            return refuse('notFound');
          const joining = await companion?.before(id, meeting.decided.state, command, member);
          if (joining !== undefined && 'code' in joining) return joining;
          if (meeting.failed) return refuse('busy');
          const decision = decide(meeting.decided.state, command, member, env.now());
          if (!decision.ok) return decision;
          const joined = joining?.(meeting.decided.state) ?? [];
          if ('code' in joined) return joined;
          const remembered = (seq: number) =>
            sql
              .insertInto('command')
              .values({
                stream: streamOf(id),
                actor: member.id,
                key,
                at: env.now(),
                answer: JSON.stringify({ ok: true, seq }),
              })
              .compile();
          return append(id, entry, meeting, decision, (seq) => [...joined, { query: remembered(seq) }]);
        };
        const answer = run();
        meeting.answers.set(answerKey, answer);
        const oldest = meeting.answers.keys().next().value;
        if (meeting.answers.size > RECENT_ANSWERS && oldest !== undefined) meeting.answers.delete(oldest);
        // A refusal is not remembered: the world may have changed when it is tried again.
        const unremember = () => meeting.answers.delete(answerKey);
        answer.then((result) => result.ok || unremember(), unremember);
        return answer;
      });
    },
    executeForServer: (id, command, more = []) =>
      using(id, async (meeting, entry) => {
        if (meeting.failed) return refuse('busy');
        const decision: Decision | Refusal = decideForServer(meeting.decided.state, command);
        if (!decision.ok) return decision;
        return append(id, entry, meeting, decision, () => more);
      }),
    onEvents: (listener) => {
      listeners.add(listener);
    },
  };
}

export function streamOf(id: MeetingId): string {
  return `meeting/${id}`;
}

async function read(storage: Storage, env: Environment, id: MeetingId): Promise<Loaded> {
  const stream = streamOf(id);
  const rows = await storage.read(
    storage.sql.selectFrom('stream_snapshot').select(['seq', 'state']).where('stream', '=', stream).compile(),
  );
  const snapshot = rows[0];
  const since = snapshot?.seq ?? 0;
  // With the event that the snapshot ends at, on which the rest must follow.
  const kept = await readEvents(storage, stream, Math.max(0, since - 1));
  const events = kept.filter((event) => event.seq > since);
  const anchor = since === 0 ? EMPTY_STREAM : kept[0];
  const fault = anchor === undefined ? since : firstFault(stream, anchor, events);
  // For the operator to look into: a meeting that can't be opened any more would help nobody.
  if (fault !== undefined) env.log.error({ stream, seq: fault }, 'an event is not as it was written');
  let state = snapshot === undefined ? undefined : MeetingState.parse(JSON.parse(snapshot.state));
  for (const event of events) {
    if (event.payload === null) continue;
    const known = parseMeetingEvent(event.type, event.payload);
    if (known === undefined) throw new AppError('broken', { cause: `${stream} holds ${event.type}` });
    state = evolve(state, known, event.at);
  }
  const heads = await storage.read(
    storage.sql.selectFrom('stream').select(['seq', 'hash']).where('id', '=', stream).compile(),
  );
  const row = heads[0];
  const head = row === undefined ? EMPTY_STREAM : { seq: row.seq, hash: Hash.parse(row.hash) };
  if ((events.at(-1)?.seq ?? since) !== head.seq) {
    throw new AppError('broken', { cause: `${stream} ends at ${head.seq} but its events don't` });
  }
  const now: MeetingNow = { state, head };
  return { decided: now, committed: now, answers: new Map(), waiting: 0, failed: false };
}

async function forgetOldest(loaded: Map<MeetingId, Promise<Loaded>>): Promise<void> {
  for (const [id, entry] of loaded) {
    const meeting = await entry.catch(() => undefined);
    if (meeting === undefined || meeting.waiting === 0) {
      if (loaded.get(id) === entry) loaded.delete(id);
      return;
    }
  }
}

async function answered(
  storage: Storage,
  id: MeetingId,
  person: PersonId,
  key: CommandKey,
): Promise<CommandAnswer | undefined> {
  const rows = await storage.read(
    storage.sql
      .selectFrom('command')
      .select('answer')
      .where('stream', '=', streamOf(id))
      .where('actor', '=', person)
      .where('key', '=', key)
      .compile(),
  );
  const row = rows[0];
  return row === undefined ? undefined : CommandAnswer.parse(JSON.parse(row.answer));
}

function snapshotStatements(
  storage: Storage,
  id: MeetingId,
  before: MeetingNow,
  after: MeetingNow,
): Statement[] {
  const due = Math.floor(after.head.seq / SNAPSHOT_EVERY) > Math.floor(before.head.seq / SNAPSHOT_EVERY);
  if (!due || after.state === undefined) return [];
  const row = { stream: streamOf(id), seq: after.head.seq, state: JSON.stringify(after.state) };
  const query = storage.sql
    .insertInto('stream_snapshot')
    .values(row)
    .onConflict((conflict) => conflict.column('stream').doUpdateSet({ seq: row.seq, state: row.state }))
    .compile();
  return [{ query }];
}

/** What only the organisation knows of a command: nobody says of themselves in whose unit they are. */
function withUnit(command: MeetingCommand, unitOf: (person: PersonId) => string): MeetingCommand {
  return command.type === 'invitation.substitute' ? { ...command, unit: unitOf(command.person) } : command;
}
