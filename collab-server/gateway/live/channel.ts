import { changesRights, visibleTo } from '#protocol/meeting/visible';
import { isInWriting } from '#protocol/meeting/in-writing';
import type { LiveFromClient, LiveFromServer, LiveMention } from '#protocol/meeting/live';
import type { MediaAnswer } from '#protocol/media/signalling';
import type { MeetingState } from '#protocol/meeting/records';
import { isWaiting, roleIn, sight, type Member } from '#protocol/meeting/rights';
import { assertNever } from '#protocol/wire/assert-never';
import type { RefusalCode } from '#protocol/wire/codes';
import type { DeviceId, MeetingId, PersonId } from '#protocol/wire/ids';
import { OLDEST_CLIENT, PROTOCOL_VERSION } from '#protocol/wire/version';
import { delivered, type StoredEvent } from '../../domain/event-log.ts';
import type { Attendance } from '../../domain/meeting/attendance.ts';
import type { MeetingNow, Meetings } from '../../domain/meeting/meetings.ts';
import type { Presenting } from '../../domain/meeting/presenting.ts';
import type { Trials } from '../../domain/ballots/trials.ts';
import type { Microphones } from '../../domain/floor/microphones.ts';
import type { Media } from '../../domain/media/media.ts';
import type { Environment, Timer } from '../../environment.ts';
import { codeOf } from '../code-of.ts';
import { Pace } from '../pace.ts';
import type { LiveConnection } from './connection.ts';
import { createPresence } from './presence.ts';

/** How a vote is going that is tried out is told at most so often, in milliseconds. */
const TRIAL_EVERY = 100;
/** Events of a meeting with more connections than this are gathered while telling them takes much of the processor. */
const LARGE_ROOM = 300;
/** For how long at most, in milliseconds. */
const GATHERED_FOR = 250;
/** Page positions that one presenter may send a second. */
const PRESENT_PER_SECOND = 25;
/** A client that has missed more events gets the state instead. */
const MAX_TAIL = 5000;
const PING_EVERY = 20_000;
/** Commands of one connection that may wait for their answer. */
const MAX_WAITING = 100;
/** A socket that doesn't say what it wants is let go after so long, in milliseconds. */
const HELLO_WITHIN = 15_000;
/** Messages that one connection may send a second: well above what a client does, and below what hurts the others. */
const MESSAGES_PER_SECOND = 400;
/** Notices of comments that one connection is given a second; whoever is called upon more often finds them in the papers. */
const MENTIONS_PER_SECOND = 5;
/** Connections that one person may have to one meeting. */
const MAX_OF_PERSON = 30;
/** Times that the log is read again because more was appended meanwhile. */
const TAIL_TRIES = 3;

const NO_MEDIA: MediaAnswer = { ok: false, code: 'notReady' };
const NO_SITTING: MediaAnswer = { ok: false, code: 'heldInWriting' };

export interface ChannelParts {
  readonly env: Environment;
  readonly meetings: Meetings;
  readonly attendance: Attendance;
  readonly presenting: Presenting;
  readonly media: Pick<Media, 'attach'>;
  readonly microphones: Microphones;
  readonly trials: Trials;
  /** The person as rights see them; undefined when suspended or gone. */
  readonly memberOf: (person: PersonId) => Member | undefined;
  readonly nameOf: (person: PersonId) => string;
  /** A monotonic clock, in milliseconds. */
  readonly clock?: () => number;
  /** When what the organisation says of a person last changed, in milliseconds since 1970. */
  readonly changedAt: (person: PersonId) => number;
}

/** Events that are committed and that nobody has been told of. */
interface Untold {
  readonly events: StoredEvent[];
  now: MeetingNow;
  timer?: Timer;
}

/** All meeting channels: who is connected where, and what each of them is told. */
export interface Channels {
  opened(connection: LiveConnection): void;
  message(connection: LiveConnection, message: LiveFromClient): void;
  closed(connection: LiveConnection): void;
  /** A person was suspended, or a session of theirs (all, without one) was ended: the connections are closed. */
  signedOut(person: PersonId, session?: string): void;
  /** Tells the person, wherever they are in this meeting, that somebody calls upon them. */
  mentioned(meeting: MeetingId, person: PersonId, mention: LiveMention): void;
  /** What the organisation says of a person changed: they get what they may see now. */
  review(person: PersonId): void;
  stats(): { connections: number };
  close(): void;
}

