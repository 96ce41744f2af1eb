import { Slice } from '@tiptap/pm/model';
import type { EditorView } from '@tiptap/pm/view';
import { expect, it } from 'vitest';
import { LONGEST_PASTE, pasting } from './pasting.ts';

function paste(types: Record<string, string>, files: readonly File[] = []) {
  const told: string[] = [];
  const { handlePaste } = pasting({
    onTooLong: () => told.push('tooLong'),
    onFiles: (given, at) => told.push(`${given.length} at ${at}`),
  });
  const clipboardData = { getData: (type: string) => types[type] ?? '', files };
  const view = { state: { selection: { from: 7 } } } as EditorView;
  const event = { clipboardData } as unknown as ClipboardEvent;
  const isDone = handlePaste?.call(undefined, view, event, Slice.empty);
  return { isDone, told };
}

it('[MIN-71] a paste that is too long is refused whole, as text and as HTML', () => {
  expect(paste({ 'text/plain': 'x'.repeat(10_000_000) })).toEqual({ isDone: true, told: ['tooLong'] });
  expect(paste({ 'text/html': '<p>'.repeat(3_000_000) })).toEqual({ isDone: true, told: ['tooLong'] });
  expect(paste({ 'text/plain': 'x'.repeat(LONGEST_PASTE) })).toEqual({ isDone: false, told: [] });
});

it('[MIN-72] files are put where somebody writes; words that bring a picture of themselves are words', () => {
  const file = new File([], 'bang.png');
  expect(paste({}, [file])).toEqual({ isDone: true, told: ['1 at 7'] });
  expect(paste({ 'text/plain': '12\t13' }, [file])).toEqual({ isDone: false, told: [] });
});
