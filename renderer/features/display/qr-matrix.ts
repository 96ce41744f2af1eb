// QR codes (ISO/IEC 18004) as far as a link needs them: bytes, error correction M (15 % of the picture may be lost), versions
// 1 to 10. `x` counts from the left, `y` from above.

/** Of error correction M, by version: check bytes of a block, and blocks. */
const CHECK_BYTES = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5];

type Grid = (boolean | undefined)[][];

/** True: dark. Square, without the white border. Throws RangeError for a text of more than 213 bytes. */
export function qrMatrix(text: string): readonly (readonly boolean[])[] {
  const bytes = new TextEncoder().encode(text);
  const version = 1 + BLOCKS.findIndex((_, at) => neededBits(bytes.length, at + 1) <= 8 * dataBytes(at + 1));
  if (version === 0) throw new RangeError('too long for a QR code');
  const words = withChecks(asWords(bytes, version), version);
  const plain = patterns(version);
  const candidates = MASKS.map((mask, number) => masked(plain, words, mask, number));
  const costs = candidates.map(cost);
  return candidates[costs.indexOf(Math.min(...costs))] ?? [];
}

const sizeOf = (version: number): number => 17 + 4 * version;

/** Squares that carry data or checks. */
function carrying(version: number): number {
  const aligned = version === 1 ? 0 : Math.floor(version / 7) + 2;
  const alignment = aligned === 0 ? 0 : (25 * aligned - 10) * aligned - 55;
  return (16 * version + 128) * version + 64 - alignment - (version < 7 ? 0 : 36);
}

const checkBytes = (version: number): number => CHECK_BYTES[version - 1] ?? 0;
const blocksOf = (version: number): number => BLOCKS[version - 1] ?? 0;
const allBytes = (version: number): number => Math.floor(carrying(version) / 8);
const dataBytes = (version: number): number => allBytes(version) - checkBytes(version) * blocksOf(version);
const lengthBits = (version: number): number => (version < 10 ? 8 : 16);
const neededBits = (count: number, version: number): number => 4 + lengthBits(version) + 8 * count;

/** The data words: kind and length, the bytes, and what fills the rest. */
function asWords(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = [];
  const push = (value: number, count: number) => {
    for (let at = count - 1; at >= 0; at--) bits.push((value >>> at) & 1);
  };
  push(0b0100, 4);
  push(bytes.length, lengthBits(version));
  for (const byte of bytes) push(byte, 8);
  const room = 8 * dataBytes(version);
  push(0, Math.min(4, room - bits.length));
  push(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < room; pad ^= 0xec ^ 0x11) push(pad, 8);
  return Array.from({ length: room / 8 }, (_, at) =>
    bits.slice(8 * at, 8 * at + 8).reduce((word, bit) => 2 * word + bit, 0),
  );
}

/** Product in the field of 256 elements that the checks are made in. */
function times(a: number, b: number): number {
  let product = 0;
  for (let at = 7; at >= 0; at--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((b >>> at) & 1) * a;
  }
  return product;
}

/** The check words of a block (Reed–Solomon). */
function checksOf(block: readonly number[], count: number): number[] {
  const divisor: number[] = Array.from({ length: count }, (_, at) => (at === count - 1 ? 1 : 0));
  for (let step = 0, root = 1; step < count; step++, root = times(root, 2)) {
    for (let at = 0; at < count; at++) divisor[at] = times(divisor[at] ?? 0, root) ^ (divisor[at + 1] ?? 0);
  }
  let rest = Array.from({ length: count }, () => 0);
  for (const word of block) {
    const factor = word ^ (rest[0] ?? 0);
    rest = divisor.map((each, at) => (rest[at + 1] ?? 0) ^ times(each, factor));
  }
  return rest;
}

/** Data and checks in the order in which they are drawn: a word of each block in turn. */
function withChecks(words: readonly number[], version: number): number[] {
  const blocks = blocksOf(version);
  const short = Math.floor(words.length / blocks);
  const shortBlocks = blocks - (words.length % blocks);
  const parts = Array.from({ length: blocks }, (_, at) => {
    const start = at * short + Math.max(0, at - shortBlocks);
    return words.slice(start, start + short + (at < shortBlocks ? 0 : 1));
  });
  const checks = parts.map((part) => checksOf(part, checkBytes(version)));
  const inTurn = (lists: readonly (readonly number[])[], longest: number) =>
    Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat();
  return [...inTurn(parts, short + 1), ...inTurn(checks, checkBytes(version))];
}

