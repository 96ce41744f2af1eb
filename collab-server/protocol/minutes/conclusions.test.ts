import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { PaperId, PersonId, TaskId, VersionId, VoteId } from '../wire/ids.ts';
import {
  ConclusionTask,
  conclusionsOf,
  MAX_CONCLUSIONS,
  readSupporters,
  writeAssignee,
} from './conclusions.ts';
import type { Evidence } from './evidence.ts';

const lead = { person: PersonId.parse('a'.repeat(20)) };
const unit = { unit: 'Vụ Kế hoạch – Tài chính' };
const vote: Evidence = { kind: 'vote', ref: VoteId.parse('v'.repeat(20)) };
const page: Evidence = {
  kind: 'paper',
  paper: PaperId.parse('p'.repeat(20)),
  version: VersionId.parse('x'.repeat(20)),
  page: 2,
  quote: 'phân bổ 40 tỷ đồng',
  before: 'Dự kiến ',
  after: ' trong năm',
};
const BAD_LETTERS = ['a', 'ờ', ' ', '\t', '\n', '\r', '\0', '\u202e', '\ud83d', '\ufe0f', '😀', 'o\u0300'];
const Tasks = z.array(ConclusionTask).max(MAX_CONCLUSIONS);

function conclusion(text: string, attrs: Record<string, unknown> = {}, links: readonly unknown[] = []) {
  const evidence = links.map((link) => ({
    type: 'evidence',
    attrs: Object(link) as Record<string, unknown>,
  }));
  return { type: 'conclusion', attrs, content: [{ type: 'text', text }, ...evidence] };
}
const id = (letter: string) => TaskId.parse(letter.repeat(20));

/** Draws `1…`, `2…` one after the other. */
function drawing(): () => TaskId {
  let number = 0;
  return () => TaskId.parse(String(++number).padStart(20, '0'));
}

describe('the list of conclusions', () => {
  test('[MIN-52] says what, who, by when and on what it rests, in the order of the text', () => {
    const attrs = {
      id: id('c'),
      lead: writeAssignee(lead),
      supporters: [unit, lead].map(writeAssignee).join('\n'),
      due: '2026-12-31',
    };
    const nodes = [
      { type: 'paragraph', content: [{ type: 'text', text: 'Mở đầu' }] },
      conclusion('Thống nhất phương án 2.', { id: id('d') }, [vote]),
      { type: 'blockquote', content: [conclusion('Rà soát kinh phí.', attrs, [page, vote])] },
      conclusion('   '),
    ];
    expect(conclusionsOf(nodes, drawing())).toEqual([
      { id: id('d'), what: 'Thống nhất phương án 2.', lead: null, supporters: [], due: null, source: [vote] },
      {
        id: id('c'),
        what: 'Rà soát kinh phí.',
        lead,
        supporters: [unit, lead],
        due: '2026-12-31',
        source: [page, vote],
      },
    ]);
  });

  test('[MIN-52] one that was copied with its id gets another', () => {
    const copies = [conclusion('Một', { id: id('c') }), conclusion('Hai', { id: id('c') })];
    const ids = conclusionsOf(copies, drawing()).map((each) => each.id);
    expect(ids).toEqual([id('c'), '0'.repeat(19) + '1']);
  });

  test('[MIN-52] what can’t be read is left out, and the rest stays', () => {
    const attrs = { id: '<b>', lead: 7, supporters: { a: 1 }, due: '2026-02-30' };
    expect(conclusionsOf([conclusion('Giao việc.', attrs, ['none', { kind: 'vote' }])], drawing())).toEqual([
      { id: '0'.repeat(19) + '1', what: 'Giao việc.', lead: null, supporters: [], due: null, source: [] },
    ]);
  });

  test('[MIN-52] whatever the text holds, the list is within its bounds', () => {
    const many = Array.from({ length: MAX_CONCLUSIONS + 5 }, () => conclusion('ờ😀'.repeat(1000)));
    const found = conclusionsOf(many, drawing());
    expect(found).toHaveLength(MAX_CONCLUSIONS);
    expect(Tasks.safeParse(found).success).toBe(true);
    expect(readSupporters(Array.from({ length: 30 }, () => 'x'.repeat(300)).join('\n'))).toHaveLength(20);
    const text = fc.string({ unit: fc.constantFrom(...BAD_LETTERS), maxLength: 40 });
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 3 }),
        fc.oneof(text, fc.jsonValue({ maxDepth: 1 })),
        (texts, value) => {
          const attrs = { id: value, lead: value, supporters: value, due: value };
          const list = conclusionsOf(
            texts.map((each) => conclusion(each, attrs, [value])),
            drawing(),
          );
          expect(Tasks.safeParse(list).success).toBe(true);
        },
      ),
    );
  });
});
