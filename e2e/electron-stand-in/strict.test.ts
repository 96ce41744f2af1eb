import { expect, test } from 'vitest';
import { createCodec } from './page/codec.mjs';
import { strict } from './strict.mjs';

test('what is missing throws its name, and what is there works', () => {
  class Thing {
    #secret = 7;
    value() {
      return this.#secret;
    }
  }
  const thing = strict('app', new Thing());
  expect(thing.value()).toBe(7);
  expect(() => thing.setBadgeCount(1)).toThrow('app.setBadgeCount is not implemented');
  thing.value = () => 8; // a test replaces a method
  expect(thing.value()).toBe(8);
});

test('values survive the way through JSON, and functions do not pass', () => {
  const { encode, decode } = createCodec();
  const value = {
    nothing: undefined,
    nan: Number.NaN,
    negativeZero: -0,
    big: 12n,
    date: new Date(5),
    map: new Map([[1, new Set(['a'])]]),
    bytes: new Uint8Array([0, 255]),
    $: 'a key that the encoding uses',
  };
  expect(decode(JSON.parse(JSON.stringify(encode(value))))).toEqual(value);
  expect(() => encode({ call: () => 1 })).toThrow('could not be cloned');
});
