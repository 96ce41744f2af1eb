import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mark, PageMark } from '#protocol/annotation/mark';
import type { Layer } from '#protocol/annotation/ydoc';
import { MarkId, PersonId } from '#protocol/wire/ids';
import type { PlacedMark, PlacedRecord } from '../mark-index.ts';
import { mentions, rootOf, talkIn, threadKey, threadOf, unreadIn } from './thread-model.ts';

const people = ['a', 'b', 'c'].map((sign) => PersonId.parse(sign.padStart(20, '0')));
const ids = Array.from({ length: 8 }, (_, n) => MarkId.parse(String(n).padStart(20, '1')));
const layers: readonly Layer[] = ['shared', 'group', 'private'];
const [an, binh] = people;
if (an === undefined || binh === undefined) throw new Error('people are missing');

const person = fc.constantFrom(...people);
const id = fc.constantFrom(...ids);
const on = fc.record({ author: person, mark: id });
const about: fc.Arbitrary<Mark> = fc.oneof(
  fc.record({
    kind: fc.constant('comment' as const),
    on,
    text: fc.constantFrom('một', 'hai'),
    mentions: fc.subarray(people),
    at: fc.integer({ min: 0, max: 5 }),
  }),
  fc.record({
    kind: fc.constant('resolution' as const),
    on,
    resolved: fc.boolean(),
    at: fc.integer({ min: 0, max: 5 }),
  }),
);
/** As documents hold them: one value under an id in an author's layer. */
const records = fc
  .uniqueArray(fc.record({ id, author: person, layer: fc.constantFrom(...layers), mark: about }), {
    selector: (placed) => `${placed.layer} ${placed.author} ${placed.id}`,
    maxLength: 30,
  })
  .map((all) => all as PlacedRecord[]);

const note = (author: PersonId, mark: MarkId, layer: Layer = 'shared'): PlacedMark => ({
  id: mark,
  author,
  layer,
  mark: { kind: 'note', page: 0, colour: 'yellow', x: 1, y: 1, text: 'ghi chú', at: 1 } satisfies PageMark,
});

describe('threads', () => {
  it('[THREAD-1] are the same whatever order the records came in', () => {
    fc.assert(
      fc.property(
        records.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          const sorted = (talk: ReturnType<typeof talkIn>) =>
            [...talk].toSorted(([a], [b]) => (a < b ? -1 : 1));
          expect(sorted(talkIn(shuffled))).toEqual(sorted(talkIn(all)));
        },
      ),
    );
  });

  it('[THREAD-1] lose nothing and take nothing twice', () => {
    fc.assert(
      fc.property(records, (all) => {
        const talk = talkIn([...all, ...all]);
        const comments = [...talk.values()].flatMap((each) => each.comments);
        expect(comments).toHaveLength(all.filter(({ mark }) => mark.kind === 'comment').length);
        for (const [key, { comments: said }] of talk) {
          for (const { layer, mark } of said) expect(threadKey({ layer, ...mark.on })).toBe(key);
          expect(said.map(({ mark }) => mark.at)).toEqual(
            said.map(({ mark }) => mark.at).toSorted((a, b) => a - b),
          );
        }
      }),
    );
  });

  it('[THREAD-2] are resolved or open as the latest resolution says', () => {
    fc.assert(
      fc.property(records, (all) => {
        for (const [key, { resolution, comments }] of talkIn(all)) {
          const there = all.filter(
            ({ layer, mark }) => mark.kind === 'resolution' && threadKey({ layer, ...mark.on }) === key,
          );
          if (resolution === undefined) {
            expect(there).toEqual([]);
            continue;
          }
          expect(resolution.mark.at).toBe(Math.max(...there.map(({ mark }) => mark.at)));
          const { author, layer } = resolution;
          const root = { layer, ...resolution.mark.on };
          expect(threadOf(root, undefined, { comments, resolution }).resolvedBy).toBe(
            resolution.mark.resolved ? author : null,
          );
        }
      }),
    );
  });

  it('[THREAD-3] keep what others said when the mark is gone', () => {
    const [first, second] = ids;
    if (first === undefined || second === undefined) return;
    const comment: PlacedRecord = {
      id: second,
      author: binh,
      layer: 'shared',
      mark: { kind: 'comment', on: { author: an, mark: first }, text: 'Đồng ý', mentions: [an], at: 3 },
    };
    const root = rootOf(note(an, first));
    const thread = threadOf(root, undefined, talkIn([comment]).get(threadKey(root)));
    expect(thread.mark).toBeUndefined();
    expect(thread.comments).toEqual([comment]);
    expect(mentions(thread, an)).toBe(true);
    expect(mentions(thread, binh)).toBe(false);
  });

  it('count as unread what others wrote and this person has not seen', () => {
    const [first] = ids;
    if (first === undefined) return;
    const placed = note(binh, first);
    expect(unreadIn({ mark: placed, comments: [] }, an, new Set())).toEqual([placed]);
    expect(unreadIn({ mark: placed, comments: [] }, binh, new Set())).toEqual([]);
    expect(unreadIn({ mark: placed, comments: [] }, an, new Set([first]))).toEqual([]);
    fc.assert(
      fc.property(records, person, fc.subarray(ids), (all, me, seen) => {
        for (const { comments } of talkIn(all).values()) {
          const unread = unreadIn({ mark: undefined, comments }, me, new Set(seen));
          expect(unread.every(({ author, id: own }) => author !== me && !seen.includes(own))).toBe(true);
          expect(unreadIn({ mark: undefined, comments }, me, new Set(ids))).toEqual([]);
        }
      }),
    );
  });
});
