import { describe, expect, it, vi } from 'vitest';
import { FileMarks, fileMarksOf, MOST_FILE_MARKS } from './file-marks.ts';
import type { PdfComment } from './pdf-facts.ts';

function comment(id: string, facts: Partial<PdfComment> = {}): PdfComment {
  return {
    kind: 'comment',
    id,
    rect: { x: 10, y: 700, width: 20, height: 20 },
    type: 'Text',
    author: 'Lan',
    text: id,
    at: null,
    colour: null,
    inReplyTo: null,
    boxes: [],
    ...facts,
  };
}

describe('[FILE-1] what a file says of its marks', () => {
  it('goes from top to bottom, with its answers, and knows neither links nor forms', () => {
    const low = comment('low', { rect: { x: 10, y: 100, width: 20, height: 20 }, type: 'Squiggly' });
    const answer = comment('answer', { inReplyTo: 'high', author: 'Minh' });
    const deeper = comment('deeper', { inReplyTo: 'answer' });
    const link = {
      kind: 'link',
      id: 'link',
      rect: low.rect,
      target: { kind: 'url', url: 'https://a.vn/' },
    } as const;
    expect(fileMarksOf(3, [low, link, answer, comment('high'), deeper])).toMatchObject([
      {
        id: 'high',
        page: 3,
        kind: 'note',
        author: 'Lan',
        text: 'high',
        replies: [{ id: 'answer', author: 'Minh' }, { id: 'deeper' }],
      },
      { id: 'low', kind: 'underline', replies: [] },
    ]);
  });

  it('ends on answers that go round in a ring, and keeps what answers nothing', () => {
    const found = fileMarksOf(0, [
      comment('a', { inReplyTo: 'b' }),
      comment('b', { inReplyTo: 'a' }),
      comment('self', { inReplyTo: 'self' }),
      comment('lost', { inReplyTo: 'elsewhere' }),
    ]);
    expect(found.map(({ id }) => id)).toEqual(['a', 'b', 'self', 'lost']);
  });
});

describe('[FILE-2] the marks of a file', () => {
  const settle = () => new Promise<void>((resolve) => setTimeout(resolve));

  it('are read page by page while somebody looks, and no page twice', async () => {
    const asked: number[] = [];
    const waiting: (() => void)[] = [];
    const marks = new FileMarks(3, {
      read: async (page) => {
        asked.push(page);
        await new Promise<void>((resolve) => waiting.push(resolve));
        if (page === 1) throw new Error('damaged');
        return [comment(`on ${page}`)];
      },
      redraw: () => undefined,
    });
    await settle();
    expect(asked).toEqual([]);
    const stop = marks.gather();
    const stopOther = marks.gather();
    stopOther();
    waiting.pop()?.();
    await settle();
    stop();
    waiting.pop()?.();
    await settle();
    expect(asked).toEqual([0, 1]);
    marks.gather();
    waiting.pop()?.();
    await settle();
    expect(asked).toEqual([0, 1, 2]);
    expect(marks.getSnapshot()).toMatchObject({
      readPages: 3,
      marks: [{ id: 'on 0' }, { id: 'on 2' }],
    });
  });

  it('are not without end', async () => {
    const marks = new FileMarks(2000, {
      read: (page) => Promise.resolve(Array.from({ length: 1500 }, (_, n) => comment(`${page} ${n}`))),
      redraw: () => undefined,
    });
    marks.gather();
    await settle();
    await vi.waitFor(() => expect(marks.getSnapshot().readPages).toBe(2000));
    expect(marks.getSnapshot().marks).toHaveLength(MOST_FILE_MARKS);
  });

  it('have the pages drawn anew when they are taken off or put on', () => {
    const redraw = vi.fn();
    const marks = new FileMarks(1, { read: () => Promise.resolve([]), redraw });
    marks.show(true);
    expect(redraw).not.toHaveBeenCalled();
    marks.show(false);
    expect(marks.getSnapshot().isShown).toBe(false);
    expect(redraw).toHaveBeenCalledOnce();
  });
});
