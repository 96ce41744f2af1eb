import { z } from 'zod';
import { PaperId, type MeetingId, type PersonId } from '#protocol/wire/ids';

/** Which panels are open and how wide, in rem. Remembered per device: it follows from the screen, not the person. */
export const RoomLayout = z.object({
  agenda: z.boolean(),
  people: z.boolean(),
  agendaWidth: z.number().min(10).max(40),
  peopleWidth: z.number().min(10).max(40),
});
export type RoomLayout = z.infer<typeof RoomLayout>;

/** The part of Storage that is needed; the browser's localStorage has it. */
export type MemoryStore = Pick<Storage, 'getItem' | 'setItem'>;

const LAYOUT_KEY = 'bantron.room.layout';
/** Below this width, in CSS pixels, a panel lies over the page, so that it is not open by itself. */
export const NARROW = 768;
/** Below this width both panels together leave the page little room: the people wait until they are asked for. */
const MEDIUM = 1000;

/** What suits a screen on which nothing was chosen yet. */
export function layoutFor(width: number): RoomLayout {
  return {
    agenda: width >= NARROW,
    people: width >= MEDIUM,
    agendaWidth: width < 1200 ? 15 : 18,
    peopleWidth: width < 1200 ? 15 : 19,
  };
}

/** The layout as it was left on this device. On narrow screens panels always start folded. */
export function recallLayout(store: MemoryStore, width: number): RoomLayout {
  const found = read(store, LAYOUT_KEY, RoomLayout) ?? layoutFor(width);
  return width < NARROW ? { ...found, agenda: false, people: false } : found;
}

export function rememberLayout(store: MemoryStore, layout: RoomLayout, width: number): void {
  if (width >= NARROW) write(store, LAYOUT_KEY, layout);
}

function paperKey(person: PersonId, meeting: MeetingId): string {
  return `bantron.room.paper.${person}.${meeting}`;
}

/** The paper that this person had open in this meeting, on this device. */
export function recallPaper(store: MemoryStore, person: PersonId, meeting: MeetingId): PaperId | undefined {
  return read(store, paperKey(person, meeting), PaperId);
}

export function rememberPaper(
  store: MemoryStore,
  person: PersonId,
  meeting: MeetingId,
  paper: PaperId,
): void {
  write(store, paperKey(person, meeting), paper);
}

function unsentKey(person: PersonId, meeting: MeetingId): string {
  return `${paperKey(person, meeting)}.unsent`;
}

/** Whether the server has not heard of {@link recallPaper} yet. */
export function wasPaperUnsent(store: MemoryStore, person: PersonId, meeting: MeetingId): boolean {
  return read(store, unsentKey(person, meeting), z.boolean()) ?? false;
}

export function notePaperUnsent(
  store: MemoryStore,
  person: PersonId,
  meeting: MeetingId,
  unsent: boolean,
): void {
  write(store, unsentKey(person, meeting), unsent);
}

function read<S extends z.ZodType>(store: MemoryStore, key: string, schema: S): z.output<S> | undefined {
  try {
    const text = store.getItem(key);
    return text === null ? undefined : schema.safeParse(JSON.parse(text)).data;
  } catch {
    // Storage may be forbidden, or hold what another program wrote: the room opens as if for the first time.
    return undefined;
  }
}

function write(store: MemoryStore, key: string, value: unknown): void {
  try {
    store.setItem(key, JSON.stringify(value));
  } catch {
    // Forbidden or full: nothing but a convenience is lost.
  }
}
