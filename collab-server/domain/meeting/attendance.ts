import type { MeetingId, PersonId } from '#protocol/wire/ids';
import type { Environment, Timer } from '../../environment.ts';
import { meetingsInSession } from './projection.ts';
import type { Storage } from '../../storage/port.ts';
import type { Meetings } from './meetings.ts';

/** A person has left when their last connection has been gone for so long, in milliseconds. */
export const LEFT_AFTER = 60_000;

/**
 * Turns connections into attendance: the first connection of a session is an arrival; a line that flaps is not a
 * departure; a departure carries the time at which the last connection went.
 */
export interface Attendance {
  connected(meeting: MeetingId, person: PersonId): void;
  disconnected(meeting: MeetingId, person: PersonId): void;
  /** After a start of the server: whoever was there and doesn't come back within {@link LEFT_AFTER} has left. */
  resume(): Promise<void>;
  close(): void;
}

export function createAttendance(meetings: Meetings, storage: Storage, env: Environment): Attendance {
  const connections = new Map<MeetingId, Map<PersonId, number>>();
  const departures = new Map<string, Timer>();
  const key = (meeting: MeetingId, person: PersonId) => `${meeting} ${person}`;
  const run = (meeting: MeetingId, command: Parameters<Meetings['executeForServer']>[1]) => {
    meetings.executeForServer(meeting, command).catch((error: unknown) => {
      env.log.error({ err: error, meeting }, 'attendance could not be recorded');
    });
  };
  const arrive = (meeting: MeetingId, person: PersonId) => run(meeting, { type: 'person.arrive', person });
  const departLater = (meeting: MeetingId, person: PersonId, leftAt: number) => {
    departures.get(key(meeting, person))?.cancel();
    const timer = env.after(LEFT_AFTER, () => {
      departures.delete(key(meeting, person));
      run(meeting, { type: 'person.depart', person, leftAt });
    });
    departures.set(key(meeting, person), timer);
  };
  meetings.onEvents((meeting, events) => {
    if (!events.some((event) => event.type === 'meeting.opened')) return;
    for (const person of connections.get(meeting)?.keys() ?? []) arrive(meeting, person);
  });
  return {
    connected(meeting, person) {
      const people = connections.get(meeting) ?? new Map<PersonId, number>();
      connections.set(meeting, people);
      people.set(person, (people.get(person) ?? 0) + 1);
      const departure = departures.get(key(meeting, person));
      departure?.cancel();
      departures.delete(key(meeting, person));
      arrive(meeting, person);
    },
    disconnected(meeting, person) {
      const people = connections.get(meeting);
      const left = (people?.get(person) ?? 1) - 1;
      if (left > 0) {
        people?.set(person, left);
        return;
      }
      people?.delete(person);
      if (people?.size === 0) connections.delete(meeting);
      departLater(meeting, person, env.now());
    },
    async resume() {
      const since = env.now();
      for (const meeting of await meetingsInSession(storage)) {
        const { state } = await meetings.now(meeting);
        for (const entry of state?.attendance ?? []) {
          // Whoever is in the room needs no line to be there.
          const hangsOnLine = entry.is === 'online' && entry.joinedAt !== null && entry.leftAt === null;
          const back = (connections.get(meeting)?.get(entry.person) ?? 0) > 0;
          if (hangsOnLine && !back) departLater(meeting, entry.person, since);
        }
      }
    },
    close() {
      for (const timer of departures.values()) timer.cancel();
      departures.clear();
    },
  };
}
