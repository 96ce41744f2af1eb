import { type Comment, MAX_MENTIONS, MAX_NOTE } from '#protocol/annotation/mark';
import type { Layer } from '#protocol/annotation/ydoc';
import type { MarkId, PersonId } from '#protocol/wire/ids';
import type { Placed, PlacedMark, PlacedRecord } from '../mark-index.ts';
import type { MarkEdit, MarkStore } from '../mark-store.ts';
import { promote, questionIn } from './promote.ts';
import { addSeen, seenIn, type SeenRecord } from './seen-marks.ts';
import {
  mentions,
  type PlacedComment,
  rootOf,
  saysSomething,
  type Talk,
  talkIn,
  type Thread,
  threadKey,
  threadOf,
  type ThreadRoot,
  unreadIn,
} from './thread-model.ts';

/** Changes of others are taken in together, after so many milliseconds. */
const TOGETHER = 60;
const NO_TALK: ReadonlyMap<string, Talk> = new Map();

export interface ThreadBookOptions {
  readonly store: MarkStore;
  readonly makeId: () => MarkId;
  /** Whether the server has told what there is: what comes later is news. */
  readonly isCompared: () => boolean;
}

/**
 * What there is to see, as a value: what is asked about it takes it as an argument, so that whoever shows an answer
 * asks again when it has changed. Another value also when marks came or went.
 */
export interface ThreadsView {
  /** What was said, by {@link threadKey}. */
  readonly talk: ReadonlyMap<string, Talk>;
  readonly seen: ReadonlySet<MarkId>;
  /** Words of others that this person has not seen, in all layers. */
  readonly unread: number;
  /** Layers on which this person writes now. */
  readonly writable: ReadonlySet<Layer>;
  /** A thread that is begun on a mark which has none yet. */
  readonly begun: ThreadRoot | null;
}

/**
 * The threads on one version of a paper, as one person sees them, and what that person does in them. Kept in step with
 * the {@link MarkStore}; what it costs per change grows with what was said and with the notes of the pages that changed,
 * not with the strokes.
 */
export class ThreadBook {
  readonly #store: MarkStore;
  readonly #options: ThreadBookOptions;
  readonly #listeners = new Set<() => void>();
  readonly #mentionListeners = new Set<(comment: PlacedComment) => void>();
  readonly #stops: (() => void)[];
  /** Notes of others by page. */
  readonly #notes = new Map<number, PlacedMark[]>();
  readonly #changedPages = new Set<number>();
  /** Comments that call upon this person and were there before. */
  readonly #knownMentions = new Set<string>();
  /** From the version before, about marks that were carried to this one. */
  #earlier: readonly PlacedRecord[] = [];
  #recordsChanged = true;
  #isNews = false;
  readonly #began = Date.now();
  #growing: MarkId | undefined;
  #begun: ThreadRoot | null = null;
  /** The mark that was made for what is said first in the thread that is begun. */
  #madeFor: MarkId | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #view: ThreadsView = { talk: NO_TALK, seen: new Set(), unread: 0, writable: new Set(), begun: null };
  /** The view that listeners know. */
  #told = this.#view;

