import { z } from 'zod';
import { parseAnnotationRoom } from '#protocol/annotation/ydoc';
import { MarkId, VersionId, type PersonId } from '#protocol/wire/ids';

/** By version and room name: the person's own marks that the server may not have. A version may be there without any. */
export type Pending = ReadonlyMap<VersionId, ReadonlyMap<string, readonly MarkId[]>>;

/** Remembers over a restart what this device has that the server doesn't, so that it is shown and sent again. */
export interface PendingMarks {
  load(): Pending;
  store(pending: Pending): void;
}

const Stored = z.record(VersionId, z.record(z.string().max(512), z.array(MarkId)));
/** Marks that are remembered one by one. Beyond that the marks themselves are still kept, and counted too low. */
const MOST = 4000;

/** Whether a room of the offline store may hold marks of this person that the server doesn't have. */
export function mayBeUnsaved(memory: Storage, server: string, person: PersonId, room: string): boolean {
  const version = parseAnnotationRoom(room)?.version;
  return version !== undefined && pendingMarks(memory, server, person).load().has(version);
}

/** The small memory of this device, for one person on one server. The marks themselves are kept elsewhere. */
export function pendingMarks(
  memory: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  server: string,
  person: PersonId,
): PendingMarks {
  const name = `bantron.unsaved ${server} ${person}`;
  return {
    load() {
      try {
        const parsed = Stored.safeParse(JSON.parse(memory.getItem(name) ?? '{}'));
        if (!parsed.success) return new Map();
        return new Map(
          Object.entries(parsed.data).map(([version, rooms]) => [
            VersionId.parse(version),
            new Map(Object.entries(rooms)),
          ]),
        );
      } catch {
        return new Map();
      }
    },
    store(pending) {
      let left = MOST;
      const limited = [...pending].map(([version, rooms]) => [
        version,
        Object.fromEntries(
          [...rooms].map(([room, marks]) => {
            const some = marks.slice(0, left);
            left -= some.length;
            return [room, some];
          }),
        ),
      ]);
      try {
        if (pending.size === 0) memory.removeItem(name);
        else memory.setItem(name, JSON.stringify(Object.fromEntries(limited)));
      } catch (error) {
        // The marks are sent when their paper is opened.
        console.debug('unsaved marks are not remembered', error);
      }
    },
  };
}
