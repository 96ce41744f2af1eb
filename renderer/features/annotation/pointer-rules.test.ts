import { describe, expect, it } from 'vitest';
import { PointerRules } from './pointer-rules.ts';

const finger = (pointerId: number) => ({
  pointerId,
  pointerType: 'touch',
  button: 0,
  isPrimary: pointerId === 1,
});
const stylus = { pointerId: 9, pointerType: 'pen', button: 0, isPrimary: true };
const mouse = (button: number) => ({ pointerId: 1, pointerType: 'mouse', button, isPrimary: true });

describe('PointerRules', () => {
  it('lets one finger draw when fingers draw, and two scroll', () => {
    const rules = new PointerRules();
    expect(rules.down(finger(1), 'pen', true, 0)).toBe('draw');
    expect(rules.down(finger(2), 'pen', true, 10)).toBe('navigate');
    expect(rules.drawingFinger).toBe(1);
    rules.up(1, 20);
    rules.up(2, 20);
    expect(rules.down(finger(3), 'pen', false, 30)).toBe('navigate');
    expect(rules.down(finger(4), 'read', true, 30)).toBe('navigate');
  });

  it('takes touches beside a stylus for the palm, also right after it was lifted', () => {
    const rules = new PointerRules();
    expect(rules.down(stylus, 'pen', false, 0)).toBe('draw');
    expect(rules.down(finger(1), 'pen', true, 5)).toBe('ignore');
    rules.up(1, 10);
    rules.up(9, 100);
    expect(rules.down(finger(2), 'pen', true, 200)).toBe('ignore');
    rules.up(2, 210);
    expect(rules.down(finger(3), 'pen', true, 100 + PointerRules.PALM_TIME + 1)).toBe('draw');
  });

  it('draws with the mouse’s main button only', () => {
    const rules = new PointerRules();
    expect(rules.down(mouse(2), 'pen', true, 0)).toBe('navigate');
    expect(rules.down(mouse(0), 'pen', true, 0)).toBe('draw');
    expect(rules.draws(1)).toBe(true);
  });
});