export function createChannels(parts: ChannelParts): Channels {
  const { env, meetings, attendance, presenting, media, microphones, trials, memberOf, nameOf, changedAt } =
    parts;
  const clock = parts.clock ?? (() => performance.now());
  /** Every open socket, also one that hasn't said hello: with when it gets impatient. */
  const sockets = new Map<LiveConnection, Timer>();
  const rooms = new Map<MeetingId, Set<LiveConnection>>();
  const presence = createPresence(
    env,
    (meeting) => rooms.get(meeting),
    (meeting, person) => {
      const state = meetings.latest(meeting)?.state;
      const role = state === undefined ? undefined : roleIn(state, person);
      return role === 'chair' || role === 'secretary';
    },
  );
  const trialTimers = new Map<MeetingId, Timer>();
  const presents = perSecond(env);
  const messages = perSecond(env);
  const mentions = perSecond(env);
  const waiting = new WeakMap<LiveConnection, number>();
  let pinging: Timer;
  let ended = false;

  const leave = (connection: LiveConnection) => {
    const { meeting } = connection;
    const room = rooms.get(meeting);
    if (room?.delete(connection) !== true) return;
    if (room.size === 0) {
      rooms.delete(meeting);
      presence.forget(meeting);
      paces.delete(meeting);
    }
    standOutside(connection);
    presence.soon(meeting);
  };
  /** In the meeting, not in its lobby: they have arrived, and may be heard and seen. */
  const stepIn = (connection: LiveConnection, device: DeviceId, state: MeetingState) => {
    const { meeting, person } = connection;
    microphones.follow(meeting, state);
    connection.media = media.attach(meeting, {
      person,
      name: nameOf(person),
      connection: device,
      send: (notice) => {
        connection.send({ type: 'mediaNotice', notice });
        presence.soon(meeting);
      },
    });
    attendance.connected(meeting, person);
  };
  const standOutside = (connection: LiveConnection) => {
    if (connection.media === undefined) return;
    connection.media.close();
    connection.media = undefined;
    attendance.disconnected(connection.meeting, connection.person);
  };
  /** Whoever is let in from the lobby steps in, whoever is sent out hears and sees nothing more. */
  const passLobby = (connection: LiveConnection, state: MeetingState) => {
    const { device } = connection;
    const outside = isWaiting(state, connection.person);
    if (device === undefined || outside === (connection.media === undefined)) return;
    if (!outside) return stepIn(connection, device, state);
    standOutside(connection);
    // Their client waits with its media until it is told that media is ready: when they are let in again.
    connection.send({ type: 'mediaNotice', notice: { type: 'state', state: { state: 'preparing' } } });
    connection.send({ type: 'mediaNotice', notice: { type: 'interrupted' } });
  };
  /** Doesn't wait for the other side to answer the close: whoever has no right any more hears nothing from now on. */
  const drop = (connection: LiveConnection, code: RefusalCode) => {
    connection.close(code);
    leave(connection);
  };

  const welcome = (connection: LiveConnection, { state, head }: MeetingNow): boolean => {
    const member = memberOf(connection.person);
    const visible = state === undefined || member === undefined ? undefined : visibleTo(state, member);
    if (state === undefined || member === undefined || visible === undefined) {
      drop(connection, 'notFound');
      return false;
    }
    connection.send({
      type: 'welcome',
      protocol: PROTOCOL_VERSION,
      you: connection.person,
      now: env.now(),
      seq: head.seq,
      head: head.hash,
      state: visible,
      presenting: presenting.current(connection.meeting, state, member),
    });
    return true;
  };

  const hello = async (connection: LiveConnection, message: Extract<LiveFromClient, { type: 'hello' }>) => {
    if (message.protocol < OLDEST_CLIENT) return connection.close('tooOld');
    if (connection.device !== undefined) return connection.close('badRequest');
    const { meeting, person } = connection;
    connection.device = message.device;
    const found = await standing(connection, message.since);
    // It may have gone meanwhile; its entry would stay for ever.
    if (!connection.open) return;
    // From here to the entry in the room nothing waits, so that no event falls between the two, or is told twice.
    tellEvents(meeting);
    const now = meetings.latest(meeting);
    if (now === undefined) return connection.close('busy');
    const tail = found?.now.head.seq === now.head.seq ? found.tail : undefined;
    const { state } = now;
    const member = memberOf(person);
    if (tail === undefined || state === undefined || member === undefined) {
      if (!welcome(connection, now)) return;
    } else {
      const page = presenting.current(meeting, state, member);
      connection.send({ type: 'resumed', you: person, now: env.now(), presenting: page });
      if (tail.length > 0) sendEvents(connection, state, member, tail);
    }
    sockets.get(connection)?.cancel();
    const room = rooms.get(meeting) ?? new Set();
    rooms.set(meeting, room);
    room.add(connection);
    if (state !== undefined && !isWaiting(state, person)) stepIn(connection, message.device, state);
    const trial = trials.current(meeting);
    if (trial !== null && connection.media !== undefined) connection.send({ type: 'trial', trial });
    presence.soon(meeting);
  };

  /**
   * What a client that holds everything up to `since` is to be given: the events after it, when its own state is still
   * what it may see, otherwise (without `tail`) the state. Undefined when the meeting can't be kept in memory.
   */
  const standing = async (
    { meeting, person }: LiveConnection,
    since: number,
  ): Promise<{ now: MeetingNow; tail: readonly StoredEvent[] | undefined } | undefined> => {
    for (let tries = 0; tries < TAIL_TRIES; tries++) {
      const before = await meetings.now(meeting);
      const usable = since > 0 && since <= before.head.seq && before.head.seq - since <= MAX_TAIL;
      // With the client's last event, whose time says whether the organisation has changed the person since.
      const read = usable ? await meetings.eventsSince(meeting, since - 1) : [];
      const now = meetings.latest(meeting);
      if (now === undefined) continue;
      const [last, ...tail] = read;
      if (last === undefined || now.state === undefined) return { now, tail: undefined };
      const others = changesRights(now.state, tail);
      if (others === 'all' || others.has(person) || changedAt(person) >= last.at)
        return { now, tail: undefined };
      if ((read.at(-1)?.seq ?? since) === now.head.seq) return { now, tail };
    }
    const now = meetings.latest(meeting);
    return now === undefined ? undefined : { now, tail: undefined };
  };

  const tellPage = (meeting: MeetingId, state: MeetingState) => {
    for (const connection of rooms.get(meeting) ?? []) {
      const member = memberOf(connection.person);
      const isOutside = connection.media === undefined;
      if (member === undefined || isOutside || connection.person === state.presenter) continue;
      connection.send({ type: 'presenting', page: presenting.current(meeting, state, member) });
    }
  };

  /** What is held in writing from now on is nowhere to be heard and seen. */
  const endMedia = (meeting: MeetingId) => {
    for (const connection of rooms.get(meeting) ?? []) {
      if (connection.media?.active !== true) continue;
      void connection.media.request({ type: 'leave' });
      connection.send({ type: 'mediaNotice', notice: { type: 'interrupted' } });
      presence.soon(meeting);
    }
  };

  const paces = new Map<MeetingId, Pace>();
  const paceOf = (meeting: MeetingId) => {
    const pace = paces.get(meeting) ?? new Pace(clock, { leastPeriod: 0, mostWait: GATHERED_FOR });
    paces.set(meeting, pace);
    return pace;
  };
  /** Committed, and not told yet. */
  const untold = new Map<MeetingId, Untold>();
  const tellEvents = (meeting: MeetingId) => {
    const pending = untold.get(meeting);
    untold.delete(meeting);
    pending?.timer?.cancel();
    if (pending?.now.state === undefined || !rooms.has(meeting)) return;
    paceOf(meeting).run(() => tellAll(meeting, pending.events, pending.now));
  };
  const tellAll = (meeting: MeetingId, events: readonly StoredEvent[], now: MeetingNow) => {
    const { state } = now;
    if (state === undefined) return;
    const forAll = frame(events.map((event) => delivered(event, true)));
    const open = events.every((event) => event.audience.to === 'all');
    const others = changesRights(state, events);
    const frames = new Map<string, string>();
    for (const connection of rooms.get(meeting) ?? []) {
      const member = memberOf(connection.person);
      if (member === undefined) continue;
      if (others === 'all' || others.has(connection.person)) {
        if (!welcome(connection, now)) continue;
        passLobby(connection, state);
        presence.soon(meeting);
      } else if (open && connection.media !== undefined) connection.sendText(forAll);
      else sendEvents(connection, state, member, events, frames);
    }
    if (isInWriting(state.fields)) endMedia(meeting);
    if (events.some(({ type }) => CHANGES_PAGE.has(type))) tellPage(meeting, state);
  };
  meetings.onEvents((meeting, events, now) => {
    const pending = untold.get(meeting);
    if (pending !== undefined) {
      pending.events.push(...events);
      pending.now = now;
      return;
    }
    const gathered: Untold = { events: [...events], now };
    untold.set(meeting, gathered);
    // What was committed together is announced in one go, and told in one frame: of two hundred who answer a roll call
    // each is told in some messages instead of two hundred.
    const wait = (rooms.get(meeting)?.size ?? 0) > LARGE_ROOM ? paceOf(meeting).wait() : 0;
    if (wait === 0) queueMicrotask(() => tellEvents(meeting));
    else gathered.timer = env.after(wait, () => tellEvents(meeting));
  });

  const tellTrial = (meeting: MeetingId) => {
    trialTimers.delete(meeting);
    const text = JSON.stringify({ type: 'trial', trial: trials.current(meeting) } satisfies LiveFromServer);
    for (const connection of rooms.get(meeting) ?? [])
      if (connection.media !== undefined) connection.sendText(text);
  };
  // Of some hundred who answer at once everyone is told some times, not some hundred times.
  const trialSoon = (meeting: MeetingId) => {
    if (!ended && !trialTimers.has(meeting))
      trialTimers.set(
        meeting,
        env.after(TRIAL_EVERY, () => tellTrial(meeting)),
      );
  };
  trials.onEnd(trialSoon);

  const command = async (
    connection: LiveConnection,
    message: Extract<LiveFromClient, { type: 'command' }>,
  ) => {
    const member = memberOf(connection.person);
    if (member === undefined) return connection.close('ticketExpired');
    const count = waiting.get(connection) ?? 0;
    const { id } = message;
    if (count >= MAX_WAITING) {
      connection.send({ type: 'answer', id, answer: { ok: false, code: 'slowDown' } });
      return;
    }
    waiting.set(connection, count + 1);
    try {
      const answer = await meetings.execute(connection.meeting, member, message.key, message.command);
      connection.send({ type: 'answer', id, answer });
    } catch (error) {
      const code = codeOf(error);
      env.log.error({ err: error, meeting: connection.meeting }, 'a command failed');
      // What isn't a refusal may be over the next moment, and the same key makes trying again safe.
      connection.send({ type: 'answer', id, answer: { ok: false, code: code === 'broken' ? 'busy' : code } });
    } finally {
      waiting.set(connection, (waiting.get(connection) ?? 1) - 1);
    }
  };

  const received = async (connection: LiveConnection, message: LiveFromClient): Promise<void> => {
    if (message.type === 'hello') return hello(connection, message);
    if (connection.device === undefined) return connection.close('badRequest');
    switch (message.type) {
      case 'command':
        return command(connection, message);
      case 'present': {
        if (presents(connection) > PRESENT_PER_SECOND) return;
        const { state } = await meetings.now(connection.meeting);
        const member = memberOf(connection.person);
        if (state === undefined || member === undefined) return;
        if (presenting.show(connection.meeting, state, member, message.page)) {
          tellPage(connection.meeting, state);
        }
        return;
      }
      case 'trial': {
        const { meeting, person } = connection;
        const { state } = await meetings.now(meeting);
        if (state === undefined || connection.media === undefined) return;
        if (trials.ask(meeting, state, person, message.request, env.now())) trialSoon(meeting);
        return;
      }
      case 'media': {
        const { state } = await meetings.now(connection.meeting);
        const isSitting = state !== undefined && !isInWriting(state.fields);
        // Whoever waits outside has no media yet.
        const answer = isSitting
          ? ((await connection.media?.request(message.request)) ?? NO_MEDIA)
          : NO_SITTING;
        connection.send({ type: 'mediaAnswer', id: message.id, answer });
        if (message.request.type === 'join' || message.request.type === 'leave')
          presence.soon(connection.meeting);
        return;
      }
      default:
        assertNever(message);
    }
  };

  const pingAll = () => {
    for (const connection of sockets.keys()) {
      if (!connection.alive()) connection.terminate();
      else {
        connection.send({ type: 'ping' });
        connection.ping();
      }
    }
    pinging = env.after(PING_EVERY, pingAll);
  };
  pinging = env.after(PING_EVERY, pingAll);

  return {
    opened(connection) {
      const { person, meeting } = connection;
      const impatient = env.after(HELLO_WITHIN, () => connection.close('badRequest'));
      sockets.set(connection, impatient);
      let own = 0;
      for (const entry of sockets.keys()) if (entry.person === person && entry.meeting === meeting) own++;
      if (own > MAX_OF_PERSON) connection.close('tooMany');
    },
    message(connection, message) {
      if (!connection.open) return;
      if (messages(connection) > MESSAGES_PER_SECOND) return connection.close('slowDown');
      received(connection, message).catch((error: unknown) => {
        env.log.error({ err: error, meeting: connection.meeting }, 'a message could not be handled');
        connection.close('broken');
      });
    },
    closed(connection) {
      sockets.get(connection)?.cancel();
      sockets.delete(connection);
      leave(connection);
    },
    mentioned(meeting, person, mention) {
      for (const connection of rooms.get(meeting) ?? []) {
        if (connection.person !== person || mentions(connection) > MENTIONS_PER_SECOND) continue;
        connection.send({ type: 'mention', mention });
      }
    },
    review(person) {
      for (const meeting of untold.keys()) tellEvents(meeting);
      for (const room of rooms.values()) {
        for (const connection of room) {
          if (connection.person !== person) continue;
          const now = meetings.latest(connection.meeting);
          if (now === undefined) drop(connection, 'busy');
          else welcome(connection, now);
        }
      }
    },
    signedOut(person, session) {
      for (const connection of sockets.keys()) {
        if (connection.person !== person) continue;
        // Also of a suspended person: asking for the next ticket is what brings the window to signing in.
        const gone =
          session === undefined || connection.session === session || memberOf(person) === undefined;
        if (gone) drop(connection, 'ticketExpired');
      }
    },
    stats: () => ({ connections: sockets.size }),
    close() {
      ended = true;
      pinging.cancel();
      presence.close();
      for (const timer of [...trialTimers.values(), ...sockets.values()]) timer.cancel();
      for (const { timer } of untold.values()) timer?.cancel();
      for (const connection of sockets.keys()) connection.close('busy');
    },
  };

  function sendEvents(
    connection: LiveConnection,
    state: MeetingState,
    member: Member,
    events: readonly StoredEvent[],
    /** Frames of these events that were made for others: those who see the same are sent the same. */
    frames = new Map<string, string>(),
  ): void {
    const seesIt = sight(state, member);
    const seen = events.map(({ audience }) => seesIt(audience));
    const key = seen.map(Number).join('');
    const text = frames.get(key) ?? frame(events.map((event, n) => delivered(event, seen[n] ?? false)));
    frames.set(key, text);
    connection.sendText(text);
  }
}

function frame(events: Extract<LiveFromServer, { type: 'events' }>['events']): string {
  const message: LiveFromServer = { type: 'events', events };
  return JSON.stringify(message);
}

/** Counts, for each connection, the calls of the second that runs. */
function perSecond(env: Environment): (connection: LiveConnection) => number {
  const counts = new WeakMap<LiveConnection, { count: number; second: number }>();
  return (connection) => {
    const second = Math.floor(env.now() / 1000);
    const entry = counts.get(connection);
    const count = entry?.second === second ? entry.count + 1 : 1;
    counts.set(connection, { count, second });
    return count;
  };
}

/** Events after which somebody may see another page of the presenter's than before. */
const CHANGES_PAGE: ReadonlySet<string> = new Set([
  'presenter.changed',
  'meeting.closed',
  'participant.removed',
  'paper.withdrawn',
]);
