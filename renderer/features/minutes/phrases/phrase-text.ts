import type { JSONContent } from '@tiptap/core';
import { PhraseFields, PhraseWord, type Phrase } from '#protocol/minutes/phrases';
import type { PhraseId } from '#protocol/wire/ids';
import { readable } from '../../administrative-document/index.ts';
import { commandAt } from '../editor/slash.ts';

/** What is put into the text for a phrase: a paragraph for each of its lines. */
export function phraseContent({ text }: Pick<Phrase, 'text'>): JSONContent[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ type: 'paragraph', content: [{ type: 'text', text: line }] }));
}

/** The phrase that a word after the slash stands for, with or without diacritics. */
export function phraseAt<Of extends Pick<Phrase, 'word'>>(
  phrases: readonly Of[],
  typed: string,
): Of | undefined {
  const word = PhraseWord.safeParse(typed);
  return word.success ? phrases.find((phrase) => phrase.word === word.data) : undefined;
}

/** What is wrong with what was typed; null: it can be kept. Blocks have their words already. */
export type PhraseFault = 'word' | 'isCommand' | 'isTaken' | 'text';

/** A phrase as it was typed, cleaned, or what is wrong with it. `id` is its own, which may keep its word. */
export function checkedPhrase(
  typed: { readonly word: string; readonly text: string },
  others: readonly Phrase[],
  id: PhraseId,
): { readonly fields: PhraseFields } | { readonly fault: PhraseFault } {
  const text = readable(typed.text);
  const word = PhraseWord.safeParse(readable(typed.word).replace(/^\s*\//u, ''));
  if (!word.success) return { fault: 'word' };
  if (commandAt(word.data) !== null) return { fault: 'isCommand' };
  if (others.some((phrase) => phrase.id !== id && phrase.word === word.data)) return { fault: 'isTaken' };
  const fields = PhraseFields.safeParse({ word: word.data, text });
  return fields.success ? { fields: fields.data } : { fault: 'text' };
}
