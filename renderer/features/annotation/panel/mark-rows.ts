import type { Layer } from '#protocol/annotation/ydoc';
import type { PersonId } from '#protocol/wire/ids';
import { folded } from '#protocol/wire/text';
import type { FileMark } from '../file-layer.ts';
import type { PlacedMark } from '../mark-index.ts';
import { shapeOf } from '../mark-shape.ts';
import { quoteIn, wordsOf } from '../threads/mark-words.ts';
import { type Thread, threadKey } from '../threads/thread-model.ts';

/** Kinds as people tell them apart. */
export const ROW_KINDS = [
  'note',
  'question',
  'highlight',
  'underline',
  'strikeOut',
  'ink',
  'textBox',
  'shape',
  'stamp',
  'image',
  'attachment',
  'removed',
] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** A mark as a line of the list. */
export type ListRow = MarkRow | FileRow;

export interface MarkRow {
  readonly is: 'mark';
  readonly key: string;
  readonly thread: Thread;
  readonly kind: RowKind;
  readonly unread: number;
  readonly callsMe: boolean;
  readonly place: RowPlace;
}

/** One that the file brought with it: nobody here has written it, and nothing in it is new. */
export interface FileRow {
  readonly is: 'file';
  readonly key: string;
  readonly mark: FileMark;
  readonly kind: RowKind;
  readonly place: RowPlace;
}

/** Where a mark is in reading: pages from the first on, from top to bottom. */
interface RowPlace {
  readonly page: number;
  readonly top: number;
  readonly at: number;
}

export type Grouping = 'page' | 'author' | 'kind' | 'layer';

/** What is to be seen of the list. Empty sets of choices mean all. */
export interface RowFilter {
  readonly text: string;
  readonly author: PersonId | null;
  readonly kind: RowKind | null;
  readonly layer: Layer | 'file' | null;
  readonly onlyUnread: boolean;
  readonly onlyMentions: boolean;
  readonly withResolved: boolean;
}

export const NO_FILTER: RowFilter = {
  text: '',
  author: null,
  kind: null,
  layer: null,
  onlyUnread: false,
  onlyMentions: false,
  withResolved: false,
};

/** How many of the choices beside the text are in force. */
export function countFilters(filter: RowFilter): number {
  const { author, kind, layer, onlyUnread, onlyMentions, withResolved } = filter;
  return [author !== null, kind !== null, layer !== null, onlyUnread, onlyMentions, withResolved].filter(
    Boolean,
  ).length;
}

export function kindOf(mark: PlacedMark | undefined): RowKind {
  if (mark === undefined) return 'removed';
  const { mark: value } = mark;
  if (value.kind === 'text') return value.style;
  if (value.kind === 'ink') return value.tool === 'highlighter' ? 'highlight' : 'ink';
  return value.kind === 'note' && value.question === true ? 'question' : value.kind;
}

export function rowOf(thread: Thread, unread: number, callsMe: boolean): MarkRow {
  const { root, mark } = thread;
  return {
    is: 'mark',
    key: threadKey(root),
    thread,
    kind: kindOf(mark),
    unread,
    callsMe,
    place: placeOf(thread),
  };
}

export function fileRowOf(mark: FileMark): FileRow {
  const { id, page, rect, kind, at } = mark;
  return {
    is: 'file',
    key: `file ${id}`,
    mark,
    kind,
    place: { page, top: -(rect.y + rect.height), at: at ?? 0 },
  };
}

/** The rows that the filter lets through. `nameOf` is searched too. */
export function filtered(
  rows: readonly ListRow[],
  filter: RowFilter,
  nameOf: (person: PersonId) => string,
): ListRow[] {
  const words = folded(filter.text).split(/\s+/u).filter(Boolean);
  const names = new Map<PersonId, string>();
  const nameWords = (person: PersonId) => {
    let name = names.get(person);
    if (name === undefined) names.set(person, (name = folded(nameOf(person))));
    return name;
  };
  return rows.filter((row) => {
    if (filter.kind !== null && filter.kind !== row.kind) return false;
    if (row.is === 'file') {
      if (filter.author !== null || filter.onlyUnread || filter.onlyMentions) return false;
      if (filter.layer !== null && filter.layer !== 'file') return false;
      return words.every((word) => fileText(row.mark).includes(word));
    }
    const { root, resolvedBy } = row.thread;
    if (filter.author !== null && filter.author !== root.author) return false;
    if (filter.layer !== null && filter.layer !== root.layer) return false;
    if (filter.onlyUnread && row.unread === 0) return false;
    if (filter.onlyMentions && !row.callsMe) return false;
    // What is new is never hidden, also not in a thread that was closed.
    if (!filter.withResolved && resolvedBy !== null && row.unread === 0) return false;
    if (words.length === 0) return true;
    const text = `${nameWords(root.author)} ${searchText(row.thread)}`;
    return words.every((word) => text.includes(word));
  });
}

