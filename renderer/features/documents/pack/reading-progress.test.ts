import { describe, expect, it } from 'vitest';
import { PersonId, VersionId } from '#protocol/wire/ids';
import { loadProgress, noteProgress } from './reading-progress.ts';

const id = (n: number) => String(n).padStart(20, '0');
const [hien, lan] = [PersonId.parse(id(1)), PersonId.parse(id(2))];
const version = (n: number) => VersionId.parse(id(100 + n));

function memory() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

describe('how far a paper was read', () => {
  it('is the furthest page of each person, whatever they turn back to', () => {
    const store = memory();
    for (const page of [0, 7, 3]) noteProgress(store, hien, version(1), page);
    noteProgress(store, lan, version(1), 2);
    expect(loadProgress(store, hien).get(version(1))).toBe(7);
    expect(loadProgress(store, lan).get(version(1))).toBe(2);
  });

  it('forgets the paper that was opened longest ago', () => {
    const store = memory();
    for (let n = 0; n < 300; n++) noteProgress(store, hien, version(n), 1);
    noteProgress(store, hien, version(0), 0);
    noteProgress(store, hien, version(300), 4);
    const progress = loadProgress(store, hien);
    expect(progress.size).toBe(300);
    expect(progress.get(version(0))).toBe(1);
    expect(progress.has(version(1))).toBe(false);
  });

  it('knows nothing when the device holds nonsense', () => {
    const store = memory();
    noteProgress(store, hien, version(1), 4);
    for (const key of store.kept.keys()) store.kept.set(key, '[["x"]]');
    expect(loadProgress(store, hien).size).toBe(0);
  });
});
