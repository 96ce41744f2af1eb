import type * as Y from 'yjs';
import { type ChangedKey, ChangedComments } from '#protocol/annotation/changed-comments';
import { isPageMark, type MarkRef } from '#protocol/annotation/mark';
import { annotationRoomName, type AnnotationRoom, layerMap, readMark } from '#protocol/annotation/ydoc';
import { type MarkId, type PersonId, VersionId } from '#protocol/wire/ids';
import type { Environment } from '../../environment.ts';
import type { Statement, Storage } from '../../storage/port.ts';

/** Somebody is called upon in a comment that is on the disk. */
export interface MentionCall {
  readonly room: AnnotationRoom;
  /** Whoever is called upon. Whether they may read the comment has not been asked. */
  readonly person: PersonId;
  readonly by: PersonId;
  readonly comment: MarkId;
  readonly on: MarkRef;
  /** The page of the mark, counted from 0; 0 when the mark is gone. */
  readonly page: number;
  readonly text: string;
}

/** What an update that was accepted brings with it: `statements` belong into its commit, `done` follows when that is durable. */
export interface MentionConsequence {
  readonly statements: readonly Statement[];
  done(): void;
}

/** Where a person was called upon, and when, by the server's clock. */
export interface StoredMention {
  readonly version: VersionId;
  readonly room: string;
  readonly author: string;
  readonly at: number;
}

/**
 * Who is called upon in comments of shared and group layers. Private layers are never looked at. One table keeps it, in
 * step with the documents: it is written in the commit of the comment itself.
 */
export interface Mentions {
  /** Follows one document. Undefined for a room whose comments are nobody else's business. */
  watch(room: AnnotationRoom, doc: Y.Doc): { taken(): MentionConsequence | undefined } | undefined;
  /** Calls back for everybody who is called upon, once per comment. */
  onCall(listener: (call: MentionCall) => void): void;
  /** Where this person is called upon in these versions, in whatever room. */
  of(person: PersonId, versions: readonly VersionId[]): Promise<StoredMention[]>;
  /** Versions in which this person was called upon after that time, most recent first, at most 200. */
  versionsSince(person: PersonId, since: number): Promise<VersionId[]>;
}

/** Versions that are asked for at once. */
const ASKED_AT_ONCE = 200;

export function createMentions(storage: Storage, env: Environment): Mentions {
  const { sql } = storage;
  const listeners = new Set<(call: MentionCall) => void>();

  const rows = (
    room: AnnotationRoom,
    { author, id }: ChangedKey,
    called: ReadonlySet<PersonId>,
  ): Statement[] => {
    const key = { room: annotationRoomName(room), author, comment: id };
    const gone = sql
      .deleteFrom('mention')
      .where('room', '=', key.room)
      .where('author', '=', author)
      .where('comment', '=', id)
      .$if(called.size > 0, (query) => query.where('person', 'not in', [...called]));
    return [
      { query: gone.compile() },
      ...[...called].map((person) => ({
        query: sql
          .insertInto('mention')
          .values({ ...key, person, version: room.version, at: env.now() })
          // Whoever was called upon before the comment was changed was told then.
          .onConflict((conflict) => conflict.doNothing())
          .compile(),
      })),
    ];
  };

  return {
    watch(room, doc) {
      if (room.layer === 'private') return undefined;
      const changes = new ChangedComments();
      /** Whom each comment calls upon. */
      const known = new Map<string, ReadonlySet<PersonId>>();
      for (const change of changes.all(doc)) {
        const called = calledIn(change);
        if (called.size > 0) known.set(keyOf(change), called);
      }
      const wasComment = (author: PersonId, id: string) => known.size > 0 && known.has(`${author} ${id}`);
      let gathered: ChangedKey[] = [];
      doc.on('afterTransaction', (transaction) => gathered.push(...changes.in(transaction, wasComment)));
      return {
        taken() {
          if (gathered.length === 0) return undefined;
          const changed = gathered;
          gathered = [];
          const statements: Statement[] = [];
          const calls: MentionCall[] = [];
          for (const change of changed) {
            const before = known.get(keyOf(change));
            const called = calledIn(change);
            if (before === undefined && called.size === 0) continue;
            if (called.size === 0) known.delete(keyOf(change));
            else known.set(keyOf(change), called);
            statements.push(...rows(room, change, called));
            const { comment } = change;
            if (comment === undefined) continue;
            const page = pageOf(doc, comment.on);
            for (const person of called) {
              if (before?.has(person) === true) continue;
              calls.push({
                room,
                person,
                by: change.author,
                comment: comment.id,
                on: comment.on,
                page,
                text: comment.text,
              });
            }
          }
          if (statements.length === 0) return undefined;
          const done = () => {
            for (const call of calls) for (const listener of listeners) listener(call);
          };
          return { statements, done };
        },
      };
    },
    onCall(listener) {
      listeners.add(listener);
    },
    async of(person, versions) {
      const found: StoredMention[] = [];
      for (let from = 0; from < versions.length; from += ASKED_AT_ONCE) {
        const part = await storage.read(
          sql
            .selectFrom('mention')
            .select(['version', 'room', 'author', 'at'])
            .where('person', '=', person)
            .where('version', 'in', versions.slice(from, from + ASKED_AT_ONCE))
            .compile(),
        );
        found.push(...part.map((row) => ({ ...row, version: VersionId.parse(row.version) })));
      }
      return found;
    },
    async versionsSince(person, since) {
      const found = await storage.read(
        sql
          .selectFrom('mention')
          .select((select) => ['version', select.fn.max('at').as('last')])
          .where('person', '=', person)
          .where('at', '>', since)
          .groupBy('version')
          .orderBy('last', 'desc')
          .limit(ASKED_AT_ONCE)
          .compile(),
      );
      return found.map(({ version }) => VersionId.parse(version));
    },
  };
}

/** Nobody calls upon themselves. */
function calledIn({ author, comment }: ChangedKey): ReadonlySet<PersonId> {
  return new Set((comment?.mentions ?? []).filter((person) => person !== author));
}

function pageOf(doc: Y.Doc, { author, mark }: MarkRef): number {
  const read = readMark(mark, layerMap(doc, author).get(mark));
  return read !== undefined && isPageMark(read.mark) ? read.mark.page : 0;
}

function keyOf({ author, id }: ChangedKey): string {
  return `${author} ${id}`;
}
