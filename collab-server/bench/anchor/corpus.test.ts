import { describe, expect, it } from 'vitest';
import { folded } from '../../protocol/wire/text.ts';
import { pairOf } from './corpus.ts';
import { HELD_OUT_STYLES } from './held-out-style.ts';
import { TUNING_STYLES } from './tuning-style.ts';

/** Letters and digits only: what layout and a faulty text layer leave alone. */
const bare = (text: string) => folded(text).replace(/[^\p{L}\p{N}]+/gu, '');

describe('the corpus of revised papers', () => {
  it('is the same every time, and another paper for another number', () => {
    expect(pairOf('tuning', 3, 20)).toEqual(pairOf('tuning', 3, 20));
    expect(pairOf('tuning', 3, 1).oldPages).not.toEqual(pairOf('tuning', 4, 1).oldPages);
  });

  it('quotes what stands there', () => {
    for (let index = 0; index < 10; index++) {
      const { oldPages, marks } = pairOf('tuning', index, 30);
      for (const { page, quote } of marks) {
        const text = oldPages[page] ?? '';
        expect(
          text.startsWith(quote.before + quote.text + quote.after, quote.start - quote.before.length),
        ).toBe(true);
      }
    }
  });

  it('knows where untouched words have gone, and has marks of every fate', () => {
    const fates = new Set<string>();
    for (let index = 0; index < 20; index++) {
      const { newPages, marks } = pairOf('tuning', index, 40);
      for (const { quote, truth } of marks) {
        fates.add(truth.fate);
        expect(truth.spans.length > 0).toBe(truth.fate !== 'deleted');
        if (truth.fate !== 'kept') continue;
        const there = truth.spans.map(({ page, start, end }) =>
          bare((newPages[page] ?? '').slice(start, end)),
        );
        // Only a page's end makes it shorter.
        expect(there.some((text) => text !== '' && bare(quote.text).includes(text))).toBe(true);
      }
    }
    expect([...fates].toSorted()).toEqual(['deleted', 'edited', 'kept', 'rewritten']);
  });

  it('measures on sentences that were not adjusted on', () => {
    const tuned = new Set(
      TUNING_STYLES.flatMap(({ sentences, headings, refrains }) => [...sentences, ...headings, ...refrains]),
    );
    const held = HELD_OUT_STYLES.flatMap(({ sentences, headings, refrains }) => [
      ...sentences,
      ...headings,
      ...refrains,
    ]);
    expect(held.filter((sentence) => tuned.has(sentence))).toEqual([]);
  });
});
