import { describe, expect, it } from 'vitest';
import type { PageText } from '#protocol/documents/text/page-text';
import { type ComparedText, Differences } from './differences.ts';

/** A page of lines of typewriter text, ten points a letter, the first at a height of 700. */
function page(...lines: string[]): PageText {
  let start = 0;
  const runs = lines.map((line, n) => {
    const run = {
      start,
      end: start + line.length,
      box: { x: 50, y: 700 - n * 20, width: line.length * 10, height: 12 },
      letters: 'mono' as const,
    };
    start += line.length + 1;
    return run;
  });
  return { text: lines.join('\n'), runs };
}

function text(...pages: (PageText | Error)[]): ComparedText {
  return {
    pages: pages.length,
    page: (at) => {
      const found = pages[at];
      return found instanceof Error || found === undefined
        ? Promise.reject(found ?? new Error('no page'))
        : Promise.resolve(found);
    },
  };
}

const settle = () => new Promise<void>((resolve) => setTimeout(resolve));

describe('two versions side by side', () => {
  it('[DIFF-1] have their different words where they stand, and a gap where the other has more', async () => {
    const compared = new Differences(
      text(page('giao Sở Tài chính xem'), page('trước tháng 6')),
      text(page('giao Sở Nội vụ xem'), page('ngay trước tháng 6')),
    );
    expect(compared.getSnapshot()).toMatchObject({ phase: 'reading', pages: 4 });
    expect(compared.on('old', 0)).toEqual([]);
    await settle();
    expect(compared.getSnapshot()).toMatchObject({ phase: 'done', current: null, unread: 0 });
    expect(compared.on('old', 0)).toEqual([{ index: 0, boxes: [130, 700, 90, 12], isGap: false }]);
    expect(compared.on('now', 0)).toEqual([{ index: 0, boxes: [130, 700, 60, 12], isGap: false }]);
    expect(compared.on('old', 1)).toEqual([{ index: 1, boxes: [48, 700, 2, 12], isGap: true }]);
    expect(compared.on('now', 1)).toEqual([{ index: 1, boxes: [50, 700, 40, 12], isGap: false }]);
  });

  it('[DIFF-1] are gone through from where one reads, round and round', async () => {
    const compared = new Differences(
      text(page('a một b'), page('c hai d'), page('e ba f')),
      text(page('a mốt b'), page('c hái d'), page('e bả f')),
    );
    expect(compared.step(1, 0)).toBeUndefined();
    await settle();
    const gone = (direction: 1 | -1, at = 0) => {
      const found = compared.step(direction, at);
      return found === undefined ? undefined : compared.wordsOf('old', found);
    };
    expect([gone(1, 1), gone(1), gone(1), gone(-1), gone(-1)]).toEqual(['hai', 'ba', 'một', 'ba', 'hai']);
    const fresh = new Differences(text(page('a'), page('b')), text(page('x'), page('b')));
    await settle();
    expect(fresh.step(-1, 1)).toMatchObject({ old: [{ page: 0, start: 0, end: 1 }] });
  });

  it('say what could not be compared', async () => {
    const broken = new Differences(text(page('một'), new Error('damaged')), text(page('một'), page('hai')));
    await settle();
    expect(broken.getSnapshot()).toMatchObject({ phase: 'done', unread: 1, hasNoWords: false });
    const scan = new Differences(text(page('')), text(page('một')));
    await settle();
    expect(scan.getSnapshot()).toMatchObject({ hasNoWords: true, differences: [] });
  });

  it('are read no further once they are closed', async () => {
    let asked = 0;
    const endless: ComparedText = {
      pages: 1000,
      page: async () => {
        asked += 1;
        await settle();
        return page('a');
      },
    };
    const compared = new Differences(endless, endless);
    await settle();
    compared.close();
    await settle();
    const then = asked;
    for (let n = 0; n < 5; n++) await settle();
    expect(asked).toBe(then);
    expect(then).toBeLessThan(20);
  });
});
