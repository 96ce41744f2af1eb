import type { LiveFromServer, PresentPerson } from '#protocol/meeting/live';
import type { MeetingId, PersonId } from '#protocol/wire/ids';
import type { Environment, Timer } from '../../environment.ts';
import type { LiveConnection } from './connection.ts';

/** Presence is told at most so often, in milliseconds. */
const PRESENCE_EVERY = 100;
/** Devices that are told of one person. */
const MAX_DEVICES = 50;

/** Who is in a room, by person. */
export type Present = ReadonlyMap<PersonId, PresentPerson>;

const NOBODY: Present = new Map();

/** Who is in the room, each with their devices. A device whose old line hasn't broken off yet is one device. */
export function presentPeople(room: Iterable<Pick<LiveConnection, 'person' | 'device' | 'media'>>): Present {
  const people = new Map<PersonId, Map<string, PresentPerson['devices'][number]>>();
  for (const { person, device, media } of room) {
    if (device === undefined) continue;
    const devices = people.get(person) ?? new Map<string, PresentPerson['devices'][number]>();
    people.set(person, devices);
    const active = media?.active === true || devices.get(device)?.media === true;
    devices.set(device, { device, media: active });
  }
  return new Map(
    [...people].map(([person, devices]) => [
      person,
      { person, devices: [...devices.values()].slice(0, MAX_DEVICES) },
    ]),
  );
}

/** What changed between two moments; null: nothing. In a full hall everyone is told of who comes, not of everyone again. */
export function presenceChange(
  before: Present,
  after: Present,
): Extract<LiveFromServer, { type: 'presenceChanged' }> | null {
  const people = [...after.values()].filter((one) => !isSame(before.get(one.person), one));
  const gone = [...before.keys()].filter((person) => !after.has(person));
  return people.length + gone.length === 0 ? null : { type: 'presenceChanged', people, gone };
}

function isSame(one: PresentPerson | undefined, { devices }: PresentPerson): boolean {
  return (
    one?.devices.length === devices.length &&
    one.devices.every(({ device, media }, index) => {
      const other = devices[index];
      return other?.device === device && other.media === media;
    })
  );
}

/** Tells the connections of each meeting who is there. */
export interface Presence {
  /** Something has changed: it is told within a moment, with what changes meanwhile. */
  soon(meeting: MeetingId): void;
  /** The last connection of the meeting has gone. */
  forget(meeting: MeetingId): void;
  close(): void;
}

/**
 * Who waits outside is told of nobody, and the others but `seesAll` (chair and secretaries) aren't told of them. To each
 * connection it is told once whole, then what changes. [LIVE-4]
 */
export function createPresence(
  env: Environment,
  roomOf: (meeting: MeetingId) => Iterable<LiveConnection> | undefined,
  seesAll: (meeting: MeetingId, person: PersonId) => boolean,
): Presence {
  const timers = new Map<MeetingId, Timer>();
  /** Who was there when that was told last. */
  const told = new Map<MeetingId, { readonly inside: Present; readonly everyone: Present }>();
  let isClosed = false;

  const tell = (meeting: MeetingId) => {
    const room = roomOf(meeting);
    if (room === undefined) return;
    const now = {
      inside: presentPeople([...room].filter(({ media: peer }) => peer !== undefined)),
      everyone: presentPeople(room),
    };
    const before = told.get(meeting) ?? { inside: NOBODY, everyone: NOBODY };
    told.set(meeting, now);
    const whole = (people: Present) =>
      JSON.stringify({ type: 'presence', people: [...people.values()] } satisfies LiveFromServer);
    const change = (of: 'inside' | 'everyone') => {
      const changed = presenceChange(before[of], now[of]);
      return changed === null ? null : JSON.stringify(changed satisfies LiveFromServer);
    };
    const wholes = { nobody: whole(NOBODY), inside: whole(now.inside), everyone: whole(now.everyone) };
    const changes = { nobody: null, inside: change('inside'), everyone: change('everyone') };
    for (const connection of room) {
      const of =
        connection.media === undefined
          ? 'nobody'
          : seesAll(meeting, connection.person)
            ? 'everyone'
            : 'inside';
      const text = connection.toldOf === of ? changes[of] : wholes[of];
      connection.toldOf = of;
      if (text !== null) connection.sendText(text);
    }
  };

  return {
    soon(meeting) {
      if (isClosed || timers.has(meeting)) return;
      const timer = env.after(PRESENCE_EVERY, () => {
        timers.delete(meeting);
        tell(meeting);
      });
      timers.set(meeting, timer);
    },
    forget: (meeting) => void told.delete(meeting),
    close() {
      isClosed = true;
      for (const timer of timers.values()) timer.cancel();
    },
  };
}
