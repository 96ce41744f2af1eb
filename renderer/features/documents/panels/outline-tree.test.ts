import { describe, expect, it } from 'vitest';
import type { OutlineEntry } from '../pdf-facts.ts';
import { currentEntry, keyed, seen, unfolded } from './outline-tree.ts';

const entry = (title: string, children: OutlineEntry[] = [], isOpen = false): OutlineEntry => ({
  title,
  target: null,
  isOpen,
  children,
});
const outline = keyed([
  entry('Chương 1', [entry('1.1'), entry('1.2', [entry('1.2.1')])], true),
  entry('Chương 2', [entry('2.1')]),
]);

describe('the outline', () => {
  it('shows what is unfolded, in reading order', () => {
    const titles = (open: string[]) => seen(outline, new Set(open)).map((each) => each.entry.title);
    expect(unfolded(outline)).toEqual(['0']);
    expect(titles([])).toEqual(['Chương 1', 'Chương 2']);
    expect(titles(unfolded(outline))).toEqual(['Chương 1', '1.1', '1.2', 'Chương 2']);
    expect(titles(['0', '0.1'])).toEqual(['Chương 1', '1.1', '1.2', '1.2.1', 'Chương 2']);
  });

  it('knows the chapter that one is in', () => {
    const pages = [
      { key: 'a', page: 2 },
      { key: 'b', page: 2 },
      { key: 'c', page: 9 },
      { key: 'd', page: 9 },
    ];
    expect(currentEntry(pages, 0)).toBeUndefined();
    expect(currentEntry(pages, 2)).toBe('a');
    expect(currentEntry(pages, 5)).toBe('b');
    expect(currentEntry(pages, 9)).toBe('c');
    expect(currentEntry(pages, 90)).toBe('d');
  });
});
