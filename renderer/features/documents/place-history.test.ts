import { describe, expect, it } from 'vitest';
import { PlaceHistory } from './place-history.ts';

const at = (page: number) => ({ page, y: 0 });

describe('PlaceHistory', () => {
  it('goes back through the jumps and forward again', () => {
    const history = new PlaceHistory();
    history.left(at(3), true);
    history.left(at(20), true);
    expect(history.goBack(at(40))).toMatchObject(at(20));
    expect(history.goBack(at(20))).toMatchObject(at(3));
    expect(history.goBack(at(3))).toBeUndefined();
    expect(history.goForward(at(3))).toMatchObject(at(20));
    expect(history.goForward(at(20))).toMatchObject(at(40));
    expect(history.goForward(at(40))).toBeUndefined();
  });

  it('has no way forward after another jump, and none at all once it is cleared', () => {
    const history = new PlaceHistory();
    history.left(at(3), true);
    history.goBack(at(9));
    history.left(at(5), true);
    expect(history.goForward(at(7))).toBeUndefined();
    expect(history.getSnapshot()).toMatchObject(at(5));
    history.clear();
    expect(history.getSnapshot()).toBeUndefined();
  });

  it('says whether the way back is shown', () => {
    const history = new PlaceHistory();
    history.left(at(3), false);
    expect(history.getSnapshot()?.isOffered).toBe(false);
    history.left(at(9), true);
    expect(history.getSnapshot()?.isOffered).toBe(true);
  });

  it('tells listeners, and keeps no more than fifty places', () => {
    const history = new PlaceHistory();
    let told = 0;
    const stop = history.subscribe(() => (told += 1));
    for (let page = 0; page < 80; page++) history.left(at(page), true);
    stop();
    history.left(at(99), true);
    expect(told).toBe(80);
    let steps = 0;
    while (history.goBack(at(0)) !== undefined) steps += 1;
    expect(steps).toBe(50);
  });
});
