import { describe, expect, it } from 'vitest';
import { PersonId, VersionId } from '#protocol/wire/ids';
import { FIRST_SETTINGS } from './reader-model.ts';
import { loadReading, type ReadingStore, storeReading } from './reading-memory.ts';

const id = (n: number) => n.toString(16).padStart(20, '0');
const [hien, lan] = [PersonId.parse(id(1)), PersonId.parse(id(2))];
const version = (n: number) => VersionId.parse(id(100 + n));

function memory(): ReadingStore & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  };
}

describe('the way of reading', () => {
  it('is each person’s own, for all papers', () => {
    const store = memory();
    storeReading(store, hien, version(1), { ...FIRST_SETTINGS, mode: 'spread', fit: 'none', scale: 2 });
    expect(loadReading(store, hien, version(2))).toMatchObject({ mode: 'spread', fit: 'none', scale: 2 });
    expect(loadReading(store, lan, version(1))).toEqual(FIRST_SETTINGS);
  });

  it('turns only the paper that was turned', () => {
    const store = memory();
    storeReading(store, hien, version(1), { ...FIRST_SETTINGS, turn: 90 });
    storeReading(store, hien, version(2), FIRST_SETTINGS);
    expect(loadReading(store, hien, version(1)).turn).toBe(90);
    expect(loadReading(store, hien, version(2)).turn).toBe(0);
    storeReading(store, hien, version(1), FIRST_SETTINGS);
    expect(loadReading(store, hien, version(1)).turn).toBe(0);
  });

  it('forgets the papers turned longest ago', () => {
    const store = memory();
    for (let n = 0; n < 150; n++) storeReading(store, hien, version(n), { ...FIRST_SETTINGS, turn: 180 });
    expect(loadReading(store, hien, version(0)).turn).toBe(0);
    expect(loadReading(store, hien, version(149)).turn).toBe(180);
  });

  it('opens as on the first day when the device keeps nothing or nonsense', () => {
    const store = memory();
    storeReading(store, hien, version(1), { ...FIRST_SETTINGS, mode: 'single' });
    for (const key of store.kept.keys()) store.kept.set(key, '{"mode":');
    expect(loadReading(store, hien, version(1))).toEqual(FIRST_SETTINGS);
    const none: ReadingStore = {
      getItem() {
        throw new Error('forbidden');
      },
      setItem() {
        throw new Error('forbidden');
      },
    };
    storeReading(none, hien, version(1), FIRST_SETTINGS);
    expect(loadReading(none, hien, version(1))).toEqual(FIRST_SETTINGS);
  });
});
