import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Hash, ItemId, PaperId, PersonId, VersionId } from '../wire/ids.ts';
import { lateNumber, packPlaces } from './pack-places.ts';
import { besideInPack, lateNumberOf, packOrder, packPages } from './pack.ts';
import type { Paper } from './records.ts';

const id = (n: number) => String(n).padStart(20, '0');
const item = (n: number) => ItemId.parse(id(n));

function paper(n: number, itemNumber: number, pages: number | null): Paper {
  return {
    id: PaperId.parse(id(n)),
    item: item(itemNumber),
    title: `Tài liệu ${n}`,
    number: '',
    secrecy: pages === null ? 'secret' : 'normal',
    readers: { to: 'all' },
    version:
      pages === null
        ? null
        : {
            id: VersionId.parse(id(n)),
            hash: Hash.parse('0'.repeat(64)),
            fileName: 'a.pdf',
            bytes: 1,
            pages,
            at: 0,
            by: PersonId.parse(id(1)),
          },
    earlier: [],
    pack: null,
  };
}

const ITEMS = 5;
const agenda = fc
  .shuffledSubarray([0, 1, 2, 3, 4], { minLength: ITEMS })
  .map((order) => order.map((n) => ({ id: item(n) })));
const papers = fc
  .array(fc.tuple(fc.nat(ITEMS), fc.option(fc.integer({ min: 1, max: 60 }), { nil: null })), {
    maxLength: 20,
  })
  .map((list) => list.map(([of, pages], n) => paper(n, of, pages)));

/** The papers with the numbers that the opening of the meeting gives them. */
function opened(items: readonly { readonly id: ItemId }[], list: readonly Paper[]): Paper[] {
  const places = packPlaces({ agenda: items, papers: list });
  return list.map((each) => ({ ...each, pack: places.get(each.id) ?? null }));
}

describe('packOrder', () => {
  it('has every paper once, in the order of the agenda, and leaves an item’s papers as they were brought', () => {
    fc.assert(
      fc.property(agenda, papers, (items, list) => {
        const order = packOrder(items, list);
        expect(new Set(order)).toEqual(new Set(list));
        expect(order).toHaveLength(list.length);
        const rank = (each: Paper) => {
          const at = items.findIndex((entry) => entry.id === each.item);
          return at < 0 ? ITEMS : at;
        };
        order.slice(1).forEach((each, n) => {
          const before = order[n] ?? each;
          expect(rank(before)).toBeLessThanOrEqual(rank(each));
          if (rank(before) === rank(each)) expect(list.indexOf(before)).toBeLessThan(list.indexOf(each));
        });
      }),
    );
  });

  it('meets each page number once, rising by one, when the meeting opens', () => {
    fc.assert(
      fc.property(agenda, papers, (items, list) => {
        let next = 1;
        for (const each of packOrder(items, opened(items, list))) {
          const pages = packPages(each);
          if (pages === null) continue;
          expect(pages[0]).toBe(next);
          next = pages[1] + 1;
        }
      }),
    );
  });

  it('shifts no number when papers come late', () => {
    fc.assert(
      fc.property(agenda, papers, fc.array(fc.nat(ITEMS - 1), { maxLength: 4 }), (items, list, late) => {
        const before = opened(items, list);
        const all = late.reduce<Paper[]>(
          (sofar, of, n) => [...sofar, { ...paper(500 + n, of, 3), pack: { late: lateNumber(sofar) } }],
          before,
        );
        const order = packOrder(items, all);
        for (const each of before)
          expect(packPages(order.find((there) => there.id === each.id) ?? each)).toEqual(packPages(each));
        expect(all.map(lateNumberOf).filter((n) => n !== null)).toEqual(late.map((_, n) => n + 1));
        for (const each of order) if (lateNumberOf(each) !== null) expect(packPages(each)).toBeNull();
      }),
    );
  });
});

describe('besideInPack', () => {
  it('walks through all papers that can be read, and back', () => {
    fc.assert(
      fc.property(agenda, papers, (items, list) => {
        const order = packOrder(items, list);
        const readable = order.filter(({ version }) => version !== null);
        const walked: Paper[] = [];
        for (let at = readable[0]; at !== undefined; at = besideInPack(order, at.id, 1)) {
          const next = besideInPack(order, at.id, 1);
          if (next !== undefined) expect(besideInPack(order, next.id, -1)).toBe(at);
          walked.push(at);
        }
        expect(walked).toEqual(readable);
      }),
    );
  });

  it('knows nothing beside a paper that is gone', () => {
    expect(besideInPack([paper(1, 0, 2)], PaperId.parse(id(9)), 1)).toBeUndefined();
  });
});
