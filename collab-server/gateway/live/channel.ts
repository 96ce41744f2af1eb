import { visibleTo } from '#protocol/meeting/decide';
import type { LiveFromClient, LiveFromServer, PresentPerson } from '#protocol/meeting/live';
import type { MeetingState } from '#protocol/meeting/records';
import { sees, type Member } from '#protocol/meeting/rights';
import { assertNever } from '#protocol/wire/assert-never';
import type { MeetingId, PersonId } from '#protocol/wire/ids';
import { OLDEST_CLIENT, PROTOCOL_VERSION } from '#protocol/wire/version';
import { delivered, type StoredEvent } from '../../domain/event-log.ts';
import type { Attendance } from '../../domain/meeting/attendance.ts';
import type { MeetingNow, Meetings } from '../../domain/meeting/meetings.ts';
import type { Presenting } from '../../domain/meeting/presenting.ts';
import type { Media } from '../../domain/media/media.ts';
import type { Environment, Timer } from '../../environment.ts';
import type { LiveConnection } from './connection.ts';

/** Presence is told at most so often, in milliseconds. */
const PRESENCE_EVERY = 100;
/** Page positions that one presenter may send a second. */
const PRESENT_PER_SECOND = 25;
/** A client that has missed more events gets the state instead. */
const MAX_TAIL = 5000;
const PING_EVERY = 20_000;
/** Commands of one connection that may wait for their answer. */
const MAX_WAITING = 100;

export interface ChannelParts {
  readonly env: Environment;
  readonly meetings: Meetings;
  readonly attendance: Attendance;
  readonly presenting: Presenting;
  readonly media: Media;
  /** The person as rights see them; undefined when suspended or gone. */
  readonly memberOf: (person: PersonId) => Member | undefined;
  readonly nameOf: (person: PersonId) => string;
}

/** All meeting channels: who is connected where, and what each of them is told. */
export interface Channels {
  message(connection: LiveConnection, message: LiveFromClient): void;
  closed(connection: LiveConnection): void;
  /** A person was suspended, or a session of theirs (all, without one) was ended: the connections are closed. */
  signedOut(person: PersonId, session?: string): void;
  /** What the organisation says of a person changed: they get what they may see now. */
  review(person: PersonId): void;
  stats(): { connections: number };
  close(): void;
}

