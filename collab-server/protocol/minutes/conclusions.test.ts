import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PaperId, PersonId, VersionId, VoteId } from '../wire/ids.ts';
import {
  ConclusionTasks,
  conclusionsOf,
  MAX_CONCLUSIONS,
  MAX_EVIDENCE,
  MAX_WHAT,
  type Evidence,
  type TextNode,
} from './conclusions.ts';

const lead = { person: PersonId.parse('a'.repeat(20)) };
const unit = { unit: 'Vụ Kế hoạch – Tài chính' };
const vote: Evidence = { is: 'vote', vote: VoteId.parse('v'.repeat(20)) };
const page: Evidence = {
  is: 'paper',
  paper: PaperId.parse('p'.repeat(20)),
  version: VersionId.parse('x'.repeat(20)),
  page: 2,
  quote: { text: 'phân bổ 40 tỷ đồng', before: 'Dự kiến ', after: ' trong năm' },
};

const words = (text: string): TextNode => ({ type: 'text', text });
const link = (source: unknown): TextNode => ({ type: 'evidence', attrs: { source } });
function conclusion(
  text: string,
  attrs: Record<string, unknown> = {},
  links: readonly unknown[] = [],
): TextNode {
  return { type: 'conclusion', attrs, content: [words(text), ...links.map(link)] };
}
const BAD_LETTERS = ['a', 'ờ', ' ', '\t', '\n', '\r', '\0', '\u202e', '\ud83d', '\ufe0f', '😀', 'o\u0300'];
const id = (letter: string) => letter.repeat(20);

describe('the list of conclusions', () => {
  test('[MIN-52] says what, who, by when and on what it rests, in the order of the text', () => {
    const nodes: TextNode[] = [
      { type: 'paragraph', content: [words('Mở đầu')] },
      conclusion('Thống nhất phương án 2.', {}, [vote]),
      {
        type: 'blockquote',
        content: [
          conclusion('Rà soát kinh phí.', { conclusionId: id('c'), lead, with: [unit], due: '2026-12-31' }, [
            page,
            vote,
            page,
          ]),
        ],
      },
      conclusion('   '),
    ];
    expect(conclusionsOf(nodes)).toEqual([
      { id: id('0'), what: 'Thống nhất phương án 2.', lead: null, with: [], due: null, source: [vote] },
      {
        id: id('c'),
        what: 'Rà soát kinh phí.',
        lead,
        with: [unit],
        due: '2026-12-31',
        source: [page, vote],
      },
    ]);
  });

  test('[MIN-52] one that was copied with its id has another', () => {
    const copies = [
      conclusion('Một', { conclusionId: id('c') }),
      conclusion('Hai', { conclusionId: id('c') }),
    ];
    const ids = conclusionsOf(copies).map((each) => each.id);
    expect(ids[0]).toBe(id('c'));
    expect(new Set(ids).size).toBe(2);
    expect(conclusionsOf(copies).map((each) => each.id)).toEqual(ids);
  });

  test('[MIN-52] what can’t be read is left out, and the rest stays', () => {
    const attrs = { conclusionId: '<b>', lead: { person: 'nobody' }, with: 'all', due: '31/12/2026' };
    expect(conclusionsOf([conclusion('Giao việc.', attrs, ['none', { is: 'vote' }])])).toEqual([
      { id: id('0'), what: 'Giao việc.', lead: null, with: [], due: null, source: [] },
    ]);
    expect(conclusionsOf([conclusion('Hết tháng.', { due: '2026-02-30' })])[0]?.due).toBeNull();
  });

  test('[MIN-52] whatever the text holds, the list is within its bounds', () => {
    const many = Array.from({ length: MAX_CONCLUSIONS + 5 }, () =>
      conclusion(
        'ờ😀'.repeat(MAX_WHAT / 2),
        {},
        Array.from({ length: MAX_EVIDENCE + 3 }, (_, at) => ({ ...page, page: at })),
      ),
    );
    const found = conclusionsOf(many);
    expect(found).toHaveLength(MAX_CONCLUSIONS);
    expect(found[0]?.what.endsWith('…')).toBe(true);
    expect(found[0]?.source).toHaveLength(MAX_EVIDENCE);
    expect(ConclusionTasks.safeParse(found).success).toBe(true);
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom(...BAD_LETTERS), maxLength: 40 }), { maxLength: 3 }),
        fc.jsonValue({ maxDepth: 1 }),
        (texts, value) => {
          const list = conclusionsOf(
            texts.map((text) => conclusion(text, { lead: value, with: value, due: value }, [value])),
          );
          expect(ConclusionTasks.safeParse(list).success).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });
});
