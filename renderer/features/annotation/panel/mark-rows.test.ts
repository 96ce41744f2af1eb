import { describe, expect, it } from 'vitest';
import type { PageMark } from '#protocol/annotation/mark';
import type { Layer } from '#protocol/annotation/ydoc';
import { MarkId, PersonId } from '#protocol/wire/ids';
import type { PlacedMark } from '../mark-index.ts';
import { type PlacedComment, rootOf } from '../threads/thread-model.ts';
import { fileRowOf, filtered, grouped, type ListRow, type MarkRow, NO_FILTER, rowOf } from './mark-rows.ts';

const huong = PersonId.parse('0000000000000000000h');
const duc = PersonId.parse('0000000000000000000d');
const names = new Map([
  [huong, 'Nguyễn Thị Thu Hương'],
  [duc, 'Trần Minh Đức'],
]);
const nameOf = (person: PersonId) => names.get(person) ?? '';
const order = new Map([
  [huong, 0],
  [duc, 1],
]);

const SHARED: Layer = 'shared';
let made = 0;
function row(
  mark: PageMark | undefined,
  {
    author = huong,
    layer = SHARED,
    comments = [] as string[],
    resolvedBy = null as PersonId | null,
    unread = 0,
    callsMe = false,
  } = {},
): MarkRow {
  const id = MarkId.parse(String(made++).padStart(20, '0'));
  const placed: PlacedMark | undefined = mark === undefined ? undefined : { id, author, layer, mark };
  const root = rootOf({ id, author, layer });
  const said = comments.map((text, n): PlacedComment => ({
    id: MarkId.parse(String(made++).padStart(20, '1')),
    author: duc,
    layer,
    mark: { kind: 'comment', on: { author, mark: id }, text, mentions: [], at: n },
  }));
  return rowOf({ root, mark: placed, comments: said, resolvedBy }, unread, callsMe);
}
const note = (page: number, y: number, text: string): PageMark => ({
  kind: 'note',
  page,
  colour: 'yellow',
  x: 10,
  y,
  text,
  at: 1,
});
const underlined: PageMark = {
  kind: 'text',
  style: 'underline',
  page: 1,
  colour: 'red',
  boxes: [10, 700, 90, 12],
  quote: { text: 'phân bổ kinh phí', before: '', after: '', start: 3 },
  at: 2,
};

