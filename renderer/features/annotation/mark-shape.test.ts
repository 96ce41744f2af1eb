import { describe, expect, it } from 'vitest';
import { packInk } from '#protocol/annotation/ink';
import type { InkMark } from '#protocol/annotation/mark';
import { hits, shapeOf } from './mark-shape.ts';
import { drawOutline, strokeOutline } from './stroke-outline.ts';

const stroke = (points: [number, number][], width = 4): InkMark => ({
  kind: 'ink',
  tool: 'pen',
  page: 0,
  colour: 'blue',
  width,
  points: packInk(points.map(([x, y]) => ({ x, y, pressure: 0.5 }))),
  at: 0,
});

describe('hits', () => {
  it('finds a stroke between its points, not in the hollow of its bounds', () => {
    const corner = stroke([
      [0, 0],
      [100, 0],
      [100, 100],
    ]);
    expect(hits(corner, { x: 50, y: 1.5 }, 0)).toBe(true);
    expect(hits(corner, { x: 20, y: 80 }, 3)).toBe(false);
    expect(hits(corner, { x: 50, y: 7 }, 3)).toBe(false);
    expect(hits(corner, { x: 50, y: 4.9 }, 3)).toBe(true);
  });

  it('finds a dot', () => {
    expect(hits(stroke([[10, 10]]), { x: 11, y: 11 }, 0)).toBe(true);
    expect(hits(stroke([[10, 10]]), { x: 14, y: 14 }, 0)).toBe(false);
  });

  it('never fails on bytes that are no stroke', () => {
    const broken: InkMark = { ...stroke([[0, 0]]), points: Uint8Array.of(255, 255) };
    expect(shapeOf(broken).points).toEqual([]);
    expect(hits(broken, { x: 0, y: 0 }, 5)).toBe(false);
  });
});

describe('strokeOutline', () => {
  it('is as wide as the pen, and wider where it is pressed', () => {
    const line = (pressure: number) => Array.from({ length: 40 }, (_, n) => ({ x: n * 2, y: 50, pressure }));
    const height = (pressure: number, tool: 'pen' | 'highlighter') => {
      const ys = strokeOutline(line(pressure), tool, 10, true).map(([, y]) => y);
      return Math.max(...ys) - Math.min(...ys);
    };
    expect(height(1, 'pen')).toBeGreaterThan(height(0.2, 'pen') * 1.3);
    expect(height(1, 'highlighter')).toBeGreaterThan(height(0.5, 'highlighter') * 1.3);
    expect(height(0.5, 'highlighter')).toBeGreaterThan(9);
  });

  it('is a closed curve, of a single dot too', () => {
    const drawn = (points: { x: number; y: number; pressure: number }[]) => {
      const calls: string[] = [];
      drawOutline(
        {
          moveTo: () => calls.push('move'),
          quadraticCurveTo: () => calls.push('curve'),
          closePath: () => calls.push('close'),
        },
        strokeOutline(points, 'pen', 2, true),
      );
      return calls;
    };
    const dot = drawn([{ x: 5, y: 5, pressure: 0.5 }]);
    expect([dot[0], dot.at(-1)]).toEqual(['move', 'close']);
    expect(dot.length).toBeGreaterThan(6);
    expect(drawn([])).toEqual([]);
  });
});
