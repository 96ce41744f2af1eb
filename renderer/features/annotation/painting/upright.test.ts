import { describe, expect, it } from 'vitest';
import { PageTransform } from '#protocol/annotation/page-transform';
import { uprightFrame, uprightRect } from './upright.ts';

const rect = { x: 20, y: 30, width: 100, height: 40 };

describe.each([0, 90, 180, 270])('a page that its file turns by %i degrees', (rotation) => {
  const transform = new PageTransform({ width: 300, height: 200, rotation }, 2);

  it('has words from the left to the right of what is seen', () => {
    const { origin, right, down, width, height } = uprightFrame(rect, rotation);
    const shown = transform.rectToScreen(rect);
    const at = transform.toScreen(origin);
    expect([at.x, at.y]).toEqual([shown.x, shown.y]);
    const toRight = transform.toScreen({ x: origin.x + right.x, y: origin.y + right.y });
    const toFoot = transform.toScreen({ x: origin.x + down.x, y: origin.y + down.y });
    expect([toRight.x - at.x, toRight.y - at.y]).toEqual([2, 0]);
    expect([toFoot.x - at.x, toFoot.y - at.y]).toEqual([0, 2]);
    expect([width * 2, height * 2]).toEqual([shown.width, shown.height]);
  });

  it('gets a rectangle of the wanted size as it is seen', () => {
    const { origin } = uprightFrame(rect, rotation);
    const shown = transform.rectToScreen(uprightRect(origin, 60, 10, rotation));
    expect([shown.width, shown.height]).toEqual([120, 20]);
    expect(transform.toScreen(origin)).toEqual({ x: shown.x, y: shown.y });
  });
});
