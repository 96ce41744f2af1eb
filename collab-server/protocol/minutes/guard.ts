import * as Y from 'yjs';
import type { GuardContext, Verdict } from '../annotation/guard.ts';
import type { RefusalCode } from '../wire/codes.ts';
import { CONCLUSION_ATTRIBUTES } from './conclusions.ts';
import { BODY, FORMATS, NODES, SKELETON_CLIENT } from './ydoc.ts';

type Struct = Y.Item | Y.GC | Y.Skip;

/** The new structs of one client id in an update, in the order of their clocks. `next` is the clock fitted up to. */
interface Group {
  readonly structs: readonly Struct[];
  done: number;
  next: number;
}

/** Most characters of a value beside the text: an attribute, or its name. */
const MAX_VALUE = 2000;
const MAX_NUMBERS = 100;

const refused = (code: RefusalCode): Verdict => ({ kind: 'refuse', code });

/**
 * Decides, before an update touches a meeting's minutes, whether its sender may make it. Whoever may write shares one
 * text with the others and may change all of it; nobody writes under another's client id, beside the text, what no
 * editor can show, or onto what isn't there. One guard belongs to one document and must see every update of it.
 */
export class MinutesGuard {
  readonly #doc: Y.Doc;

  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  /** Looks at `bytes` and changes nothing: the caller applies the verdict's update before it asks again. */
  check(bytes: Uint8Array, context: GuardContext): Verdict {
    let decoded: ReturnType<typeof Y.decodeUpdate>;
    try {
      decoded = Y.decodeUpdate(bytes);
    } catch {
      // The decoder throws at the end of its bytes, on unknown content and on values that are too deep.
      return refused('badRequest');
    }
    // What doesn't fit is part of the answer to the question for what is missing; in that answer it is a fault. [MIN-6]
    const unfit: Verdict = context.message === 'missing' ? refused('badRequest') : { kind: 'resync' };
    const groups = this.#fresh(decoded.structs);
    if (groups === undefined) return unfit;

    for (const client of groups.keys()) {
      const owner = context.ownerOf(client);
      if (client === SKELETON_CLIENT || (owner !== undefined && owner !== context.person))
        return refused('foreignClient');
    }
    if (!this.#fits(groups)) return unfit;
    const deletion = this.#deletions(decoded.ds, groups);
    if (deletion === 'unknown') return unfit;

    if (groups.size === 0 && deletion === 'known') return { kind: 'nothing' };
    if (context.readOnly !== undefined) return refused(context.readOnly);
    for (const { structs } of groups.values()) {
      if (!structs.every(isWellFormed)) return refused('badRequest');
    }
    const claims = [...groups.keys()].filter((client) => context.ownerOf(client) === undefined);
    // Written anew: blocks of one client that were in two pieces would be read as the last of them alone.
    return { kind: 'apply', update: Y.diffUpdate(bytes, NOTHING_KNOWN), claims };
  }

  /** What the document hasn't yet, by client; undefined when clocks are left out. */
  #fresh(structs: readonly Struct[]): Map<number, Group> | undefined {
    const groups = new Map<number, Group>();
    for (const [client, all] of Map.groupBy(structs, ({ id }) => id.client)) {
      const known = Y.getState(this.#doc.store, client);
      let next: number | undefined;
      for (const { id, length } of all) {
        if (next !== undefined && id.clock !== next) return undefined;
        next = id.clock + length;
      }
      const fresh = all.filter(({ id, length }) => id.clock + length > known);
      if (fresh.some((struct) => struct instanceof Y.Skip)) return undefined;
      if (fresh.length > 0) groups.set(client, { structs: fresh, done: 0, next: known });
    }
    return groups;
  }

  /** Whether Yjs can integrate all of it in some order. */
  #fits(groups: ReadonlyMap<number, Group>): boolean {
    const isThere = (id: Y.ID | null): boolean =>
      id === null || id.clock < (groups.get(id.client)?.next ?? Y.getState(this.#doc.store, id.client));
    const fits = (struct: Struct, next: number): boolean =>
      struct.id.clock <= next &&
      (!(struct instanceof Y.Item) ||
        (isThere(struct.origin) &&
          isThere(struct.rightOrigin) &&
          (!(struct.parent instanceof Y.ID) || isThere(struct.parent))));
    let progress = true;
    while (progress) {
      progress = false;
      for (const group of groups.values()) {
        let struct = group.structs[group.done];
        while (struct !== undefined && fits(struct, group.next)) {
          group.next = struct.id.clock + struct.length;
          struct = group.structs[++group.done];
          progress = true;
        }
      }
    }
    return [...groups.values()].every(({ structs, done }) => done === structs.length);
  }

  /** Whether the deletions take something away, repeat what is known, or are of what isn't there. */
  #deletions(
    { clients }: ReturnType<typeof Y.decodeUpdate>['ds'],
    groups: ReadonlyMap<number, Group>,
  ): 'new' | 'known' | 'unknown' {
    let found: 'new' | 'known' = 'known';
    for (const [client, ranges] of clients) {
      const known = Y.getState(this.#doc.store, client);
      const end = groups.get(client)?.next ?? known;
      for (const { clock, len } of ranges) {
        if (clock + len > end) return 'unknown';
        if (clock + len > known) found = 'new';
        for (let at = clock; found === 'known' && at < clock + len;) {
          const item: Y.Item | Y.GC = Y.getItem(this.#doc.store, Y.createID(client, at));
          if (!item.deleted) found = 'new';
          at = item.id.clock + item.length;
        }
      }
    }
    return found;
  }
}

/** The state vector of somebody who has nothing. */
const NOTHING_KNOWN = new Uint8Array([0]);

/** Whether a struct is what an editor of minutes makes, under the root of the text. */
function isWellFormed(struct: Struct): boolean {
  if (!(struct instanceof Y.Item)) return true;
  const { content, parentSub } = struct;
  // Everything that is there lies under this root, so what names a neighbour or a parent does as well.
  if (typeof struct.parent === 'string' && (struct.parent !== BODY || parentSub !== null)) return false;
  if (parentSub !== null && !/^\w{1,40}$/.test(parentSub)) return false;
  if (content instanceof Y.ContentDeleted) return true;
  if (content instanceof Y.ContentAny) {
    const parser = parentSub === null ? undefined : CONCLUSION_ATTRIBUTES.get(parentSub);
    return content.arr.every((value) =>
      parser === undefined ? isAttribute(value) : value == null || parser.safeParse(value).success,
    );
  }
  // The text itself is bounded by the message that it comes in.
  if (content instanceof Y.ContentString) return parentSub === null;
  if (content instanceof Y.ContentFormat) return isFormat(content);
  if (!(content instanceof Y.ContentType) || parentSub !== null) return false;
  const { type } = content;
  return type instanceof Y.XmlText || (type instanceof Y.XmlElement && NODES.has(type.nodeName));
}

function isAttribute(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= MAX_VALUE;
  // Widths of a table's columns.
  if (Array.isArray(value)) return value.length <= MAX_NUMBERS && value.every(Number.isFinite);
  return value == null || typeof value === 'boolean' || Number.isFinite(value);
}

function isFormat({ key, value }: Y.ContentFormat): boolean {
  if (!FORMATS.has(key)) return false;
  // These have no attributes: an empty object begins them, null ends them.
  const given: unknown = value;
  return given === null || given === true || (typeof given === 'object' && Object.keys(given).length === 0);
}
