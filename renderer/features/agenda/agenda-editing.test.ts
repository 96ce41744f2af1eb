import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AgendaItem } from '#protocol/agenda/records';
import { MAX_AGENDA_DEPTH } from '#protocol/agenda/records';
import { agendaNumbers, depthOf, placed, withDescendants } from '#protocol/agenda/tree';
import { ItemId } from '#protocol/wire/ids';
import {
  droppedAt,
  movedTo,
  pastedTitles,
  plannedMinutes,
  positionOf,
  totalMinutes,
  type DropPlace,
  type Move,
} from './agenda-editing.ts';

const ids = 'abcdefgh'.split('').map((letter) => ItemId.parse(letter.repeat(20)));
const [a, b, c, d] = ids as [ItemId, ItemId, ItemId, ItemId];

function item(id: ItemId, parent: ItemId | null = null, minutes = 0): AgendaItem {
  return {
    id,
    parent,
    title: id.slice(0, 1),
    presenter: null,
    minutes,
    kind: 'public',
    progress: 'waiting',
    startedAt: null,
    endedAt: null,
    since: null,
    usedMs: 0,
  };
}

/** The tree as printed: "1a 1.1b 2c". */
function printed(items: readonly AgendaItem[]): string {
  const numbers = agendaNumbers(items);
  return items.map((entry) => `${numbers.get(entry.id)}${entry.title}`).join(' ');
}

function after(items: readonly AgendaItem[], id: ItemId, move: Move): string {
  const position = movedTo(items, id, move);
  return position === undefined ? 'no' : printed(placed(items, withDescendants(items, id), position));
}

function dropped(items: readonly AgendaItem[], id: ItemId, target: ItemId, place: DropPlace): string {
  const position = droppedAt(items, id, target, place);
  return position === undefined ? 'no' : printed(placed(items, withDescendants(items, id), position));
}

describe('moving by keyboard', () => {
  const tree = [item(a), item(b, a), item(c), item(d)];

  test.each([
    [a, 'up', 'no'],
    [a, 'down', '1c 2a 2.1b 3d'],
    [d, 'up', '1a 1.1b 2d 3c'],
    [d, 'down', 'no'],
    [c, 'in', '1a 1.1b 1.2c 2d'],
    [a, 'in', 'no'],
    [b, 'in', 'no'],
    [b, 'out', '1a 2b 3c 4d'],
    [c, 'out', 'no'],
  ] as const)('%s %s', (id, move, result) => {
    expect(after(tree, id, move)).toBe(result);
  });

  test('nothing goes deeper than the agenda allows', () => {
    const deep = [item(a), item(b, a), item(c, b), item(d, b)];
    expect(movedTo(deep, d, 'in')).toBeUndefined();
  });

  test('any way in and back leaves the agenda as it was', () => {
    const moves = fc.array(
      fc.record({ id: fc.constantFrom(...ids), move: fc.constantFrom<Move>('up', 'down', 'in', 'out') }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(moves, (steps) => {
        let items = ids.map((id) => item(id));
        for (const { id, move } of steps) {
          const position = movedTo(items, id, move);
          if (position === undefined) continue;
          const back = positionOf(items, id);
          const next = placed(items, withDescendants(items, id), position);
          expect(next.length).toBe(ids.length);
          expect(Math.max(...next.map((entry) => depthOf(next, entry.id)))).toBeLessThanOrEqual(
            MAX_AGENDA_DEPTH,
          );
          if (back === undefined) throw new Error('no way back');
          expect(printed(placed(next, withDescendants(next, id), back))).toBe(printed(items));
          items = next;
        }
      }),
    );
  });
});

describe('dragging', () => {
  const tree = [item(a), item(b, a), item(c), item(d)];

  test.each([
    [d, a, 'before', '1d 2a 2.1b 3c'],
    [d, a, 'on', '1a 1.1b 1.2d 2c'],
    [d, a, 'after', '1a 1.1d 1.2b 2c'],
    [c, d, 'after', '1a 1.1b 2d 3c'],
    [a, b, 'on', 'no'],
    [c, d, 'before', 'no'],
    [b, c, 'after', '1a 2c 3b 4d'],
  ] as const)('%s %s %s', (id, target, place, result) => {
    expect(dropped(tree, id, target, place)).toBe(result);
  });
});

test('a chapter takes as long as what is in it, unless it says more', () => {
  const tree = [item(a, null, 10), item(b, a, 20), item(c, a, 15), item(d, null, 5)];
  expect(plannedMinutes(tree, a)).toBe(35);
  expect(totalMinutes(tree)).toBe(40);
  expect(totalMinutes([item(a, null, 60), item(b, a, 20)])).toBe(60);
});

test('a pasted list loses its numbers, not its words', () => {
  expect(
    pastedTitles(
      '1. Khai mạc\r\n\n  2.1) Báo cáo quý III\n- Thảo luận\nIV. Kết luận\n3 dự án đầu tư công\na) Ý kiến',
    ),
  ).toEqual(['Khai mạc', 'Báo cáo quý III', 'Thảo luận', 'Kết luận', '3 dự án đầu tư công', 'Ý kiến']);
});
