import { cleanText } from './clean-text.ts';
import type { TextPiece } from './page-content.ts';

/**
 * For each UTF-16 unit of a piece which share of its length lies before it, and one more for its end; undefined when the
 * file's letters are not the text's.
 */
function stopsOf({ str, places, width, height, dir }: TextPiece, units: number): Float32Array | undefined {
  const length = dir === 'ttb' ? height : width;
  if (places === undefined || places.length === 0 || units !== str.length || length <= 0) return undefined;
  const stops = new Float32Array(units + 1);
  let unit = 0;
  let letter = 0;
  let end = 0;
  for (let at = 0; at + 3 < places.length; at += 4) {
    const [index = 0, own = 0, to = 0, wide = 0] = places.subarray(at, at + 4);
    const from = Math.max(end, Math.abs(to) - Math.abs(wide));
    // Spaces that aren't drawn begin where the letter before them ends.
    for (; letter < index && unit < units; letter++) stops[unit++] = end / length;
    end = Math.max(from, Math.abs(to));
    for (let part = 0; part < own && unit < units; part++)
      stops[unit++] = (from + ((end - from) * part) / own) / length;
    letter += 1;
  }
  if (unit < units && str.slice(unit).trim() !== '') return undefined;
  stops.fill(end / length, unit);
  return stops;
}

/** The stops of a piece's text after cleaning, which writes letters out that a file has in one sign. */
export function stopsIn(text: string, item: TextPiece): Float32Array | undefined {
  const { str } = item;
  if (text.length === str.length) return stopsOf(item, text.length);
  const own = stopsOf(item, str.length);
  if (own === undefined) return undefined;
  const stops: number[] = [];
  for (let at = 0; at < str.length; at++) {
    const { length } = cleanText(str.charAt(at));
    const from = own[at] ?? 0;
    for (let part = 0; part < length; part++)
      stops.push(from + (((own[at + 1] ?? 1) - from) * part) / length);
  }
  stops.push(own.at(-1) ?? 1);
  return stops.length === text.length + 1 ? Float32Array.from(stops) : undefined;
}

/** Stops as shares of what lies between the first and the last one. */
export function evened(stops: Float32Array): Float32Array {
  const from = stops[0] ?? 0;
  const length = (stops.at(-1) ?? 1) - from;
  return length <= 0 ? stops : stops.map((stop) => (stop - from) / length);
}
