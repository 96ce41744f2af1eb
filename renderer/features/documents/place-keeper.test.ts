import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ReadingPlace } from '#protocol/documents/api';
import { PlaceKeeper } from './place-keeper.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

function setup(isOnline = true) {
  const sent: ReadingPlace[] = [];
  let noted: ReadingPlace | null = null;
  const keeper = new PlaceKeeper({
    send: async (place) => {
      if (!isOnline) throw new Error('no network');
      sent.push(place);
    },
    note: (place) => {
      noted = place;
    },
  });
  return { keeper, sent, noted: () => noted };
}

describe('PlaceKeeper', () => {
  it('sends one place after a pause, not every scroll', async () => {
    const { keeper, sent, noted } = setup();
    for (let y = 0; y < 40; y++) {
      keeper.moved({ page: 3, y });
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(sent).toEqual([]);
    expect(noted()).toEqual({ page: 3, y: 39 });
    await vi.advanceTimersByTimeAsync(1500);
    expect(sent).toEqual([{ page: 3, y: 39 }]);
    expect(noted()).toBeNull();
  });

  it('sends now and then while somebody never stops scrolling', async () => {
    const { keeper, sent } = setup();
    for (let y = 0; y < 200; y++) {
      keeper.moved({ page: 0, y });
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(sent).toHaveLength(2);
  });

  it('sends at once when the page is hidden, and keeps what could not be sent', async () => {
    const online = setup();
    online.keeper.moved({ page: 9, y: 1 });
    online.keeper.flush();
    expect(online.sent).toEqual([{ page: 9, y: 1 }]);
    const offline = setup(false);
    offline.keeper.moved({ page: 9, y: 1 });
    offline.keeper.close();
    await vi.advanceTimersByTimeAsync(10);
    expect(offline.noted()).toEqual({ page: 9, y: 1 });
  });
});
