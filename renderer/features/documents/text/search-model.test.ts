import { describe, expect, test, vi } from 'vitest';
import { PaperId, VersionId } from '#protocol/wire/ids';
import { type OpenWords, PackWords } from './pack-words.ts';
import { type SearchedPaper, SearchModel, type SearchState } from './search-model.ts';

const version = (name: string) => VersionId.parse(name.padEnd(20, '0'));

/** A pack in memory: the words of each paper's pages. A page "!" can't be read, a paper without pages can't be opened. */
function pack(texts: Readonly<Record<string, readonly string[]>>, mostKept?: number) {
  const opened: string[] = [];
  const closed: string[] = [];
  const names = Object.keys(texts);
  const papers: SearchedPaper[] = names.map((name) => ({
    paper: PaperId.parse(name.padEnd(20, '0')),
    version: version(name),
    title: name,
    pages: Math.max(1, texts[name]?.length ?? 0),
  }));
  const words = new PackWords(async (wanted): Promise<OpenWords> => {
    const name = names.find((each) => version(each) === wanted) ?? '';
    if (texts[name]?.length === 0) throw new Error('refused');
    opened.push(name);
    return {
      labels: name === 'b' ? ['bìa', 'i'] : null,
      page: async (page) => {
        const text = texts[name]?.[page] ?? '';
        if (text === '!') throw new Error('broken page');
        return text;
      },
      close: () => closed.push(name),
    };
  }, mostKept);
  let now = 0;
  // Each look at the clock takes three milliseconds: every other page is followed by a breath.
  const breathe = vi.fn<() => Promise<void>>(async () => {});
  const search = new SearchModel({ words, now: () => (now += 3), breathe });
  return { search, words, papers, opened, closed, breathe };
}

async function settled(search: SearchModel): Promise<SearchState> {
  await vi.waitFor(() => expect(search.getSnapshot().phase).not.toBe('running'), 20_000);
  return search.getSnapshot();
}

const places = ({ found }: SearchState) =>
  found.map(({ version: of, page, snippet }) => `${of.slice(0, 1)}${page} ${snippet.match}`);

