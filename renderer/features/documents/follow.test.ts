import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PresentedPage } from '#protocol/meeting/records';
import { MarkId, PaperId, PersonId, VersionId } from '#protocol/wire/ids';
import { present } from './follow.ts';
import { ReaderModel } from './reader-model.ts';

const paper = PaperId.parse('0000000000000000000p');
const version = VersionId.parse('0000000000000000000v');

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

describe('present', () => {
  it('tells the first page at once, then at most twenty times a second, and the last place always', () => {
    const model = new ReaderModel(
      Array.from({ length: 9 }, () => ({ width: 595, height: 842, rotation: 0 })),
      { page: 4, y: 0 },
    );
    model.resize(800, 600);
    const told: PresentedPage[] = [];
    const stop = present(model, paper, version, (page) => told.push(page));
    vi.advanceTimersByTime(1);
    expect(told).toMatchObject([{ paper, version, page: 4 }]);
    for (let n = 0; n < 100; n++) {
      model.pan(0, 20);
      vi.advanceTimersByTime(10);
    }
    vi.advanceTimersByTime(100);
    expect(told.length).toBeLessThanOrEqual(22);
    expect(told.at(-1)).toMatchObject(
      model.shownPart().page === 5 ? { page: 5 } : { page: model.shownPart().page },
    );
    for (const page of told) expect(PresentedPage.safeParse(page).success).toBe(true);
    stop();
    const before = told.length;
    model.pan(0, 500);
    vi.advanceTimersByTime(1000);
    expect(told).toHaveLength(before);
  });

  it('tells what is pointed out, also when nothing moves', () => {
    const model = new ReaderModel([{ width: 595, height: 842, rotation: 0 }], { page: 0, y: 0 });
    model.resize(800, 600);
    const told: PresentedPage[] = [];
    const mark = {
      author: PersonId.parse('0000000000000000000a'),
      mark: MarkId.parse('0000000000000000000m'),
    };
    let held: typeof mark | null = null;
    const listeners = new Set<() => void>();
    const stop = present(model, paper, version, (page) => told.push(page), {
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      getSnapshot: () => ({ held }),
    });
    const point = (next: typeof held) => {
      held = next;
      for (const listener of listeners) listener();
      vi.advanceTimersByTime(100);
    };
    point(null);
    point(mark);
    point(null);
    expect(told.map((page) => page.mark)).toEqual([null, mark, null]);
    stop();
    expect(listeners.size).toBe(0);
  });
});
