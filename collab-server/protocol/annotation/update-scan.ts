import * as decoding from 'lib0/decoding';

/** Names one element of a Yjs document: the client that made it and its number among that client's. */
export interface StructId {
  readonly client: number;
  readonly clock: number;
}

/**
 * What an update says about one struct. `root` and `key` are there only when the update spells them out; otherwise
 * they are those of `origin` or `rightOrigin`. `start` and `end` are its bytes in the update, `valueStart` where the
 * encoded values begin, `length` of them.
 */
export interface ScannedStruct {
  readonly kind: 'value' | 'deleted' | 'gap' | 'collected';
  readonly clock: number;
  readonly length: number;
  readonly origin: StructId | undefined;
  readonly rightOrigin: StructId | undefined;
  readonly parent: StructId | undefined;
  readonly root: string | undefined;
  readonly key: string | undefined;
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

export interface ScannedBlock {
  readonly client: number;
  readonly structs: readonly ScannedStruct[];
}

export interface ScannedDeletion {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
}

export interface ScannedUpdate {
  readonly blocks: readonly ScannedBlock[];
  readonly deletions: readonly ScannedDeletion[];
}

/** How much one update may hold. Counted while it is read, so that a small message can't make much work. */
export interface ScanBounds {
  readonly structs: number;
  readonly clients: number;
  readonly deletions: number;
  /** Most bytes of one value. */
  readonly valueBytes: number;
}

/** Client ids are unsigned 32 bit; clocks beyond this would take more strokes than a document can hold. */
const MAX_CLIENT = 2 ** 32 - 1;
const MAX_CLOCK = 2 ** 31;
/** A mark is flat; four levels leave room for later kinds and none for a stack overflow. */
const MAX_DEPTH = 4;
const MAX_NAME = 200;

const REF_COLLECTED = 0;
const REF_DELETED = 1;
const REF_ANY = 8;
const REF_GAP = 10;
const HAS_ORIGIN = 128;
const HAS_RIGHT_ORIGIN = 64;
const HAS_KEY = 32;

/**
 * Reads the frame of a Yjs update (format v1) without building its values: only plain values, deletions and gaps
 * exist in our documents, so anything else (nested types, text, subdocuments) is malformed here. Returns undefined for
 * whatever is malformed, out of bounds or not in the order in which Yjs writes. [GUARD-1] [GUARD-6]
 */
export function scanUpdate(bytes: Uint8Array, bounds: ScanBounds): ScannedUpdate | undefined {
  const decoder = decoding.createDecoder(bytes);
  try {
    const blocks = readBlocks(decoder, bounds);
    const deletions = readDeletions(decoder, bounds);
    return decoding.hasContent(decoder) ? undefined : { blocks, deletions };
  } catch {
    // The decoder throws at the end of its bytes and on numbers beyond 2^53: the sender's fault, not ours.
    return undefined;
  }
}

function readBlocks(decoder: decoding.Decoder, bounds: ScanBounds): ScannedBlock[] {
  const count = atMost(decoding.readVarUint(decoder), bounds.clients);
  const blocks: ScannedBlock[] = [];
  let structsLeft = bounds.structs;
  let lastClient = Number.POSITIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    const structCount = atMost(decoding.readVarUint(decoder), structsLeft);
    structsLeft -= structCount;
    const client = atMost(decoding.readVarUint(decoder), MAX_CLIENT);
    // Yjs writes higher client ids first, each once; the merge of updates relies on it.
    if (client >= lastClient || structCount === 0) throw new RangeError('blocks out of order');
    lastClient = client;
    let clock = decoding.readVarUint(decoder);
    const structs: ScannedStruct[] = [];
    for (let n = 0; n < structCount; n++) {
      const struct = readStruct(decoder, clock, bounds.valueBytes);
      clock = atMost(clock + struct.length, MAX_CLOCK);
      structs.push(struct);
    }
    blocks.push({ client, structs });
  }
  return blocks;
}

