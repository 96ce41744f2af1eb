/** A point of a stroke: PDF user space, pressure from 0 to 1. */
export interface InkPoint {
  readonly x: number;
  readonly y: number;
  readonly pressure: number;
}

/** Steps per point of length: finer than any screen or printer shows. */
const SCALE = 32;

/**
 * Packs a stroke: per point how far it is from where the pen would be had it gone on as before, as two zigzag varints in
 * 1/32 pt, then pressure as one byte. A typical point takes three or four bytes, and no platform's float format is part
 * of the record.
 */
export function packInk(points: readonly InkPoint[]): Uint8Array<ArrayBuffer> {
  const out: number[] = [];
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

/** The reverse of {@link packInk}. Bytes that aren't a stroke give `undefined`: they came from another machine. */
export function unpackInk(bytes: Uint8Array): InkPoint[] | undefined {
  const points: InkPoint[] = [];
  let at = 0;
  let x = 0;
  let y = 0;
  let stepX = 0;
  let stepY = 0;
  const readSigned = (): number | undefined => {
    let value = 0;
    for (let shift = 1; shift <= 2 ** 28; shift *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) return undefined;
      value += (byte & 127) * shift;
      if (byte < 128) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    }
    return undefined;
  };
  while (at < bytes.length) {
    const dx = readSigned();
    const dy = readSigned();
    const pressure = bytes[at++];
    if (dx === undefined || dy === undefined || pressure === undefined) return undefined;
    stepX = points.length === 0 ? 0 : stepX + dx;
    stepY = points.length === 0 ? 0 : stepY + dy;
    x += points.length === 0 ? dx : stepX;
    y += points.length === 0 ? dy : stepY;
    points.push({ x: x / SCALE, y: y / SCALE, pressure: pressure / 255 });
  }
  return points;
}

function writeSigned(out: number[], value: number): void {
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  while (rest >= 128) {
    out.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  out.push(rest);
}
