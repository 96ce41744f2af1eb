import { expect, it } from 'vitest';
import type { Phrase } from '#protocol/minutes/phrases';
import { PersonId, PhraseId } from '#protocol/wire/ids';
import { checkedPhrase, phraseAt, phraseContent } from './phrase-text.ts';

const id = (digit: string) => PhraseId.parse(digit.repeat(20));
const agreed: Phrase = {
  id: id('1'),
  by: PersonId.parse('a'.repeat(20)),
  at: 0,
  word: 'nhattri',
  text: 'Hội nghị nhất trí.',
};

it('[MIN-74] a phrase is found by its word with and without diacritics', () => {
  for (const typed of ['nhattri', 'nhấttrí', 'NHẤTTRÍ', 'nhấttrí'.normalize('NFD')])
    expect(phraseAt([agreed], typed)).toBe(agreed);
  expect(phraseAt([agreed], 'nhat')).toBeUndefined();
  expect(phraseAt([agreed], '//')).toBeUndefined();
});

it('[MIN-74] each line of it is a paragraph', () => {
  expect(phraseContent({ text: 'Một\n\nHai' })).toEqual([
    { type: 'paragraph', content: [{ type: 'text', text: 'Một' }] },
    { type: 'paragraph', content: [{ type: 'text', text: 'Hai' }] },
  ]);
});

it('[MIN-74] what is typed is cleaned, and a word that something else has is refused', () => {
  const check = (word: string, text = 'Giao Văn phòng.', own = id('2')) =>
    checkedPhrase({ word, text }, [agreed], own);
  expect(check('/Giao Việc', 'Giao\u202e Văn pho\u0300ng.\u0000')).toEqual({
    fields: { word: 'giaoviec', text: 'Giao Văn phòng.' },
  });
  expect(check('x')).toEqual({ fault: 'word' });
  expect(check('kết luận')).toEqual({ fault: 'isCommand' });
  expect(check('nhất trí')).toEqual({ fault: 'isTaken' });
  expect(check('nhất trí', 'Khác.', agreed.id)).toEqual({ fields: { word: 'nhattri', text: 'Khác.' } });
  expect(check('giaoviec', ' \u200b ')).toEqual({ fault: 'text' });
});
