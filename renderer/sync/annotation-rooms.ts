import type { RefusalCode } from '#protocol/wire/codes';
import type { MarkId, PersonId, VersionId } from '#protocol/wire/ids';
import { annotationRoomName } from '#protocol/annotation/ydoc';
import { AnnotationRoom, type RoomOptions, type RoomPorts } from './annotation-room.ts';
import type { Pending, PendingMarks } from './pending-marks.ts';

/** What a person must be told about their marks. */
export interface RoomNotice {
  readonly kind: 'movedToPrivate';
  readonly version: VersionId;
  /** How many of their marks the shared layer did not take. */
  readonly count: number;
  readonly code: RefusalCode;
}

/** The layers of one version that this person has, for as long as somebody looks at it. */
export interface OpenLayers {
  readonly shared: AnnotationRoom;
  /** Of the person's unit (đơn vị); null for somebody without one. */
  readonly group: AnnotationRoom | null;
  readonly personal: AnnotationRoom;
  /** The rooms may go, once everything in them is saved. */
  readonly release: () => void;
}

interface Entry {
  readonly shared: AnnotationRoom;
  readonly group: AnnotationRoom | null;
  readonly personal: AnnotationRoom;
  holders: number;
  /** Held marks that were not saved when this program last ended: stays until the server was asked. */
  readonly mustCompare: boolean;
}

/** Whose rooms they are; `unit` is empty for somebody without one. */
export interface RoomPerson {
  readonly id: PersonId;
  readonly unit: string;
}

/**
 * The annotation rooms of one person on one server. A room outlives its reader while it holds marks that the server
 * doesn't have: turning to another paper must not leave them behind.
 */
export class AnnotationRooms {
  readonly #me: PersonId;
  readonly #unit: string;
  readonly #ports: RoomPorts;
  readonly #entries = new Map<VersionId, Entry>();
  readonly #noticeListeners = new Set<(notice: RoomNotice) => void>();
  readonly #countListeners = new Set<() => void>();
  readonly #pending: PendingMarks | undefined;
  #stored = '';
  #closed = false;

  /** With `pending`, rooms that held unsaved marks when the program ended are opened again until those are saved. */
  constructor(me: RoomPerson, ports: RoomPorts, pending?: PendingMarks) {
    this.#me = me.id;
    this.#unit = me.unit;
    this.#ports = ports;
    this.#pending = pending;
    for (const [version, left] of pending?.load() ?? []) this.#makeEntry(version, left);
  }

  open(version: VersionId): OpenLayers {
    if (this.#closed) throw new Error('these rooms are closed');
    const entry = this.#entries.get(version) ?? this.#makeEntry(version, null);
    entry.holders += 1;
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      entry.holders -= 1;
      this.#tidy(version, entry);
    };
    const { shared, group, personal } = entry;
    return { shared, group, personal, release };
  }

  /** Marks of this person that only this device has, in all rooms that are open. */
  unsavedMarks(): number {
    let count = 0;
    for (const entry of this.#entries.values()) {
      for (const room of roomsIn(entry)) count += room.getSnapshot().unsaved;
    }
    return count;
  }

  /** Calls back whenever {@link unsavedMarks} may have changed. */
  subscribe = (listener: () => void): (() => void) => {
    this.#countListeners.add(listener);
    return () => this.#countListeners.delete(listener);
  };

  onNotice(listener: (notice: RoomNotice) => void): () => void {
    this.#noticeListeners.add(listener);
    return () => this.#noticeListeners.delete(listener);
  }

  close(): void {
    this.#closed = true;
    for (const entry of this.#entries.values()) for (const room of roomsIn(entry)) room.close();
    this.#entries.clear();
    this.#noticeListeners.clear();
    this.#countListeners.clear();
  }

  /** `left`: marks by room that an earlier run of the program left unsaved; null when it left none. */
  #makeEntry(version: VersionId, left: ReadonlyMap<string, readonly MarkId[]> | null): Entry {
    const room = (options: Pick<RoomOptions, 'address' | 'onRefused'>) =>
      new AnnotationRoom({
        ...options,
        me: this.#me,
        ports: this.#ports,
        unsaved: left?.get(annotationRoomName(options.address)) ?? [],
      });
    const personal = room({ address: { layer: 'private', version, owner: this.#me } });
    const onRefused = async (marks: Parameters<AnnotationRoom['adopt']>[0], code: RefusalCode) => {
      await personal.adopt(marks);
      for (const tell of this.#noticeListeners) {
        tell({ kind: 'movedToPrivate', version, count: marks.length, code });
      }
    };
    const shared = room({ address: { layer: 'shared', version }, onRefused });
    const group =
      this.#unit === '' ? null : room({ address: { layer: 'group', version, unit: this.#unit }, onRefused });
    const entry: Entry = { shared, group, personal, holders: 0, mustCompare: left !== null };
    this.#entries.set(version, entry);
    const changed = () => {
      this.#storePending();
      for (const listener of this.#countListeners) listener();
      this.#tidy(version, entry);
    };
    for (const room of roomsIn(entry)) room.subscribe(changed);
    return entry;
  }

  #tidy(version: VersionId, entry: Entry): void {
    if (entry.holders > 0 || this.#entries.get(version) !== entry) return;
    const busy = isPending(entry);
    if (busy) return;
    this.#entries.delete(version);
    for (const room of roomsIn(entry)) room.close();
  }

  #storePending(): void {
    if (this.#closed) return;
    const pending: Pending = new Map(
      [...this.#entries]
        .filter(([, entry]) => isPending(entry))
        .map(([version, entry]) => [
          version,
          new Map(roomsIn(entry).map((room) => [room.name, [...room.getSnapshot().unsavedMarks]])),
        ]),
    );
    const text = [...pending].map(([version, rooms]) => [version, ...rooms.values()].join()).join(' ');
    if (text === this.#stored) return;
    this.#stored = text;
    this.#pending?.store(pending);
  }
}

function roomsIn({ shared, group, personal }: Entry): AnnotationRoom[] {
  return group === null ? [shared, personal] : [shared, group, personal];
}

/** Whether the server may lack something of this version that can still be sent. */
function isPending(entry: Entry): boolean {
  return roomsIn(entry).some((room) => {
    const { unsaved, refusedBy, save } = room.getSnapshot();
    return refusedBy === null && (unsaved > 0 || (entry.mustCompare && save === 'notCompared'));
  });
}