/** Everything that is the same in each code of a version; undefined where data goes. */
function patterns(version: number): Grid {
  const size = sizeOf(version);
  const grid: Grid = Array.from({ length: size }, () => Array.from({ length: size }, () => undefined));
  const set = (x: number, y: number, dark: boolean) => {
    const row = grid[y];
    if (row !== undefined && x >= 0 && x < size) row[x] = dark;
  };
  for (let at = 0; at < size; at++) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  const rings = (x: number, y: number, radius: number, isDark: (ring: number) => boolean) => {
    for (let dy = -radius; dy <= radius; dy++)
      for (let dx = -radius; dx <= radius; dx++)
        set(x + dx, y + dy, isDark(Math.max(Math.abs(dx), Math.abs(dy))));
  };
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    rings(x, y, 4, (ring) => ring !== 2 && ring !== 4);
  const places = alignment(version);
  const last = places.length - 1;
  for (const [i, x] of places.entries())
    for (const [j, y] of places.entries()) {
      const isFinder = (i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0);
      if (!isFinder) rings(x, y, 2, (ring) => ring !== 1);
    }
  drawFormat(set, size, 0);
  if (version >= 7) {
    const bits = (version << 12) | remainder(version, 12, 0x1f25);
    for (let at = 0; at < 18; at++) {
      const [a, b] = [size - 11 + (at % 3), Math.floor(at / 3)];
      set(a, b, bitOf(bits, at));
      set(b, a, bitOf(bits, at));
    }
  }
  return grid;
}

function alignment(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = 2 * Math.ceil((version * 4 + 4) / (count - 1) / 2);
  const places = Array.from({ length: count - 1 }, (_, at) => sizeOf(version) - 7 - at * step);
  return [6, ...places.toReversed()];
}

const bitOf = (bits: number, at: number): boolean => ((bits >>> at) & 1) !== 0;

/** What is left of `value` followed by `count` zeros, divided by a polynomial. */
function remainder(value: number, count: number, polynomial: number): number {
  let rest = value;
  for (let at = 0; at < count; at++) rest = (rest << 1) ^ ((rest >>> (count - 1)) * polynomial);
  return rest;
}

/** Error correction and mask, twice, and the square that is always dark. */
function drawFormat(set: (x: number, y: number, dark: boolean) => void, size: number, mask: number): void {
  // Error correction M is 0.
  const bits = ((mask << 10) | remainder(mask, 10, 0x537)) ^ 0x5412;
  for (let at = 0; at < 15; at++) {
    const dark = bitOf(bits, at);
    if (at < 8) {
      set(8, at < 6 ? at : at + 1, dark);
      set(size - 1 - at, 8, dark);
    } else {
      set(at === 8 ? 7 : 14 - at, 8, dark);
      set(8, size - 15 + at, dark);
    }
  }
  set(8, size - 8, true);
}

/** Which squares are turned around, so that no code has large plain areas. */
const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** The whole code with one mask: words go up and down in columns of two, from the right. */
function masked(
  plain: Grid,
  words: readonly number[],
  mask: (x: number, y: number) => boolean,
  number: number,
): boolean[][] {
  const size = plain.length;
  const code = plain.map((row) => row.map((dark) => dark ?? false));
  let at = 0;
  // From 8 to 5: the column of the timing pattern is left out.
  for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2) {
    const isUp = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step++) {
      const y = isUp ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        const row = code[y];
        if (row === undefined || plain[y]?.[x] !== undefined) continue;
        const bit = bitOf(words[at >>> 3] ?? 0, 7 - (at & 7));
        row[x] = bit !== mask(x, y);
        at += 1;
      }
    }
  }
  drawFormat(
    (x, y, dark) => {
      const row = code[y];
      if (row !== undefined) row[x] = dark;
    },
    size,
    number,
  );
  return code;
}

/** How hard a code is to read: long runs, plain squares of four, and too much dark or light. */
function cost(code: readonly (readonly boolean[])[]): number {
  const columns = code.map((_, x) => code.map((row) => row[x] ?? false));
  let sum = 0;
  for (const line of [...code, ...columns]) {
    for (const run of line
      .map(Number)
      .join('')
      .match(/0{5,}|1{5,}/g) ?? [])
      sum += run.length - 2;
    // What looks like a corner pattern.
    sum +=
      40 *
      (line
        .map(Number)
        .join('')
        .match(/(?=00001011101|10111010000)/g)?.length ?? 0);
  }
  let dark = 0;
  for (const [y, row] of code.entries())
    for (const [x, is] of row.entries()) {
      if (is) dark += 1;
      const below = code[y + 1];
      if (below !== undefined && x > 0 && row[x - 1] === is && below[x] === is && below[x - 1] === is)
        sum += 3;
    }
  const share = dark / code.length ** 2;
  return sum + 10 * Math.floor(Math.abs(share - 0.5) * 20);
}
