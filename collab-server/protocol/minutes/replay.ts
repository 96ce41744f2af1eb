import * as Y from 'yjs';
import type { PersonId } from '../wire/ids.ts';
import { minutesBody, SKELETON_CLIENT } from './ydoc.ts';

/** A change of the draft as it is replayed. */
export interface ReplayedRow {
  readonly person: PersonId;
  readonly update: Uint8Array;
}

/** Letters that a stretch of the history put in and took out; what came and went within it counts as neither. */
export interface Letters {
  readonly added: number;
  readonly removed: number;
}

/** Part of the text as an editor reads it. `change` says what the stretch that is looked at did to it. */
export interface ShownNode {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly content?: readonly ShownNode[];
  readonly text?: string;
  readonly marks?: readonly { readonly type: string; readonly attrs?: Readonly<Record<string, unknown>> }[];
  readonly change?: 'added' | 'removed';
  /** Who wrote it; null: nobody, or nobody knows. Only of text. */
  readonly person?: PersonId | null;
}

/** Whether a change is the skeleton, which is in the log under somebody's name and was written by nobody. */
export function isSkeleton(update: Uint8Array): boolean {
  return Y.parseUpdateMeta(update).from.has(SKELETON_CLIENT);
}

/**
 * The draft as it came to be: rows are applied in their order, in as many pieces as one likes. What was deleted is kept,
 * so that it can be shown.
 */
export class MinutesReplay {
  readonly doc = new Y.Doc({ gc: false });
  readonly #writers = new Map<number, PersonId>();
  #before: Y.Snapshot = Y.emptySnapshot;
  #added = 0;
  #removed = 0;

  constructor() {
    this.doc.on('afterTransaction', (transaction: Y.Transaction) => this.#count(transaction));
  }

  /** From here on a stretch is looked at: what changes is told by {@link letters} and {@link shown}. */
  mark(): void {
    this.#before = Y.snapshot(this.doc);
    this.#added = 0;
    this.#removed = 0;
  }

  apply(rows: readonly ReplayedRow[]): void {
    this.doc.transact(() => {
      for (const { person, update } of rows) {
        Y.applyUpdate(this.doc, update);
        for (const client of this.doc.store.clients.keys())
          if (client !== SKELETON_CLIENT && !this.#writers.has(client)) this.#writers.set(client, person);
      }
    });
  }

  /** Since {@link mark}. */
  letters(): Letters {
    return { added: this.#added, removed: this.#removed };
  }

  /** The text as it is now; with `isCompared` also what was taken out since {@link mark}, where it stood. */
  shown(isCompared: boolean): ShownNode[] {
    return this.#children(minutesBody(this.doc), isCompared);
  }

  close(): void {
    this.doc.destroy();
  }

  #wasThere({ client, clock }: Y.ID): boolean {
    return clock < (this.#before.sv.get(client) ?? 0);
  }

  #count(transaction: Y.Transaction): void {
    const { store } = this.doc;
    for (const [client, after] of transaction.afterState) {
      const from = transaction.beforeState.get(client) ?? 0;
      const structs = after === from ? [] : (store.clients.get(client) ?? []);
      for (let at = structs.length - 1; at >= 0; at--) {
        const struct = structs[at];
        if (struct === undefined || struct.id.clock < from) break;
        if (!struct.deleted) this.#added += lettersOf(struct);
      }
    }
    Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
      if (this.#wasThere(struct.id)) this.#removed += lettersOf(struct);
      else if (struct.id.clock < (transaction.beforeState.get(struct.id.client) ?? 0))
        this.#added -= lettersOf(struct);
    });
  }

  #children(parent: Y.XmlFragment, isCompared: boolean): ShownNode[] {
    const nodes: ShownNode[] = [];
    for (let item = parent._start; item !== null; item = item.right) {
      const change = this.#changeOf(item.id, item.deleted);
      if (change === 'never' || (change === 'removed' && !isCompared)) continue;
      if (!(item.content instanceof Y.ContentType)) continue;
      const { type } = item.content;
      if (type instanceof Y.XmlText) nodes.push(...this.#runs(type, isCompared));
      else if (type instanceof Y.XmlElement) {
        const content = this.#children(type, isCompared);
        nodes.push({
          type: type.nodeName,
          attrs: attributesOf(type),
          ...(content.length === 0 ? {} : { content }),
          ...(isCompared && change !== undefined ? { change } : {}),
        });
      }
    }
    return nodes;
  }

  /** `never`: it isn't there, and wasn't when the stretch began. */
  #changeOf(id: Y.ID, isDeleted: boolean): ShownNode['change'] | 'never' {
    const was = this.#wasThere(id) && !Y.isDeleted(this.#before.ds, id);
    if (isDeleted) return was ? 'removed' : 'never';
    return was ? undefined : 'added';
  }

  #runs(text: Y.XmlText, isCompared: boolean): ShownNode[] {
    const runs: ShownNode[] = [];
    const formats = new Set<string>();
    for (let item = text._start; item !== null; item = item.right) {
      const { content } = item;
      if (content instanceof Y.ContentFormat && !item.deleted) {
        if (content.value === null) formats.delete(content.key);
        else formats.add(content.key);
      }
      if (!(content instanceof Y.ContentString)) continue;
      const person = this.#writers.get(item.id.client) ?? null;
      const marks = [...formats].map((type) => ({ type }));
      // What was merged into one item may have come, or gone, at several times.
      let begin = 0;
      const changeAt = (offset: number) =>
        this.#changeOf(Y.createID(item.id.client, item.id.clock + offset), item.deleted);
      for (let end = 1; end <= content.str.length; end++) {
        const change = changeAt(begin);
        if (end < content.str.length && changeAt(end) === change) continue;
        if (change !== 'never' && (change !== 'removed' || isCompared)) {
          runs.push({
            type: 'text',
            text: content.str.slice(begin, end),
            marks,
            person,
            ...(isCompared && change !== undefined ? { change } : {}),
          });
        }
        begin = end;
      }
    }
    return runs;
  }
}

function lettersOf(struct: Y.Item | Y.GC | Y.Skip): number {
  if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) return 0;
  return Array.from(struct.content.str).length;
}

/** Also of a node that was deleted, whose attributes went with it. */
function attributesOf(node: Y.XmlElement): Record<string, unknown> {
  return Object.fromEntries(
    [...node._map].flatMap(([name, { content, deleted }]) =>
      deleted && node._item?.deleted !== true ? [] : [[name, content.getContent().at(-1)]],
    ),
  );
}