function readStruct(decoder: decoding.Decoder, clock: number, valueBytes: number): ScannedStruct {
  const start = decoder.pos;
  const info = decoding.readUint8(decoder);
  const ref = info & 31;
  let origin: StructId | undefined;
  let rightOrigin: StructId | undefined;
  let parent: StructId | undefined;
  let root: string | undefined;
  let key: string | undefined;
  if (ref === REF_COLLECTED || ref === REF_GAP) {
    const length = positive(decoding.readVarUint(decoder));
    const kind = ref === REF_GAP ? 'gap' : 'collected';
    return {
      kind,
      clock,
      length,
      origin,
      rightOrigin,
      parent,
      root,
      key,
      start,
      valueStart: start,
      end: decoder.pos,
    };
  }
  if (info & HAS_ORIGIN) origin = readId(decoder);
  if (info & HAS_RIGHT_ORIGIN) rightOrigin = readId(decoder);
  if (origin === undefined && rightOrigin === undefined) {
    if (decoding.readVarUint(decoder) === 1) root = readName(decoder);
    else parent = readId(decoder);
    if (info & HAS_KEY) key = readName(decoder);
  }
  const length = positive(decoding.readVarUint(decoder));
  const valueStart = decoder.pos;
  if (ref === REF_ANY) {
    for (let i = 0; i < length; i++) {
      const from = decoder.pos;
      skipValue(decoder, MAX_DEPTH);
      if (decoder.pos - from > valueBytes) throw new RangeError('value too large');
    }
  } else if (ref !== REF_DELETED) {
    throw new RangeError('not a plain value');
  }
  const kind = ref === REF_ANY ? 'value' : 'deleted';
  return { kind, clock, length, origin, rightOrigin, parent, root, key, start, valueStart, end: decoder.pos };
}

function readDeletions(decoder: decoding.Decoder, bounds: ScanBounds): ScannedDeletion[] {
  const deletions: ScannedDeletion[] = [];
  const clients = atMost(decoding.readVarUint(decoder), bounds.deletions);
  for (let i = 0; i < clients; i++) {
    const client = atMost(decoding.readVarUint(decoder), MAX_CLIENT);
    const count = atMost(decoding.readVarUint(decoder), bounds.deletions - deletions.length);
    for (let n = 0; n < count; n++) {
      const clock = decoding.readVarUint(decoder);
      const length = positive(decoding.readVarUint(decoder));
      atMost(clock + length, MAX_CLOCK);
      deletions.push({ client, clock, length });
    }
  }
  return deletions;
}

/** Steps over one encoded value, so that its size and depth are known before anything is built from it. */
function skipValue(decoder: decoding.Decoder, depth: number): void {
  const tag = decoding.readUint8(decoder);
  switch (tag) {
    case 127: // undefined
    case 126: // null
    case 121: // false
    case 120: // true
      return;
    case 125:
      decoding.readVarInt(decoder);
      return;
    case 124:
      skipBytes(decoder, 4);
      return;
    case 123:
    case 122:
      skipBytes(decoder, 8);
      return;
    case 119:
    case 116:
      skipBytes(decoder, decoding.readVarUint(decoder));
      return;
    case 118:
    case 117: {
      if (depth === 0) throw new RangeError('value too deep');
      const count = decoding.readVarUint(decoder);
      for (let i = 0; i < count; i++) {
        // An own key of this name would set the prototype of the object that is built from it.
        if (tag === 118 && readName(decoder) === '__proto__') throw new RangeError('key');
        skipValue(decoder, depth - 1);
      }
      return;
    }
    default:
      throw new RangeError('unknown value');
  }
}

function skipBytes(decoder: decoding.Decoder, count: number): void {
  if (count > decoder.arr.length - decoder.pos) throw new RangeError('end of bytes');
  decoder.pos += count;
}

function readId(decoder: decoding.Decoder): StructId {
  const client = atMost(decoding.readVarUint(decoder), MAX_CLIENT);
  return { client, clock: atMost(decoding.readVarUint(decoder), MAX_CLOCK) };
}

function readName(decoder: decoding.Decoder): string {
  const name = decoding.readVarString(decoder);
  if (name.length > MAX_NAME) throw new RangeError('name too long');
  return name;
}

function atMost(value: number, most: number): number {
  if (value > most) throw new RangeError('out of bounds');
  return value;
}

function positive(value: number): number {
  if (value < 1) throw new RangeError('empty');
  return atMost(value, MAX_CLOCK);
}
