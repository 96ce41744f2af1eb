// Structured clone over JSON; evaluated in Node and in both worlds of the page.
// `functions` is given between the two worlds only: there functions and promises may cross; over IPC they may not.
const REFUSED = 'An object could not be cloned.';

const toBase64 = (bytes) => {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
};
const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

export function createCodec() {
  /** Anything but plain JSON becomes {$: kind, v: content}. */
  const encode = (value, functions) => {
    const inner = (part) => encode(part, functions);
    if (value === undefined) return { $: 'undefined' };
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
    if (typeof value === 'number')
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
    if (typeof value === 'bigint') return { $: 'bigint', v: String(value) };
    if (typeof value === 'function') {
      if (!functions) throw new Error(REFUSED);
      return { $: 'function', v: functions.keep(value) };
    }
    if (typeof value === 'symbol' || (typeof Node !== 'undefined' && value instanceof Node))
      throw new Error(REFUSED);
    if (Array.isArray(value)) return value.map(inner);
    if (value instanceof Date) return { $: 'date', v: value.getTime() };
    if (value instanceof Map) return { $: 'map', v: [...value].map(([k, v]) => [inner(k), inner(v)]) };
    if (value instanceof Set) return { $: 'set', v: [...value].map(inner) };
    if (value instanceof Error) return { $: 'error', v: [value.name, value.message] };
    if (value instanceof ArrayBuffer) return { $: 'ArrayBuffer', v: toBase64(new Uint8Array(value)) };
    if (ArrayBuffer.isView(value)) {
      // A Node Buffer arrives as what it is derived from, as in Electron.
      const kind = value.constructor.name === 'Buffer' ? 'Uint8Array' : value.constructor.name;
      return {
        $: 'view',
        k: kind,
        v: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)),
      };
    }
    if (functions && typeof value.then === 'function') return { $: 'promise', v: functions.follow(value) };
    const content = Object.fromEntries(Object.keys(value).map((key) => [key, inner(value[key])]));
    return '$' in content ? { $: 'object', v: content } : content;
  };

  const decode = (value, functions) => {
    const inner = (part) => decode(part, functions);
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(inner);
    const plain = (content) =>
      Object.fromEntries(Object.keys(content).map((key) => [key, inner(content[key])]));
    if (!('$' in value)) return plain(value);
    switch (value.$) {
      case 'undefined':
        return undefined;
      case 'number':
        return Number(value.v);
      case 'bigint':
        return BigInt(value.v);
      case 'date':
        return new Date(value.v);
      case 'map':
        return new Map(value.v.map(([k, v]) => [inner(k), inner(v)]));
      case 'set':
        return new Set(value.v.map(inner));
      case 'error':
        return Object.assign(new Error(value.v[1]), { name: value.v[0] });
      case 'ArrayBuffer':
        return fromBase64(value.v).buffer;
      case 'view':
        return new globalThis[value.k](fromBase64(value.v).buffer);
      case 'function':
        return functions.call(value.v);
      case 'promise':
        return functions.await(value.v);
      case 'object':
        return plain(value.v);
      default:
        throw new Error(`electron stand-in: cannot decode ${value.$}`);
    }
  };
  return { encode, decode };
}
