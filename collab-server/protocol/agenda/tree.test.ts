import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ItemId } from '../wire/ids.ts';
import { newItem, type AgendaItem } from './records.ts';
import { agendaNumbers, depthOf, fits, placed, withDescendants } from './tree.ts';

const id = (n: number): ItemId => ItemId.parse('t'.repeat(18) + String(n).padStart(2, '0'));
const item = (n: number, parent: number | null = null): AgendaItem =>
  newItem(id(n), parent === null ? null : id(parent), {
    title: `Mục ${n}`,
    presenter: null,
    minutes: 0,
    kind: 'public',
  });
/** As "1, 1.1, 2" with what each is. */
const shown = (items: readonly AgendaItem[]) => {
  const numbers = agendaNumbers(items);
  return items.map((entry) => `${numbers.get(entry.id) ?? '?'} ${entry.title.slice(4)}`).join(', ');
};
//  1 a, 1.1 b, 1.1.1 c, 1.1.2 d, 1.2 e, 2 f
const TREE = [item(0), item(1, 0), item(2, 1), item(3, 1), item(4, 0), item(5)];
const at = (parent: number | null, before: number | null = null) => ({
  parent: parent === null ? null : id(parent),
  before: before === null ? null : id(before),
});
const move = (n: number, to: ReturnType<typeof at>, items: readonly AgendaItem[] = TREE) => {
  const moved = withDescendants(items, id(n));
  return fits(items, moved, to) ? shown(placed(items, moved, to)) : 'no';
};

describe('the agenda', () => {
  it('[AGENDA-2] numbers items by their place', () => {
    expect(shown(TREE)).toBe('1 0, 1.1 1, 1.1.1 2, 1.1.2 3, 1.2 4, 2 5');
  });

  it('[AGENDA-1] moves an item with what is under it', () => {
    expect(move(5, at(null, 0))).toBe('1 5, 2 0, 2.1 1, 2.1.1 2, 2.1.2 3, 2.2 4');
    expect(move(1, at(null))).toBe('1 0, 1.1 4, 2 5, 3 1, 3.1 2, 3.2 3');
    expect(move(1, at(5))).toBe('1 0, 1.1 4, 2 5, 2.1 1, 2.1.1 2, 2.1.2 3');
    expect(move(4, at(0, 1))).toBe('1 0, 1.1 4, 1.2 1, 1.2.1 2, 1.2.2 3, 2 5');
  });

  it('[AGENDA-1] moves within the third level and onto it, from wherever', () => {
    expect(move(3, at(1, 2))).toBe('1 0, 1.1 1, 1.1.1 3, 1.1.2 2, 1.2 4, 2 5');
    expect(move(4, at(1, 3))).toBe('1 0, 1.1 1, 1.1.1 2, 1.1.2 4, 1.1.3 3, 2 5');
    expect(move(3, at(4))).toBe('1 0, 1.1 1, 1.1.1 2, 1.2 4, 1.2.1 3, 2 5');
  });

  it('[AGENDA-1] refuses a place inside itself, below the third level, or that isn’t there', () => {
    expect(move(0, at(1))).toBe('no');
    expect(move(1, at(1))).toBe('no');
    expect(move(1, at(4))).toBe('no');
    expect(move(0, at(5))).toBe('no');
    expect(move(5, at(2))).toBe('no');
    expect(move(5, at(99))).toBe('no');
    expect(move(5, at(null, 1))).toBe('no');
    expect(move(5, at(0, 5))).toBe('no');
    expect(move(5, at(null, 5))).toBe('no');
    expect(move(5, at(0, 99))).toBe('no');
  });

  it('[AGENDA-1] stays a tree in reading order whatever is put in, moved and taken out', () => {
    const place = fc.record({
      parent: fc.option(fc.nat(7), { nil: null, freq: 2 }),
      before: fc.option(fc.nat(7), { nil: null, freq: 1 }),
    });
    const step = fc.record({
      what: fc.constantFrom('add', 'add', 'move', 'move', 'remove'),
      n: fc.nat(14),
      place,
    });
    let moves = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), (steps) => {
        let items: AgendaItem[] = [];
        for (const { what, n, place: to } of steps) {
          const position = at(to.parent, to.before);
          const family = withDescendants(items, id(n));
          if (what === 'remove') items = items.filter((entry) => !family.includes(entry));
          const there = family.length > 0;
          if (what === 'remove' || there !== (what === 'move')) continue;
          const moved = there ? family : [item(n)];
          if (!fits(items, moved, position)) continue;
          if (there) moves++;
          const before = items;
          items = placed(items, moved, position);
          expect(items.map((entry) => entry.id).toSorted()).toEqual(
            [...new Set([...before, ...moved].map((entry) => entry.id))].toSorted(),
          );
          const siblings = items.filter((entry) => entry.parent === position.parent).map((entry) => entry.id);
          const index = siblings.indexOf(id(n));
          if (position.before === null) expect(index).toBe(siblings.length - 1);
          else expect(siblings[index + 1]).toBe(position.before);
          // What stood under it still does, in the same order.
          expect(withDescendants(items, id(n)).map((entry) => entry.id)).toEqual(
            moved.map((entry) => entry.id),
          );
        }
        for (const [index, entry] of items.entries()) {
          expect(depthOf(items, entry.id)).toBeLessThanOrEqual(3);
          if (entry.parent === null) continue;
          // Between a parent and its child stand only others of the family.
          const from = items.findIndex((other) => other.id === entry.parent);
          expect(from).toBeGreaterThanOrEqual(0);
          expect(from).toBeLessThan(index);
          const family = new Set(withDescendants(items, entry.parent));
          expect(items.slice(from, index).every((other) => family.has(other))).toBe(true);
        }
        expect(new Set(agendaNumbers(items).values()).size).toBe(items.length);
      }),
    );
    expect(moves).toBeGreaterThan(100);
  });
});
