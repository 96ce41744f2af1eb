import { describe, expect, it } from 'vitest';
import { type Edges, EdgePull } from './edge-pull.ts';

const middle: Edges = { start: false, end: false };
const end: Edges = { start: false, end: true };
const start: Edges = { start: true, end: false };
const both: Edges = { start: true, end: true };

describe('EdgePull', () => {
  it('stops a swing that began before the end, however long it goes on', () => {
    const pull = new EdgePull(200);
    let now = 0;
    for (let n = 0; n < 5; n++) expect(pull.move(80, middle, (now += 16))).toBeUndefined();
    for (let n = 0; n < 100; n++) expect(pull.move(80, end, (now += 16))).toBeUndefined();
    expect(pull.share).toBe(0);
  });

  it('gives way to a swing that begins at the end and goes far enough', () => {
    const pull = new EdgePull(200);
    expect(pull.move(90, end, 1000)).toBeUndefined();
    expect(pull.share).toBeCloseTo(0.45);
    expect(pull.move(90, end, 1016)).toBeUndefined();
    expect(pull.move(90, end, 1032)).toBe(1);
    expect(pull.share).toBe(0);
  });

  it('adds up the notches of a wheel, but not those of another minute', () => {
    const pull = new EdgePull(200);
    expect(pull.move(100, end, 1000)).toBeUndefined();
    expect(pull.move(100, end, 1500)).toBe(1);
    expect(pull.move(100, end, 9000)).toBeUndefined();
    expect(pull.move(100, end, 70_000)).toBeUndefined();
    expect(pull.share).toBeCloseTo(0.5);
  });

  it('goes back at the start, and forgets when the direction turns', () => {
    const pull = new EdgePull(200);
    expect(pull.move(-150, start, 1000)).toBeUndefined();
    expect(pull.share).toBeCloseTo(-0.75);
    expect(pull.move(-60, start, 1050)).toBe(-1);
    expect(pull.move(150, both, 2000)).toBeUndefined();
    expect(pull.move(-150, both, 2050)).toBeUndefined();
    expect(pull.share).toBeCloseTo(-0.75);
  });

  it('does not go on with the rest of the same swing', () => {
    const pull = new EdgePull(80);
    let gaveWay = 0;
    for (let now = 0; now < 390; now += 16) if (pull.move(60, both, now) === 1) gaveWay += 1;
    expect(gaveWay).toBe(1);
  });

  it('lets go', () => {
    const pull = new EdgePull(200);
    pull.move(150, end, 1000);
    pull.release();
    expect(pull.move(150, end, 1010)).toBeUndefined();
  });
});
