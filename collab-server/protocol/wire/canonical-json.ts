/** A value that JSON can hold. `undefined` members are left out, as JSON.stringify does. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/**
 * Canonical JSON (RFC 8785): members sorted by UTF-16 units, no spaces, numbers as ECMAScript writes them. Equal values
 * give equal text on every machine, which is what a hash needs. Throws TypeError on what JSON can't hold.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('a lone surrogate has no canonical form');
    return JSON.stringify(value);
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON form`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${Array.from(value, (entry) => canonicalJson(entry)).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`a ${typeof value} has no JSON form`);
  const record = value as { readonly [key: string]: Json | undefined };
  const members = Object.keys(record)
    .filter((key) => record[key] !== undefined)
    // The default sort compares UTF-16 code units, which is what the RFC asks for.
    .toSorted()
    .map((key) => `${canonicalJson(key)}:${canonicalJson(record[key] as Json)}`);
  return `{${members.join(',')}}`;
}
