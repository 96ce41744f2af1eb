import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import type { RefusalCode } from '../wire/codes.ts';
import type { PersonId } from '../wire/ids.ts';
import { MAX_POINT_BYTES } from './mark.ts';
import { pickFromUpdate } from './update-pick.ts';
import {
  type ScanBounds,
  type ScannedDeletion,
  type ScannedStruct,
  type StructId,
  scanUpdate,
} from './update-scan.ts';
import { layerKey, readMark } from './ydoc.ts';

/** Who sends an update, and what is known about them. */
export interface GuardContext {
  readonly person: PersonId;
  /** Why this person may not write here at the moment; undefined when they may. */
  readonly readOnly: RefusalCode | undefined;
  /** `missing` is a sync step 2: what the other side lacks, which may hold structs that others made. */
  readonly message: 'update' | 'missing';
  /** The person to whom a Yjs client id belongs in this room; undefined when nobody has used it yet. */
  ownerOf(client: number): PersonId | undefined;
}

/**
 * What is to be done with an update.
 * - `apply`: `update` (the whole, or the sender's own part of it) may be stored, applied and relayed, after `claims`,
 *   the client ids that become the sender's by it, have been recorded.
 * - `nothing`: it changes nothing.
 * - `resync`: it builds on something that isn't here; ask the sender for what is missing, never park it.
 * - `refuse`: nothing of it may be applied.
 */
export type Verdict =
  | { readonly kind: 'apply'; readonly update: Uint8Array; readonly claims: readonly number[] }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'resync' }
  | { readonly kind: 'refuse'; readonly code: RefusalCode };

export interface GuardLimits extends ScanBounds {
  /** Most marks that one author may have in a room at a time. */
  readonly marks: number;
}

/** An hour without network, drawn hard, fits into one update of these bounds. */
export const GUARD_LIMITS: GuardLimits = {
  structs: 50_000,
  clients: 4096,
  deletions: 100_000,
  valueBytes: MAX_POINT_BYTES + 2048,
  marks: 20_000,
};

/** Where an element is: a root map and a key of it. */
interface Place {
  readonly root: string;
  readonly key: string | undefined;
}

interface Step {
  readonly struct: ScannedStruct;
  place: Place | undefined;
}

/** The new structs of one client id in an update, in the order of their clocks. */
interface Group {
  readonly client: number;
  readonly owner: PersonId | undefined;
  readonly steps: Step[];
  /** How many of `steps` have been found to fit onto what is there. */
  done: number;
  own: number;
  foreign: number;
}

const refused = (code: RefusalCode): Verdict => ({ kind: 'refuse', code });

/**
 * Decides, before an update touches the document, whether its sender may make it: everything that it inserts,
 * overwrites or deletes must lie in the sender's own root map, be a well-formed value, fit onto what is there, and come
 * from a Yjs client id that belongs to the sender. One guard belongs to one document and must see every update of it.
 */
export class AnnotationGuard {
  readonly #doc: Y.Doc;
  readonly #limits: GuardLimits;
  readonly #isValue: (key: string, value: unknown) => boolean;
  readonly #rootNames = new WeakMap<object, string>();
  /** Per author at least as many as there are; counted anew when it reaches the limit. */
  readonly #marks = new Map<PersonId, number>();

  /** `isValue`: whether a value may lie in the map under that key; a mark, where nothing else is said. */
  constructor(
    doc: Y.Doc,
    limits: GuardLimits = GUARD_LIMITS,
    isValue: (key: string, value: unknown) => boolean = (key, value) => readMark(key, value) !== undefined,
  ) {
    this.#doc = doc;
    this.#limits = limits;
    this.#isValue = isValue;
  }

