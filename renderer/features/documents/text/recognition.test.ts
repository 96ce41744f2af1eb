import { describe, expect, test, vi } from 'vitest';
import type { Recognition as Progress, RecognisedPage } from '#protocol/documents/recognised';
import type { PageContent } from '#protocol/documents/text/page-content';
import { AppError } from '#protocol/wire/codes';
import { pageText, takeRecognisedWords } from './page-texts.ts';
import { Recognition } from './recognition.ts';

const PAGE: RecognisedPage = { width: 600, height: 800, words: [['quét', 50, 700, 30, 12]] };

/** A server whose answers are set by hand, and a clock that waits to be told. */
function setUp(state: Progress) {
  const server = { state, asked: 0 };
  const due: (() => void)[] = [];
  const recognition = new Recognition({
    state: async () => {
      server.asked += 1;
      return server.state;
    },
    start: async () => (server.state = { state: 'running', page: 0, pages: 2 }),
    stop: async () => (server.state = { state: 'none' }),
    page: async (page) => {
      if (page > 0) throw new AppError('notFound');
      return PAGE;
    },
    after: (_, call) => {
      due.push(call);
      return () => due.splice(due.indexOf(call), 1);
    },
  });
  return { server, due, recognition };
}

describe('recognised words', () => {
  test('are not asked for before a page without words is met', () => {
    const { server } = setUp({ state: 'none' });
    expect(server.asked).toBe(0);
  });

  test('are none where nothing was recognised', async () => {
    const { recognition, server } = setUp({ state: 'unavailable' });
    expect(await recognition.words(0)).toBeUndefined();
    expect(await recognition.words(1)).toBeUndefined();
    expect(server.asked).toBe(1);
    expect(recognition.getSnapshot().progress?.state).toBe('unavailable');
  });

  test('come page by page', async () => {
    const { recognition } = setUp({ state: 'done', page: 2, pages: 2 });
    expect((await recognition.words(0))?.text).toBe('quét');
    expect(await recognition.words(1)).toBeUndefined();
  });

  test('are made on demand: it is asked how far that is until it ends', async () => {
    const { recognition, server, due } = setUp({ state: 'none' });
    await recognition.words(0);
    await recognition.start();
    expect(recognition.getSnapshot().progress?.state).toBe('running');
    server.state = { state: 'done', page: 2, pages: 2 };
    due.pop()?.();
    await vi.waitFor(() => expect(recognition.getSnapshot().progress?.state).toBe('done'), 20_000);
    expect(due).toHaveLength(0);
  });

  test('can be stopped, and closing ends the asking', async () => {
    const { recognition, due } = setUp({ state: 'running', page: 1, pages: 2 });
    await recognition.words(0);
    expect(due).toHaveLength(1);
    await recognition.stop();
    expect(due).toHaveLength(0);
    await recognition.start();
    recognition.close();
    expect(due).toHaveLength(0);
  });

  test('say why they cannot be had', async () => {
    const recognition = new Recognition({
      state: async () => ({ state: 'none' }),
      start: async () => {
        throw new AppError('ocrUnavailable');
      },
      stop: async () => ({ state: 'none' }),
      page: async () => PAGE,
      after: () => () => undefined,
    });
    await recognition.start();
    expect(recognition.getSnapshot().failure).toBe('ocrUnavailable');
  });
});

describe('the words of a page', () => {
  const content = (text: string): PageContent => ({
    items:
      text === ''
        ? []
        : [
            {
              str: text,
              dir: 'ltr',
              width: 50,
              height: 10,
              transform: [10, 0, 0, 10, 20, 700],
              fontName: 'f',
              hasEOL: false,
            },
          ],
    fonts: new Map(),
    left: 0,
    bottom: 0,
  });

  test('are read once, and only so many pages are kept', async () => {
    const textContent = vi.fn<(page: number) => Promise<PageContent>>(async (page) =>
      content(`trang ${page}`),
    );
    const pdf = { textContent };
    await pageText(pdf, 3);
    expect((await pageText(pdf, 3)).text).toBe('trang 3');
    expect(textContent).toHaveBeenCalledTimes(1);
    for (let page = 10; page < 80; page++) await pageText(pdf, page);
    await pageText(pdf, 3);
    expect(textContent).toHaveBeenCalledTimes(72);
  });

  test('that could not be read are read anew', async () => {
    const textContent = vi
      .fn<(page: number) => Promise<PageContent>>()
      .mockRejectedValueOnce(new Error('lost'))
      .mockResolvedValue(content('đây'));
    await expect(pageText({ textContent }, 0)).rejects.toThrow('lost');
    expect((await pageText({ textContent }, 0)).text).toBe('đây');
  });

  test('are the recognised ones where the file has none', async () => {
    const pdf = { textContent: async (page: number) => content(page === 0 ? '' : 'chữ') };
    expect((await pageText(pdf, 0)).text).toBe('');
    const { recognition } = setUp({ state: 'done', page: 2, pages: 2 });
    takeRecognisedWords(pdf, recognition.words);
    expect((await pageText(pdf, 0)).text).toBe('quét');
    expect((await pageText(pdf, 1)).text).toBe('chữ');
  });
});
