/** A point of a stroke: PDF user space, pressure from 0 to 1. */
export interface InkPoint {
  readonly x: number;
  readonly y: number;
  readonly pressure: number;
}

/** Steps per point of length: finer than any screen or printer shows. */
const SCALE = 32;

/**
 * The packing that is written now. Its number stands before the points as 128 + number and a zero: a first coordinate
 * that is longer than it has to be, with which no stroke of the packings without a number begins.
 */
const PACKING = 2;
/**
 * Strokes were without a number at first, and until then the difference between two points was packed and not how it
 * changed. When a stroke without a number was drawn says which of the two it is.
 */
const HEADINGS_SINCE = Date.UTC(2026, 10, 23, 19, 52, 8);

/**
 * Packs a stroke: the packing's number, then per point how far it is from where the pen would be had it gone on as
 * before, as two zigzag varints in 1/32 pt, then pressure as one byte. A typical point takes three or four bytes, and no
 * platform's float format is part of the record. Nothing for no points.
 */
export function packInk(points: readonly InkPoint[]): Uint8Array<ArrayBuffer> {
  const out: number[] = points.length === 0 ? [] : [128 + PACKING, 0];
  let lastX = 0;
  let lastY = 0;
  let stepX = 0;
  let stepY = 0;
  for (const [n, { x, y, pressure }] of points.entries()) {
    const px = Math.round(x * SCALE);
    const py = Math.round(y * SCALE);
    writeSigned(out, px - lastX - stepX);
    writeSigned(out, py - lastY - stepY);
    out.push(Math.max(0, Math.min(255, Math.round(pressure * 255))));
    // How far the first point is from the corner of the page says nothing of the second.
    stepX = n === 0 ? 0 : px - lastX;
    stepY = n === 0 ? 0 : py - lastY;
    lastX = px;
    lastY = py;
  }
  return Uint8Array.from(out);
}

/**
 * The reverse of {@link packInk}. Bytes that aren't a stroke give `undefined` (they came from another machine), and so do
 * those of a packing that is newer than this program: they are never guessed at. `at` is the mark's, in milliseconds;
 * without it, bytes without a number are read as the later of the two packings that had none.
 */
export function unpackInk(bytes: Uint8Array, at = HEADINGS_SINCE): InkPoint[] | undefined {
  const number = packingOf(bytes);
  if (number !== undefined && number !== PACKING) return undefined;
  const points: InkPoint[] = [];
  const hasHeadings = number !== undefined || at >= HEADINGS_SINCE;
  let next = number === undefined ? 0 : 2;
  let x = 0;
  let y = 0;
  let stepX = 0;
  let stepY = 0;
  const readSigned = (): number | undefined => {
    let value = 0;
    for (let shift = 1; shift <= 2 ** 28; shift *= 128) {
      const byte = bytes[next++];
      if (byte === undefined) return undefined;
      value += (byte & 127) * shift;
      if (byte < 128) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    }
    return undefined;
  };
  while (next < bytes.length) {
    const dx = readSigned();
    const dy = readSigned();
    const pressure = bytes[next++];
    if (dx === undefined || dy === undefined || pressure === undefined) return undefined;
    const isFirst = points.length === 0;
    stepX = hasHeadings && !isFirst ? stepX + dx : dx;
    stepY = hasHeadings && !isFirst ? stepY + dy : dy;
    x += stepX;
    y += stepY;
    points.push({ x: x / SCALE, y: y / SCALE, pressure: pressure / 255 });
    if (isFirst) stepX = stepY = 0;
  }
  return points;
}

/** Whether a stroke was packed in a way that only newer programs know. */
export function isNewerInk(bytes: Uint8Array): boolean {
  return (packingOf(bytes) ?? 0) > PACKING;
}

function packingOf([first, second]: Uint8Array): number | undefined {
  return first !== undefined && first >= 128 && second === 0 ? first - 128 : undefined;
}

function writeSigned(out: number[], value: number): void {
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  while (rest >= 128) {
    out.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  out.push(rest);
}
