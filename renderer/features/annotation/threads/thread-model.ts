import type { Comment, MarkRef, Resolution } from '#protocol/annotation/mark';
import type { Layer } from '#protocol/annotation/ydoc';
import type { MarkId, PersonId } from '#protocol/wire/ids';
import type { Placed, PlacedMark, PlacedRecord } from '../mark-index.ts';

export type PlacedComment = Placed<Comment>;
type PlacedResolution = Placed<Resolution>;

/** The mark that a thread is about. The same author and id in another layer is another mark. */
export interface ThreadRoot extends MarkRef {
  readonly layer: Layer;
}

/** What was said about one mark. */
export interface Thread {
  readonly root: ThreadRoot;
  /** Undefined when its author has removed it: what others said stays. */
  readonly mark: PlacedMark | undefined;
  /** Oldest first. */
  readonly comments: readonly PlacedComment[];
  /** Who closed it; null while it is open. */
  readonly resolvedBy: PersonId | null;
}

/** Comments and the resolution in force of each mark, by {@link threadKey}. */
export interface Talk {
  readonly comments: readonly PlacedComment[];
  readonly resolution: PlacedResolution | undefined;
}

const NONE: readonly PlacedComment[] = [];

export function threadKey({ layer, author, mark }: ThreadRoot): string {
  return `${layer} ${author} ${mark}`;
}

export function rootOf({ layer, author, id }: Pick<PlacedMark, 'layer' | 'author' | 'id'>): ThreadRoot {
  return { layer, author, mark: id };
}

/**
 * What is said about each mark. The order of the records doesn't matter, nor does a record that is there twice. A
 * record is about the mark of its own layer: nobody can speak into a layer from outside of it.
 */
export function talkIn(records: Iterable<PlacedRecord>): ReadonlyMap<string, Talk> {
  const talks = new Map<
    string,
    { comments: Map<string, PlacedComment>; resolution: PlacedResolution | undefined }
  >();
  for (const placed of records) {
    const { mark, layer, author, id } = placed;
    if (mark.kind !== 'comment' && mark.kind !== 'resolution') continue;
    const key = threadKey({ layer, ...mark.on });
    let talk = talks.get(key);
    if (talk === undefined) {
      talk = { comments: new Map(), resolution: undefined };
      talks.set(key, talk);
    }
    if (mark.kind === 'comment') talk.comments.set(`${author} ${id}`, { ...placed, mark });
    else if (talk.resolution === undefined || isLater({ ...placed, mark }, talk.resolution))
      talk.resolution = { ...placed, mark };
  }
  const sorted = new Map<string, Talk>();
  for (const [key, { comments, resolution }] of talks) {
    sorted.set(key, { comments: [...comments.values()].toSorted(byTime), resolution });
  }
  return sorted;
}

export function threadOf(root: ThreadRoot, mark: PlacedMark | undefined, talk: Talk | undefined): Thread {
  const resolution = talk?.resolution;
  return {
    root,
    mark,
    comments: talk?.comments ?? NONE,
    resolvedBy: resolution?.mark.resolved === true ? resolution.author : null,
  };
}

/** What of a thread this person has not seen: others' words, the mark's own text included. */
export function unreadIn(
  { mark, comments }: Pick<Thread, 'mark' | 'comments'>,
  me: PersonId,
  seen: ReadonlySet<MarkId>,
): (PlacedMark | PlacedComment)[] {
  const words: (PlacedMark | PlacedComment)[] = [...comments];
  if (mark !== undefined && saysSomething(mark)) words.unshift(mark);
  return words.filter(({ author, id }) => author !== me && !seen.has(id));
}

/** Whether a mark is itself something to be read, as a comment is. */
export function saysSomething({ mark }: PlacedMark): boolean {
  return mark.kind === 'note';
}

/** Whether somebody calls upon this person in the thread. */
export function mentions({ comments }: Pick<Thread, 'comments'>, person: PersonId): boolean {
  return comments.some(({ mark }) => mark.mentions.includes(person));
}

function isLater(a: PlacedResolution, b: PlacedResolution): boolean {
  if (a.mark.at !== b.mark.at) return a.mark.at > b.mark.at;
  return a.id === b.id ? a.author > b.author : a.id > b.id;
}

/** By the authors' clocks; the rest decides only what is written in the same millisecond. */
function byTime(a: PlacedComment, b: PlacedComment): number {
  if (a.mark.at !== b.mark.at) return a.mark.at - b.mark.at;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return a.author < b.author ? -1 : 1;
}
