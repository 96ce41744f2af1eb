import { describe, expect, it } from 'vitest';
import { ReaderModel } from '../reader-model.ts';
import { readTogether } from './read-together.ts';

function reader(pages: number): ReaderModel {
  const model = new ReaderModel(
    Array.from({ length: pages }, () => ({ width: 595, height: 842, rotation: 0 })),
    { page: 0, y: 0 },
  );
  model.resize(500, 600);
  return model;
}

describe('readTogether', () => {
  it('moves either reader with the other, and both end where the person went', () => {
    const [one, other] = [reader(20), reader(20)];
    const stop = readTogether(one, other);
    one.goToPage(7, 100);
    expect(other.place()).toEqual(one.place());
    other.goToPage(12, 40);
    expect(one.place()).toEqual(other.place());
    expect(other.place().page).toBe(12);
    stop();
    one.goToPage(2);
    expect(other.place().page).toBe(12);
  });

  it('stops at the end of the shorter one without pulling the longer one back', () => {
    const [one, other] = [reader(20), reader(5)];
    readTogether(one, other);
    one.goToPage(15);
    expect(one.place().page).toBe(15);
    expect(other.getSnapshot().visible.last).toBe(4);
  });
});