  constructor(options: ThreadBookOptions) {
    this.#options = options;
    this.#store = options.store;
    for (const { mark } of this.#store.all()) this.#changedPages.add(mark.page);
    this.#stops = [
      this.#store.onPages((pages) => {
        for (const page of pages) this.#changedPages.add(page);
        this.#soon();
      }),
      this.#store.onRecords(() => {
        this.#recordsChanged = true;
        this.#soon();
      }),
      this.#store.subscribe(() => {
        if (!this.#isNews || !isSame(this.#view.writable, this.#writable())) this.#soon();
      }),
    ];
    this.#refresh();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): ThreadsView => this.#view;

  /** Calls back when somebody calls upon this person while they are here. Returns what stops it. */
  onMention(listener: (comment: PlacedComment) => void): () => void {
    this.#mentionListeners.add(listener);
    return () => this.#mentionListeners.delete(listener);
  }

  /** Takes in what was said and seen in the version before, about the marks that are here now. It is no news. */
  takeEarlier(records: readonly PlacedRecord[]): void {
    if (records.length === 0 && this.#earlier.length === 0) return;
    this.#earlier = records;
    this.#newMentions(talkIn(records));
    this.#recordsChanged = true;
    this.#soon();
  }

  thread(root: ThreadRoot, { talk }: Pick<ThreadsView, 'talk'> = this.#view): Thread {
    return threadOf(root, this.#markAt(root), talk.get(threadKey(root)));
  }

  /** Threads whose mark was removed by its author. */
  withoutMark(): Thread[] {
    const found: Thread[] = [];
    for (const [, talk] of this.#view.talk) {
      const [first] = talk.comments;
      if (first === undefined) continue;
      const root: ThreadRoot = { layer: first.layer, ...first.mark.on };
      if (this.#isHidden(root) || this.#markAt(root) !== undefined) continue;
      found.push(threadOf(root, undefined, talk));
    }
    return found;
  }

  unreadIn(thread: Thread, { seen }: Pick<ThreadsView, 'seen'> = this.#view): number {
    return unreadIn(thread, this.#store.me, seen).length;
  }

  /** Whether somebody calls upon this person in it. */
  callsMe(thread: Thread): boolean {
    return mentions(thread, this.#store.me);
  }

  /** Whether this person may change or remove the comment. What was said in an earlier version stays as it is. */
  mayChange(
    { id, author, layer }: PlacedComment,
    { writable }: Pick<ThreadsView, 'writable'> = this.#view,
  ): boolean {
    return author === this.#store.me && writable.has(layer) && this.#store.own(id) !== undefined;
  }

  /** Opens the talk on a mark at its place on the page, also where nothing was said yet; null: done with it. */
  begin(root: ThreadRoot | null): void {
    this.#begun = root;
    this.#madeFor = undefined;
    this.#publish();
  }

  /** The same on a mark that was made in order to say something about it: both are one step of undo. */
  beginWith(placed: PlacedMark): void {
    this.begin(rootOf(placed));
    this.#madeFor = placed.id;
  }

  reply(root: ThreadRoot, text: string, people: readonly PersonId[]): void {
    const clean = cleanText(text);
    if (clean === '') return;
    const { comments } = this.thread(root);
    // A reply stands after what it answers, whatever the clocks say.
    const after = comments.at(-1)?.mark.at ?? 0;
    const comment: Comment = {
      kind: 'comment',
      on: { author: root.author, mark: root.mark },
      text: clean,
      mentions: people.slice(0, MAX_MENTIONS),
      at: Math.max(Date.now(), after + 1),
    };
    const madeFor = this.#madeFor === root.mark && comments.length === 0 ? root.mark : undefined;
    this.#write([{ layer: root.layer, id: this.#options.makeId(), mark: comment }], madeFor);
    this.see(this.thread(root));
  }

  /** Changes one's own comment; empty text removes it. */
  edit({ id, layer, mark }: PlacedComment, text: string, people: readonly PersonId[]): void {
    const clean = cleanText(text);
    if (clean === mark.text) return;
    const changed: Comment = {
      ...mark,
      text: clean,
      mentions: people.slice(0, MAX_MENTIONS),
      edited: Date.now(),
    };
    this.#write([{ layer, id, mark: clean === '' ? null : changed }]);
  }

  setResolved(root: ThreadRoot, resolved: boolean): void {
    const before = this.#view.talk.get(threadKey(root))?.resolution;
    const id = before?.author === this.#store.me ? before.id : this.#options.makeId();
    const at = Math.max(Date.now(), (before?.mark.at ?? 0) + 1);
    const on = { author: root.author, mark: root.mark };
    this.#write([{ layer: root.layer, id, mark: { kind: 'resolution', on, resolved, at } }]);
  }

  /** What is in the thread now has been seen. */
  see(thread: Thread): void {
    this.#remember(unreadIn(thread, this.#store.me, this.#view.seen).map(({ id }) => id));
  }

  seeAll(): void {
    this.#remember([...this.#unreadWords()].map(({ id }) => id));
  }

  /** Whether a mark of one's own can go into the shared layer, and whether it has words for a question. */
  mayPromote(
    placed: PlacedMark,
    view: Pick<ThreadsView, 'talk' | 'writable'> = this.#view,
  ): { readonly mark: boolean; readonly question: boolean } {
    const isOwn = placed.author === this.#store.me && placed.layer !== 'shared';
    const may = isOwn && view.writable.has('shared');
    return { mark: may, question: may && questionIn(placed, this.#ownComments(placed, view)) !== undefined };
  }

  /** Brings a mark of one's own into the shared layer; answers where it is now. */
  promote(placed: PlacedMark, as: 'mark' | 'question'): ThreadRoot | undefined {
    if (!this.mayPromote(placed).mark) return undefined;
    const { mark, author, layer } = placed;
    const bytes = mark.kind === 'image' ? this.#store.pictureOf({ ...placed, mark }) : undefined;
    const picture =
      bytes === undefined || mark.kind !== 'image'
        ? undefined
        : { id: mark.picture, author, layer, mark: bytes };
    const comments = this.#ownComments(placed, this.#view);
    const moved = promote({ placed, comments, picture }, as, this.#store.me, this.#options.makeId);
    if (moved === undefined) return undefined;
    this.#write(moved.edits);
    return { layer: 'shared', author, mark: moved.made };
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const stop of this.#stops) stop();
    this.#listeners.clear();
    this.#mentionListeners.clear();
  }

  #ownComments(placed: PlacedMark, { talk }: Pick<ThreadsView, 'talk'>): PlacedComment[] {
    const comments = talk.get(threadKey(rootOf(placed)))?.comments ?? [];
    return comments.filter(({ author }) => author === this.#store.me);
  }

  #write(edits: readonly MarkEdit[], madeFor?: MarkId): void {
    this.#store.write(edits, madeFor);
    this.#refresh();
  }

  #remember(ids: readonly MarkId[]): void {
    if (ids.length === 0) return;
    const { edits, growing } = addSeen(
      this.#seenRecords(),
      ids,
      this.#growing,
      this.#options.makeId,
      Date.now(),
      this.#began,
    );
    this.#growing = growing;
    this.#store.remember(edits.map((edit) => ({ layer: 'private', ...edit })));
    this.#refresh();
  }

  #seenRecords(): SeenRecord[] {
    const found: SeenRecord[] = [];
    for (const { id, author, layer, mark } of this.#store.records()) {
      if (mark.kind === 'seen' && layer === 'private' && author === this.#store.me) found.push({ id, mark });
    }
    return found;
  }

  *#earlierSeen(): Generator<SeenRecord> {
    for (const { id, mark } of this.#earlier) if (mark.kind === 'seen') yield { id, mark };
  }

  #markAt(root: ThreadRoot): PlacedMark | undefined {
    return this.#isHidden(root) ? undefined : this.#store.find(root, root.layer);
  }

  #isHidden({ author, layer }: Pick<ThreadRoot, 'author' | 'layer'>): boolean {
    return !this.#store.shows({ author, layer });
  }

  *#unreadWords(): Generator<Placed<Comment> | PlacedMark> {
    const { me } = this.#store;
    const { seen, talk } = this.#view;
    for (const notes of this.#notes.values()) {
      for (const note of notes) if (!seen.has(note.id)) yield note;
    }
    for (const { comments } of talk.values()) {
      const [first] = comments;
      if (first === undefined || this.#isHidden({ layer: first.layer, author: first.mark.on.author }))
        continue;
      yield* unreadIn({ mark: undefined, comments }, me, seen);
    }
  }

  #writable(): ReadonlySet<Layer> {
    return new Set(this.#store.layers.filter((layer) => this.#store.lock(layer) === null));
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => this.#refresh(), TOGETHER);
  }

  #refresh(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const page of this.#changedPages) {
      const notes = this.#store
        .on(page)
        .filter((placed) => saysSomething(placed) && placed.author !== this.#store.me);
      if (notes.length === 0) this.#notes.delete(page);
      else this.#notes.set(page, notes);
    }
    // A mark that came or went changes its thread.
    if (this.#changedPages.size > 0) this.#view = { ...this.#view };
    this.#changedPages.clear();
    const called: PlacedComment[] = [];
    if (this.#recordsChanged) {
      this.#recordsChanged = false;
      const talk = talkIn([...this.#earlier, ...this.#store.records()]);
      const seen = seenIn([...this.#earlierSeen(), ...this.#seenRecords()]);
      this.#view = { ...this.#view, talk, seen };
      called.push(...this.#newMentions(talk));
    }
    // What the server had when this window was opened is counted, and not announced one by one.
    const isNews = this.#isNews;
    this.#isNews ||= this.#options.isCompared();
    this.#publish();
    if (isNews)
      for (const comment of called) for (const listener of this.#mentionListeners) listener(comment);
  }

  #newMentions(talk: ReadonlyMap<string, Talk>): PlacedComment[] {
    const { me } = this.#store;
    const found: PlacedComment[] = [];
    for (const { comments } of talk.values()) {
      for (const comment of comments) {
        if (comment.author === me || !comment.mark.mentions.includes(me)) continue;
        const key = `${comment.layer} ${comment.author} ${comment.id}`;
        if (this.#knownMentions.has(key)) continue;
        this.#knownMentions.add(key);
        found.push(comment);
      }
    }
    return found;
  }

  #publish(): void {
    let unread = 0;
    for (const _ of this.#unreadWords()) unread += 1;
    const { unread: before, begun, writable } = this.#view;
    const now = this.#writable();
    if (unread !== before || begun !== this.#begun || !isSame(writable, now))
      this.#view = { ...this.#view, unread, begun: this.#begun, writable: now };
    if (this.#view === this.#told) return;
    this.#told = this.#view;
    for (const listener of this.#listeners) listener();
  }
}

function isSame<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one));
}

function cleanText(text: string): string {
  return text.normalize('NFC').trim().slice(0, MAX_NOTE);
}
