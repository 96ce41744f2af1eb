/** A point of a stroke: PDF user space, pressure from 0 to 1. */
export interface InkPoint {
  readonly x: number;
  readonly y: number;
  readonly pressure: number;
}

/** Steps per point of length: finer than any screen or printer shows. */
const SCALE = 32;

/**
 * Packs a stroke: per point the difference to the one before as two zigzag varints in 1/32 pt, then pressure as one
 * byte. A typical point takes three to five bytes, and no platform's float format is part of the record.
 */
export function packInk(points: readonly InkPoint[]): Uint8Array<ArrayBuffer> {
  const out: number[] = [];
  let lastX = 0;
  let lastY = 0;
  for (const { x, y, pressure } of points) {
    const px = Math.round(x * SCALE);
    const py = Math.round(y * SCALE);
    writeSigned(out, px - lastX);
    writeSigned(out, py - lastY);
    out.push(Math.max(0, Math.min(255, Math.round(pressure * 255))));
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
    x += dx;
    y += dy;
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
