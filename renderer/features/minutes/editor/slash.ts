import type { LiveBlock } from '#protocol/minutes/live-block';
import type { ItemId } from '#protocol/wire/ids';
import { folded } from '#protocol/wire/text';

/** What can be inserted by a word, in Vietnamese without diacritics, or in English. */
export type BlockCommand = LiveBlock['kind'] | 'conclusion';

const WORDS: ReadonlyMap<string, BlockCommand> = new Map([
  ['ketluan', 'conclusion'],
  ['conclusion', 'conclusion'],
  ['diemdanh', 'attendance'],
  ['attendance', 'attendance'],
  ['noidung', 'item'],
  ['item', 'item'],
  ['phatbieu', 'speeches'],
  ['speeches', 'speeches'],
  ['bieuquyet', 'votes'],
  ['votes', 'votes'],
  ['khac', 'besides'],
  ['besides', 'besides'],
]);

/** The command that a word after the slash stands for, with or without diacritics; null: none. */
export function commandAt(word: string): BlockCommand | null {
  return WORDS.get(folded(word)) ?? null;
}

/** The block of a command while this item is discussed; null where it would be about nothing. */
export function blockOf(command: BlockCommand, item: ItemId | null): LiveBlock | 'conclusion' | null {
  if (command === 'conclusion' || command === 'attendance' || command === 'besides')
    return command === 'conclusion' ? command : { kind: command };
  if (command === 'vote' || command === 'paper' || item === null) return null;
  return { kind: command, ref: item };
}
