import type { Layer } from '#protocol/annotation/ydoc';
import type { PersonId, VersionId } from '#protocol/wire/ids';
import type { AnnotationRoom } from '../../../sync/annotation-room.ts';
import type { AnnotationRooms } from '../../../sync/annotation-rooms.ts';
import type { Placed } from '../mark-index.ts';
import { MarkStore } from '../mark-store.ts';
import { rootOf, talkIn, threadKey } from '../threads/thread-model.ts';
import type { ExportMark } from './export-model.ts';

/** Whose marks of which layers. */
export interface MarkChoice {
  readonly layers: ReadonlySet<Layer>;
  /** Null: everyone's. */
  readonly people: ReadonlySet<PersonId> | null;
  /** Whom the chair has hidden. */
  readonly hidden: readonly PersonId[];
}

/** How long the server is waited for before a paper's marks are taken as this device has them, in milliseconds. */
const COMPARE_TIME = 8000;

/** What is exported of the marks that a person sees, in the order in which they were made. */
export function collectMarks(
  store: MarkStore,
  { layers, people }: MarkChoice,
  nameOf: (person: PersonId) => string,
): ExportMark[] {
  const talk = talkIn(store.records());
  return store
    .all()
    .filter(({ layer, author }) => layers.has(layer) && (people === null || people.has(author)))
    .toSorted((a, b) => a.mark.at - b.mark.at || (a.id < b.id ? -1 : 1))
    .map((placed) => {
      const said = talk.get(threadKey(rootOf(placed)));
      const { id, author, layer, mark } = placed;
      const image: Placed<Extract<typeof mark, { kind: 'image' }>> | null =
        mark.kind === 'image' ? { id, author, layer, mark } : null;
      return {
        id,
        author: nameOf(author),
        layer,
        mark,
        picture: image === null ? null : (store.pictureOf(image) ?? null),
        comments: (said?.comments ?? []).map((comment) => ({
          id: comment.id,
          author: nameOf(comment.author),
          text: comment.mark.text,
          at: comment.mark.at,
        })),
        resolved: said?.resolution?.mark.resolved === true,
      };
    });
}

/**
 * The marks of a version that may not be on the screen, with the server's if it answers in time. `isCompared` false:
 * what others wrote may be missing.
 */
export async function collectFrom(
  rooms: AnnotationRooms,
  me: PersonId,
  version: VersionId,
  choice: MarkChoice,
  nameOf: (person: PersonId) => string,
  signal: AbortSignal,
): Promise<{ marks: ExportMark[]; isCompared: boolean }> {
  const open = rooms.open(version);
  const all = [open.shared, ...(open.group === null ? [] : [open.group]), open.personal];
  try {
    const compared = await Promise.all(all.map((room) => isUpToDate(room, signal)));
    signal.throwIfAborted();
    const store = new MarkStore(me, open);
    store.setHidden(choice.hidden);
    try {
      return { marks: collectMarks(store, choice, nameOf), isCompared: !compared.includes(false) };
    } finally {
      store.close();
    }
  } finally {
    open.release();
  }
}

/** Resolves with whether the room holds what the server has; waits for its own copy in any case. */
function isUpToDate(room: AnnotationRoom, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (answer: boolean) => {
      clearTimeout(timer);
      stop();
      resolve(answer);
    };
    const look = () => {
      const { ready, save, refusedBy } = room.getSnapshot();
      if (signal.aborted) settle(false);
      else if (ready && (save !== 'notCompared' || refusedBy !== null)) settle(true);
    };
    const stop = room.subscribe(look);
    const timer = setTimeout(() => settle(false), COMPARE_TIME);
    look();
  });
}