/** A heading of the list, or a row under it. */
export type ListEntry =
  | { readonly is: 'group'; readonly key: string; readonly group: RowGroup; count: number }
  | { readonly is: 'row'; readonly key: string; readonly row: ListRow };

export type RowGroup =
  | { readonly by: 'page'; readonly page: number | null }
  | { readonly by: 'author'; readonly author: PersonId }
  | { readonly by: 'fileAuthor'; readonly name: string }
  | { readonly by: 'kind'; readonly kind: RowKind }
  | { readonly by: 'layer'; readonly layer: Layer | 'file' };

const LAYERS: readonly (Layer | 'file')[] = ['shared', 'group', 'private', 'file'];

/** The rows under headings, each group in the order of the pages from top to bottom. `authors` gives people's order. */
export function grouped(
  rows: readonly ListRow[],
  by: Grouping,
  authors: ReadonlyMap<PersonId, number>,
): ListEntry[] {
  const sorted = rows.toSorted(
    (a, b) =>
      groupOrder(a, by, authors) - groupOrder(b, by, authors) ||
      (by === 'author' ? compare(authorOf(a), authorOf(b)) : 0) ||
      byPlace(a, b),
  );
  const entries: ListEntry[] = [];
  let open: (ListEntry & { is: 'group' }) | undefined;
  for (const row of sorted) {
    const group = groupOf(row, by);
    const key = Object.values(group).join(' ');
    if (open?.key !== key) entries.push((open = { is: 'group', key, group, count: 0 }));
    open.count += 1;
    entries.push({ is: 'row', key: row.key, row });
  }
  return entries;
}

/** The order of reading. */
export function byPlace(a: ListRow, b: ListRow): number {
  const [one, two] = [a.place, b.place];
  return one.page - two.page || one.top - two.top || one.at - two.at || compare(a.key, b.key);
}

function groupOf(row: ListRow, by: Grouping): RowGroup {
  switch (by) {
    case 'page':
      return { by, page: row.is === 'file' ? row.mark.page : (row.thread.mark?.mark.page ?? null) };
    case 'author':
      return row.is === 'file'
        ? { by: 'fileAuthor', name: row.mark.author }
        : { by, author: row.thread.root.author };
    case 'kind':
      return { by, kind: row.kind };
    case 'layer':
      return { by, layer: layerOf(row) };
  }
}

/** A person's id, or what a file calls its author. */
function authorOf(row: ListRow): string {
  return row.is === 'file' ? row.mark.author : row.thread.root.author;
}

function layerOf(row: ListRow): Layer | 'file' {
  return row.is === 'file' ? 'file' : row.thread.root.layer;
}

function groupOrder(row: ListRow, by: Grouping, authors: ReadonlyMap<PersonId, number>): number {
  switch (by) {
    case 'page':
      return 0;
    case 'author':
      // Authors of the file are names only, whoever that was: they come after the people.
      return row.is === 'file' ? authors.size + 1 : (authors.get(row.thread.root.author) ?? authors.size);
    case 'kind':
      return ROW_KINDS.indexOf(row.kind);
    case 'layer':
      return LAYERS.indexOf(layerOf(row));
  }
}

/** From the first page on and from top to bottom; what has no place any more comes last. */
function placeOf({ mark, comments }: Thread): RowPlace {
  if (mark === undefined) return { page: Number.MAX_SAFE_INTEGER, top: 0, at: comments[0]?.mark.at ?? 0 };
  const { bounds } = shapeOf(mark.mark);
  // Upwards in PDF space is earlier in reading.
  return { page: mark.mark.page, top: -(bounds.y + bounds.height), at: mark.mark.at };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const searched = new WeakMap<object, string>();

/** What a search looks through: the mark's words, the page's, and the comments'. Folded once for each value. */
function searchText({ mark, comments }: Thread): string {
  const parts = comments.map((comment) => once(comment.mark, comment.mark.text));
  if (mark !== undefined) {
    const { mark: value } = mark;
    parts.push(once(value, `${wordsOf(value)} ${quoteIn(value) ?? ''}`));
  }
  return parts.join(' ');
}

function fileText(mark: FileMark): string {
  return once(mark, [mark, ...mark.replies].map(({ author, text }) => `${author} ${text}`).join(' '));
}

function once(value: object, text: string): string {
  let found = searched.get(value);
  if (found === undefined) searched.set(value, (found = folded(text)));
  return found;
}
