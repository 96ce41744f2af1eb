import { describe, expect, it } from 'vitest';
import { alongRuler, toSquare } from './straight.ts';

describe('the ruler', () => {
  it('holds a line to fifteen degrees and keeps its length', () => {
    const to = alongRuler({ x: 10, y: 10 }, { x: 110, y: 14 });
    expect(to.y).toBeCloseTo(10, 9);
    expect(to.x - 10).toBeCloseTo(Math.hypot(100, 4), 9);
    const slanted = alongRuler({ x: 0, y: 0 }, { x: 50, y: 47 });
    expect(slanted.x).toBeCloseTo(slanted.y, 9);
  });

  it('holds a box to a square in whichever direction it is pulled', () => {
    expect(toSquare({ x: 10, y: 10 }, { x: 30, y: 15 })).toEqual({ x: 30, y: 30 });
    expect(toSquare({ x: 10, y: 10 }, { x: 4, y: -20 })).toEqual({ x: -20, y: -20 });
  });
});