describe('a search', () => {
  test('finds in the paper that is read, in the order of its pages', async () => {
    const { search, papers } = pack({ a: ['Nghị quyết', 'không', 'nghi lễ nghị'], b: ['nghị'] });
    search.setPapers(papers, version('a'));
    search.setQuery('nghi');
    const state = await settled(search);
    expect(places(state)).toEqual(['a0 Nghị', 'a2 nghi', 'a2 nghị']);
    expect(state).toMatchObject({ phase: 'done', done: 3, total: 3, wordless: 0, exact: 3, isCut: false });
  });

  test('in the pack goes through all papers; the exact ones come first', async () => {
    const { search, papers } = pack({ a: ['nghi', 'nghị'], b: ['', 'nghĩ nghị'] });
    search.setPapers(papers, version('b'));
    search.setScope('pack');
    search.setQuery('nghị');
    const state = await settled(search);
    expect(places(state)).toEqual(['a1 nghị', 'b1 nghị', 'a0 nghi', 'b1 nghĩ']);
    expect(state).toMatchObject({ exact: 2, wordless: 1 });
    expect(state.found.map(({ label }) => label)).toEqual(['2', 'i', '1', 'i']);
    search.setKeepMarks(true);
    expect(places(await settled(search))).toEqual(['a1 nghị', 'b1 nghị']);
  });

  test('reads each paper once, and closes it', async () => {
    const { search, papers, opened, closed } = pack({ a: ['một', 'hai'], b: ['ba'] });
    search.setPapers(papers, version('a'));
    search.setScope('pack');
    search.setQuery('mot');
    await settled(search);
    search.setQuery('ba');
    expect(places(await settled(search))).toEqual(['b0 ba']);
    expect(opened).toEqual(['a', 'b']);
    expect(closed).toEqual(['a', 'b']);
  });

  test('tells of papers that cannot be opened, and reads on after a page that cannot', async () => {
    const { search, papers } = pack({ a: ['!', 'tìm'], b: [], c: ['tìm'] });
    search.setPapers(papers, version('a'));
    search.setScope('pack');
    search.setQuery('tìm');
    const state = await settled(search);
    expect(places(state)).toEqual(['a1 tìm', 'c0 tìm']);
    expect(state.unread.map(({ title }) => title)).toEqual(['b']);
    expect(state).toMatchObject({ phase: 'done', done: 4, total: 4 });
  });

  test('lets everything else go first between its slices, and tells how far it is', async () => {
    const { search, papers, breathe } = pack({ a: Array.from({ length: 200 }, () => 'chữ') });
    const reports: number[] = [];
    search.subscribe(() => reports.push(search.getSnapshot().done));
    search.setPapers(papers, version('a'));
    search.setQuery('chữ');
    await settled(search);
    expect(breathe.mock.calls.length).toBeGreaterThan(50);
    expect(reports.some((done) => done > 0 && done < 200)).toBe(true);
  });

  test('that is stopped keeps what it has and reads on later', async () => {
    const { search, papers, breathe, opened, closed } = pack({ a: Array.from({ length: 40 }, () => 'chữ') });
    search.setPapers(papers, version('a'));
    breathe.mockImplementation(async () => {
      if (breathe.mock.calls.length === 5) search.stop();
    });
    search.setQuery('chữ');
    const stopped = await settled(search);
    expect(stopped.phase).toBe('stopped');
    await vi.waitFor(() => expect(closed).toEqual(['a']), 20_000);
    search.setQuery('chu');
    expect((await settled(search)).found).toHaveLength(40);
    expect(opened).toEqual(['a', 'a']);
  });

  test('for something else ends the one before', async () => {
    const { search, papers } = pack({ a: Array.from({ length: 30 }, (_, at) => `chữ ${at}`) });
    search.setPapers(papers, version('a'));
    search.setQuery('chữ');
    search.setQuery('chữ 29');
    const state = await settled(search);
    expect(places(state)).toEqual(['a29 chữ 29']);
    search.setQuery(' ');
    expect(search.getSnapshot()).toMatchObject({ phase: 'idle', found: [] });
  });

  test('follows to the paper that is read', async () => {
    const { search, papers } = pack({ a: ['nghị'], b: ['nghi'] });
    search.setPapers(papers, version('a'));
    search.setQuery('nghi');
    expect(places(await settled(search))).toEqual(['a0 nghị']);
    search.setPapers(papers, version('b'));
    expect(places(await settled(search))).toEqual(['b0 nghi']);
  });

  test('ends at two thousand places and says so', async () => {
    const { search, papers } = pack({ a: ['a '.repeat(1500), 'a '.repeat(1500), 'a'] });
    search.setPapers(papers, version('a'));
    search.setQuery('a');
    const state = await settled(search);
    expect(state.found).toHaveLength(2000);
    expect(state.isCut).toBe(true);
  });
});

describe('going from place to place', () => {
  test('starts at the page that is read and goes around', async () => {
    const { search, papers } = pack({ a: ['x', 'x', 'x x'] });
    const gone: number[] = [];
    search.onGo(({ page }) => gone.push(page));
    search.setPapers(papers, version('a'));
    search.setQuery('x');
    await settled(search);
    for (const direction of [1, 1, 1, 1, -1] as const)
      search.step(direction, { version: version('a'), page: 1 });
    expect(gone).toEqual([1, 2, 2, 0, 2]);
    expect(search.getSnapshot().current).toBe(3);
  });

  test('leaves the place for the paper that it is in, once', async () => {
    const { search, papers } = pack({ a: ['y'], b: ['x'] });
    search.setPapers(papers, version('a'));
    search.setScope('pack');
    search.setQuery('x');
    await settled(search);
    search.go(0);
    expect(search.take(version('a'))).toBeUndefined();
    expect(search.take(version('b'))).toMatchObject({ page: 0, start: 0 });
    expect(search.take(version('b'))).toBeUndefined();
  });
});

test('words that are too many are forgotten, those searched longest ago first', async () => {
  const { words, papers, opened } = pack({ a: ['aaaa'], b: ['bbbb'], c: ['cccc'] }, 16);
  const readAll = async (name: string) => {
    const paper = papers.find(({ title }) => title === name);
    for await (const page of words.read(version(name), paper?.pages ?? 0, new AbortController().signal)) {
      expect(page.plain).toBe(page.text);
    }
  };
  for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) await readAll(name);
  expect(opened).toEqual(['a', 'b', 'c', 'b']);
  expect(words.kept).toBeLessThanOrEqual(16);
});