  /** Looks at `bytes` and changes nothing: the caller applies the verdict's update before it asks again. */
  check(bytes: Uint8Array, context: GuardContext): Verdict {
    const scanned = scanUpdate(bytes, this.#limits);
    if (scanned === undefined) return refused('badRequest');
    const own = layerKey(context.person);
    const tolerant = context.message === 'missing';

    const groups = new Map<number, Group>();
    let dropped = false;
    for (const block of scanned.blocks) {
      const owner = context.ownerOf(block.client);
      const known = Y.getState(this.#doc.store, block.client);
      const fresh = block.structs.filter((struct) => struct.clock + struct.length > known);
      if (fresh.length < block.structs.length) dropped = true;
      if (fresh.length === 0) continue;
      if (owner !== undefined && owner !== context.person) {
        if (!tolerant) return refused('foreignClient');
        dropped = true;
        continue;
      }
      const steps = fresh.map((struct) => ({ struct, place: undefined }));
      groups.set(block.client, { client: block.client, owner, steps, done: 0, own: 0, foreign: 0 });
    }

    const broken = this.#fit(groups, own);
    if (broken !== undefined) return broken;

    const claims: number[] = [];
    let stuck = false;
    for (const group of groups.values()) {
      const complete = group.done === group.steps.length;
      const mine = group.owner !== undefined || group.own > 0;
      // An id that nobody has used and that writes for somebody else only: it came by way of another tab. [GUARD-8]
      if (tolerant && !mine && (complete || this.#waitsForOthers(group, context))) {
        groups.delete(group.client);
        dropped = true;
      } else if (group.foreign > 0) {
        return refused('foreignLayer');
      } else if (!complete) {
        stuck = true;
      } else if (group.owner === undefined) {
        claims.push(group.client);
      }
    }
    if (stuck) return tolerant ? refused('badRequest') : { kind: 'resync' };

    const deletions: ScannedDeletion[] = [];
    for (const range of scanned.deletions) {
      let clock = range.clock;
      const end = range.clock + range.length;
      while (clock < end) {
        const piece = this.#lookUp(groups, range.client, clock, end);
        const length = Math.min(end, piece.until) - clock;
        if (piece.state === 'live' && piece.place?.root === own) {
          deletions.push({ client: range.client, clock, length });
        } else if (piece.state === 'deleted') {
          dropped = true;
        } else if (tolerant) {
          dropped = true;
        } else {
          return piece.state === 'unknown' ? { kind: 'resync' } : refused('foreignLayer');
        }
        clock += length;
      }
    }

    if (groups.size === 0 && deletions.length === 0) return { kind: 'nothing' };
    if (context.readOnly !== undefined) return refused(context.readOnly);
    const ill = this.#values(bytes, groups.values(), deletions, context.person);
    if (ill !== undefined) return refused(ill);
    if (!dropped) return { kind: 'apply', update: bytes, claims };
    const blocks = [...groups.values()].map(({ client, steps }) => ({
      client,
      structs: steps.map((step) => step.struct),
    }));
    return { kind: 'apply', update: pickFromUpdate(bytes, { blocks, deletions }), claims };
  }

  /**
   * Fits the groups' structs onto the document in an order in which Yjs can integrate them, naming each one's place.
   * What can't be fitted stays beyond `done`: it waits for something that isn't here. A returned verdict ends the
   * matter.
   */
  #fit(groups: Map<number, Group>, own: string): Verdict | undefined {
    let progress = true;
    while (progress) {
      progress = false;
      for (const group of groups.values()) {
        while (group.done < group.steps.length) {
          const step = group.steps[group.done];
          if (step === undefined || !this.#fits(groups, group, step)) break;
          const { struct } = step;
          // Our documents never collect an element whole: only a forged one takes clocks without having a place.
          if (struct.kind === 'collected') return refused('badRequest');
          const place = this.#placeOf(groups, group, step);
          step.place = place;
          if (place?.root === own) {
            if (place.key === undefined) return refused('badRequest');
            group.own++;
          } else {
            group.foreign++;
          }
          group.done++;
          progress = true;
        }
      }
    }
    return undefined;
  }

  /** Whether everything that a struct refers to is in the document or among the steps fitted already. [GUARD-5] */
  #fits(groups: Map<number, Group>, group: Group, { struct }: Step): boolean {
    if (struct.kind === 'gap') return false;
    if (struct.clock > this.#next(groups, group.client)) return false;
    return [struct.origin, struct.rightOrigin, struct.parent].every(
      (id) => id === undefined || id.clock < this.#next(groups, id.client),
    );
  }

  /** Whether the first struct that doesn't fit waits for one that belongs to another person. */
  #waitsForOthers(group: Group, context: GuardContext): boolean {
    const struct = group.steps[group.done]?.struct;
    return [struct?.origin, struct?.rightOrigin, struct?.parent].some((id) => {
      const owner = id === undefined ? undefined : context.ownerOf(id.client);
      return owner !== undefined && owner !== context.person;
    });
  }

  /** The clock up to which a client's elements are there, with the steps fitted already. */
  #next(groups: Map<number, Group>, client: number): number {
    const group = groups.get(client);
    const last = group?.steps[group.done - 1]?.struct;
    return last === undefined ? Y.getState(this.#doc.store, client) : last.clock + last.length;
  }

  #placeOf(groups: Map<number, Group>, group: Group, { struct }: Step): Place | undefined {
    const places: (Place | undefined)[] = [];
    if (struct.root !== undefined) places.push({ root: struct.root, key: struct.key });
    const ids: (StructId | undefined)[] = [struct.origin, struct.rightOrigin, struct.parent];
    // The part that is known already ends where the rest is going to be linked in: it must be the same place.
    const known = Y.getState(this.#doc.store, group.client);
    if (struct.clock < known) ids.push({ client: group.client, clock: known - 1 });
    for (const id of ids) {
      if (id !== undefined) places.push(this.#lookUp(groups, id.client, id.clock, id.clock + 1).place);
    }
    const [first] = places;
    // An element with neighbours in two places would tie them together.
    const same = places.every((place) => place?.root === first?.root && place?.key === first?.key);
    return same ? first : undefined;
  }

  /** What is at a clock: in the document, or among the new structs of this update. `until` ends the element. */
  #lookUp(
    groups: Map<number, Group>,
    client: number,
    clock: number,
    end: number,
  ): { state: 'live' | 'deleted' | 'unknown'; place: Place | undefined; until: number } {
    if (clock < Y.getState(this.#doc.store, client)) {
      const item: Y.Item | Y.GC = Y.getItem(this.#doc.store, Y.createID(client, clock));
      if (item instanceof Y.GC)
        return { state: 'deleted', place: undefined, until: item.id.clock + item.length };
      const place = { root: this.#rootOf(item), key: item.parentSub ?? undefined };
      return { state: item.deleted ? 'deleted' : 'live', place, until: item.id.clock + item.length };
    }
    const step = findStep(groups.get(client), clock);
    if (step === undefined) return { state: 'unknown', place: undefined, until: end };
    const until = step.struct.clock + step.struct.length;
    return { state: 'live', place: step.place, until };
  }

  #rootOf(item: Y.Item): string {
    let parent = item.parent;
    while (parent instanceof Y.AbstractType && parent._item !== null) parent = parent._item.parent;
    if (!(parent instanceof Y.AbstractType)) return '';
    let name = this.#rootNames.get(parent);
    if (name === undefined) {
      for (const [key, type] of this.#doc.share) if (type === parent) name = key;
      if (name === undefined) return '';
      this.#rootNames.set(parent, name);
    }
    return name;
  }

  /** Reads the new values as marks and counts them. */
  #values(
    bytes: Uint8Array,
    groups: Iterable<Group>,
    deletions: readonly ScannedDeletion[],
    person: PersonId,
  ): RefusalCode | undefined {
    const layer = this.#doc.getMap(layerKey(person));
    const added = new Set<string>();
    for (const group of groups) {
      for (const { struct, place } of group.steps) {
        if (struct.kind !== 'value') continue;
        const key = place?.key ?? '';
        // Yjs joins replaced values that an undo may bring back; what stands in the map is always a value alone.
        if (struct.length > 1 && !isDeleted(deletions, group.client, struct)) return 'badRequest';
        if (!areValues(bytes, key, struct, this.#isValue)) return 'badRequest';
        if (!layer.has(key)) added.add(key);
      }
    }
    if (added.size === 0) return undefined;
    let count = this.#marks.get(person) ?? layer.size;
    if (count + added.size > this.#limits.marks) count = layer.size;
    if (count + added.size > this.#limits.marks) return 'tooMany';
    this.#marks.set(person, count + added.size);
    return undefined;
  }
}

function findStep(group: Group | undefined, clock: number): Step | undefined {
  if (group === undefined) return undefined;
  let low = 0;
  let high = group.steps.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const step = group.steps[middle];
    if (step === undefined) return undefined;
    if (clock < step.struct.clock) high = middle - 1;
    else if (clock >= step.struct.clock + step.struct.length) low = middle + 1;
    else return step;
  }
  return undefined;
}

function areValues(
  bytes: Uint8Array,
  key: string,
  { valueStart, end, length }: ScannedStruct,
  isValue: (key: string, value: unknown) => boolean,
): boolean {
  const decoder = decoding.createDecoder(bytes.subarray(valueStart, end));
  try {
    for (let i = 0; i < length; i++) {
      const value: unknown = decoding.readAny(decoder);
      if (!isValue(key, value)) return false;
    }
    return true;
  } catch {
    // Text that isn't UTF-8, or a number that doesn't exist.
    return false;
  }
}

/** Whether the deletions, which are in pieces of single elements or longer, cover a struct from end to end. */
function isDeleted(deletions: readonly ScannedDeletion[], client: number, struct: ScannedStruct): boolean {
  let left = struct.length;
  for (const deletion of deletions) {
    if (deletion.client !== client) continue;
    const from = Math.max(deletion.clock, struct.clock);
    const to = Math.min(deletion.clock + deletion.length, struct.clock + struct.length);
    if (to > from) left -= to - from;
  }
  return left === 0;
}