describe('the list of marks', () => {
  it('goes through the pages from top to bottom, with what has lost its place at the end', () => {
    const low = row(note(1, 100, 'dưới'));
    const high = row(note(1, 800, 'trên'));
    const middle = row(underlined);
    const before = row(note(0, 5, 'trang đầu'));
    const gone = row(undefined, { comments: ['còn đây'] });
    const entries = grouped([low, gone, middle, before, high], 'page', order);
    expect(entries.map((entry) => (entry.is === 'row' ? entry.row : entry.group))).toEqual([
      { by: 'page', page: 0 },
      before,
      { by: 'page', page: 1 },
      high,
      middle,
      low,
      { by: 'page', page: null },
      gone,
    ]);
    expect(entries.flatMap((entry) => (entry.is === 'group' ? [entry.count] : []))).toEqual([1, 3, 1]);
  });

  it('is put together by author in the order of people, by kind and by layer, each group once', () => {
    const rows = [
      row(note(0, 1, 'a'), { author: duc, layer: 'private' }),
      row(note(1, 1, 'b'), { author: huong }),
      row(underlined, { author: duc }),
      row({ ...note(2, 1, 'c'), question: true } as PageMark, { author: huong, layer: 'private' }),
    ];
    const groups = (by: 'author' | 'kind' | 'layer') =>
      grouped(rows, by, order).flatMap((entry) =>
        entry.is === 'group' ? [Object.values(entry.group)[1]] : [],
      );
    expect(groups('author')).toEqual([huong, duc]);
    expect(groups('kind')).toEqual(['note', 'question', 'underline']);
    expect(groups('layer')).toEqual(['shared', 'private']);
    const strangers = ['x', 'y', 'x', 'y'].map((sign, n) =>
      row(note(n, 1, 'd'), { author: PersonId.parse(sign.padStart(20, '0')) }),
    );
    expect(grouped(strangers, 'author', order).filter((entry) => entry.is === 'group')).toHaveLength(2);
  });

  it('is searched in the marks’ words, the page’s, the comments’ and the names, without diacritics', () => {
    const rows = [
      row(note(0, 1, 'Đề nghị làm rõ'), { author: duc }),
      row(underlined),
      row(note(0, 1, 'khác'), { comments: ['Đồng ý với ý kiến trên'] }),
    ];
    const found = (text: string) =>
      filtered(rows, { ...NO_FILTER, text }, nameOf).map((each) => rows.findIndex((row) => row === each));
    expect(found('de nghi')).toEqual([0]);
    expect(found('KINH PHI')).toEqual([1]);
    expect(found('dong y')).toEqual([2]);
    expect(found('thu huong')).toEqual([1, 2]);
    expect(found('duc ro')).toEqual([0]);
    expect(found('')).toEqual([0, 1, 2]);
    expect(found('không có')).toEqual([]);
  });

  it('[THREAD-2] hides what is resolved, but never what is new in it', () => {
    const done = row(note(0, 1, 'xong'), { resolvedBy: duc });
    const again = row(note(0, 1, 'mới'), { resolvedBy: duc, unread: 1 });
    const open = row(note(0, 1, 'mở'), { callsMe: true });
    const all = [done, again, open];
    expect(filtered(all, NO_FILTER, nameOf)).toEqual([again, open]);
    expect(filtered(all, { ...NO_FILTER, withResolved: true }, nameOf)).toEqual(all);
    expect(filtered(all, { ...NO_FILTER, onlyUnread: true }, nameOf)).toEqual([again]);
    expect(filtered(all, { ...NO_FILTER, onlyMentions: true }, nameOf)).toEqual([open]);
    expect(filtered(all, { ...NO_FILTER, author: duc }, nameOf)).toEqual([]);
    expect(filtered(all, { ...NO_FILTER, kind: 'question' }, nameOf)).toEqual([]);
    expect(filtered(all, { ...NO_FILTER, layer: 'private' }, nameOf)).toEqual([]);
  });

  it('[FILE-1] has the file’s own marks in their places, under their layer and the names that the file gives', () => {
    const theirs = fileRowOf({
      id: '12R',
      page: 1,
      rect: { x: 0, y: 300, width: 50, height: 20 },
      kind: 'highlight',
      author: 'Lan',
      text: 'Xem lại số liệu',
      at: null,
      replies: [{ id: '13R', author: 'Minh', text: 'Đã sửa', at: null }],
    });
    const [high, low] = [row(note(1, 800, 'trên')), row(note(1, 100, 'dưới'))];
    const rows: ListRow[] = [low, theirs, high];
    const places = grouped(rows, 'page', order).flatMap((entry) => (entry.is === 'row' ? [entry.row] : []));
    expect(places).toEqual([high, theirs, low]);
    const heads = (by: 'author' | 'layer') =>
      grouped(rows, by, order).flatMap((entry) => (entry.is === 'group' ? [entry.group] : []));
    expect(heads('author')).toEqual([
      { by: 'author', author: huong },
      { by: 'fileAuthor', name: 'Lan' },
    ]);
    expect(heads('layer')).toEqual([
      { by: 'layer', layer: 'shared' },
      { by: 'layer', layer: 'file' },
    ]);
    const only = (filter: Partial<typeof NO_FILTER>) => filtered(rows, { ...NO_FILTER, ...filter }, nameOf);
    expect(only({ layer: 'file' })).toEqual([theirs]);
    expect(only({ kind: 'highlight' })).toEqual([theirs]);
    expect(only({ text: 'minh da sua' })).toEqual([theirs]);
    expect(only({ author: huong })).toEqual([low, high]);
    expect(only({ onlyUnread: true })).toEqual([]);
  });
});