export function createChannels(parts: ChannelParts): Channels {
  const { env, meetings, attendance, presenting, media, memberOf, nameOf } = parts;
  const rooms = new Map<MeetingId, Set<LiveConnection>>();
  const presenceTimers = new Map<MeetingId, Timer>();
  const sent = new WeakMap<LiveConnection, { count: number; second: number }>();
  const waiting = new WeakMap<LiveConnection, number>();
  let pinging: Timer;

  const connections = () => [...rooms.values()].flatMap((room) => [...room]);

  const welcome = (connection: LiveConnection, { state, head }: MeetingNow): boolean => {
    const member = memberOf(connection.person);
    const visible = state === undefined || member === undefined ? undefined : visibleTo(state, member);
    if (state === undefined || member === undefined || visible === undefined) {
      connection.close('notFound');
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
    const tail = await tailFor(meetings, meeting, person, message.since);
    // From here to the entry in the room nothing waits, so that no event falls between the two.
    const now = tail?.now ?? (await meetings.now(meeting));
    const member = memberOf(person);
    if (tail === undefined || now.state === undefined || member === undefined) {
      if (!welcome(connection, now)) return;
    } else {
      const page = presenting.current(meeting, now.state, member);
      connection.send({ type: 'resumed', you: person, now: env.now(), presenting: page });
      sendEvents(connection, now.state, member, tail.events);
    }
    const room = rooms.get(meeting) ?? new Set();
    rooms.set(meeting, room);
    room.add(connection);
    connection.media = media.attach(meeting, {
      person,
      name: nameOf(person),
      connection: message.device,
      send: (notice) => {
        connection.send({ type: 'mediaNotice', notice });
        presenceSoon(meeting);
      },
    });
    attendance.connected(meeting, person);
    presenceSoon(meeting);
  };

  const presenceSoon = (meeting: MeetingId) => {
    if (presenceTimers.has(meeting)) return;
    const tell = () => {
      presenceTimers.delete(meeting);
      broadcast(meeting, { type: 'presence', people: presentPeople(rooms.get(meeting) ?? new Set()) });
    };
    presenceTimers.set(meeting, env.after(PRESENCE_EVERY, tell));
  };

  const broadcast = (meeting: MeetingId, message: LiveFromServer) => {
    const text = JSON.stringify(message);
    for (const connection of rooms.get(meeting) ?? []) connection.sendText(text);
  };

  const tellPage = (meeting: MeetingId, state: MeetingState) => {
    for (const connection of rooms.get(meeting) ?? []) {
      const member = memberOf(connection.person);
      if (member === undefined || connection.person === state.presenter) continue;
      connection.send({ type: 'presenting', page: presenting.current(meeting, state, member) });
    }
  };

  meetings.onEvents((meeting, events, now) => {
    const { state } = now;
    if (state === undefined) return;
    const forAll = frame(events.map((event) => delivered(event, true)));
    const open = events.every((event) => event.audience.to === 'all');
    const others = peopleWithOtherRights(events);
    for (const connection of rooms.get(meeting) ?? []) {
      const member = memberOf(connection.person);
      if (member === undefined) continue;
      if (others === 'all' || others.has(connection.person)) welcome(connection, now);
      else if (open) connection.sendText(forAll);
      else sendEvents(connection, state, member, events);
    }
    if (events.some((event) => event.type === 'presenter.changed' || event.type === 'meeting.closed')) {
      tellPage(meeting, state);
    }
  });

  const allowedToPresent = (connection: LiveConnection): boolean => {
    const second = Math.floor(env.now() / 1000);
    const entry = sent.get(connection);
    const count = entry?.second === second ? entry.count + 1 : 1;
    sent.set(connection, { count, second });
    return count <= PRESENT_PER_SECOND;
  };

  const command = async (
    connection: LiveConnection,
    message: Extract<LiveFromClient, { type: 'command' }>,
  ) => {
    const member = memberOf(connection.person);
    if (member === undefined) return connection.close('suspended');
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
      env.log.error({ err: error, meeting: connection.meeting }, 'a command failed');
      connection.send({ type: 'answer', id, answer: { ok: false, code: 'busy' } });
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
        if (!allowedToPresent(connection)) return;
        const { state } = await meetings.now(connection.meeting);
        if (state === undefined) return;
        if (presenting.show(connection.meeting, state, connection.person, message.page)) {
          tellPage(connection.meeting, state);
        }
        return;
      }
      case 'media': {
        const { media: peer } = connection;
        if (peer === undefined) return;
        const answer = await peer.request(message.request);
        connection.send({ type: 'mediaAnswer', id: message.id, answer });
        if (message.request.type === 'join' || message.request.type === 'leave')
          presenceSoon(connection.meeting);
        return;
      }
      default:
        assertNever(message);
    }
  };

  const pingAll = () => {
    for (const connection of connections()) {
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
    message(connection, message) {
      received(connection, message).catch((error: unknown) => {
        env.log.error({ err: error, meeting: connection.meeting }, 'a message could not be handled');
        connection.close('broken');
      });
    },
    closed(connection) {
      const room = rooms.get(connection.meeting);
      connection.media?.close();
      if (room?.delete(connection) !== true) return;
      if (room.size === 0) rooms.delete(connection.meeting);
      attendance.disconnected(connection.meeting, connection.person);
      presenceSoon(connection.meeting);
    },
    review(person) {
      for (const connection of connections()) {
        if (connection.person !== person) continue;
        meetings.now(connection.meeting).then(
          (now) => welcome(connection, now),
          () => connection.close('busy'),
        );
      }
    },
    signedOut(person, session) {
      for (const connection of connections()) {
        if (connection.person !== person) continue;
        if (memberOf(person) === undefined) connection.close('suspended');
        else if (session === undefined || connection.session === session) connection.close('ticketExpired');
      }
    },
    stats: () => ({ connections: connections().length }),
    close() {
      pinging.cancel();
      for (const timer of presenceTimers.values()) timer.cancel();
      for (const connection of connections()) connection.close('busy');
    },
  };

  function sendEvents(
    connection: LiveConnection,
    state: MeetingState,
    member: Member,
    events: readonly StoredEvent[],
  ): void {
    connection.sendText(frame(events.map((event) => delivered(event, sees(state, member, event.audience)))));
  }
}

function frame(events: Extract<LiveFromServer, { type: 'events' }>['events']): string {
  const message: LiveFromServer = { type: 'events', events };
  return JSON.stringify(message);
}

/** Events since the client's last one, when its own state is still what it may see; undefined: it needs a welcome. */
async function tailFor(
  meetings: Meetings,
  meeting: MeetingId,
  person: PersonId,
  since: number,
): Promise<{ events: StoredEvent[]; now: MeetingNow } | undefined> {
  const before = await meetings.now(meeting);
  if (since === 0 || since > before.head.seq || before.head.seq - since > MAX_TAIL) return undefined;
  const read = await meetings.eventsSince(meeting, since);
  const now = await meetings.now(meeting);
  const others = peopleWithOtherRights(read);
  if (others === 'all' || others.has(person)) return undefined;
  // What was appended while the log was read comes through the room, but only after the entry: read it again.
  return (read.at(-1)?.seq ?? since) === now.head.seq ? { events: read, now } : undefined;
}

/** Whose rights these events may have changed. */
function peopleWithOtherRights(events: readonly StoredEvent[]): ReadonlySet<string> | 'all' {
  const people = new Set<string>();
  for (const { type, payload } of events) {
    if (type === 'meeting.changed') return 'all';
    if (type !== 'participant.invited' && type !== 'participant.removed') continue;
    if (typeof payload === 'object' && payload !== null && 'person' in payload)
      people.add(String(payload.person));
  }
  return people;
}

function presentPeople(room: ReadonlySet<LiveConnection>): PresentPerson[] {
  const people = new Map<PersonId, PresentPerson>();
  for (const { person, device, media } of room) {
    if (device === undefined) continue;
    const entry = people.get(person) ?? { person, devices: [] };
    const devices = [...entry.devices, { device, media: media?.active ?? false }].slice(0, 50);
    people.set(person, { person, devices });
  }
  return [...people.values()];
}
