import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { packInk, unpackInk } from '#protocol/annotation/ink';
import {
  type AuthoredPenPiece,
  MAX_PEN_PIECES,
  MAX_PIECE_BYTES,
  type PenPiece,
} from '#protocol/annotation/pen';
import { MarkId, PersonId } from '#protocol/wire/ids';
import {
  FINISHED_STROKE,
  LiveStrokes,
  LONE_INTERVAL,
  PenOutbox,
  SHARED_INTERVAL,
  SILENT_STROKE,
  type StrokeLook,
} from './live-strokes.ts';

const mark = MarkId.parse('00000000000000000001');
const author = PersonId.parse('0000000000000000000a');
const look: StrokeLook = { mark, page: 3, tool: 'pen', colour: 'blue', width: 2 };
const point = (x: number) => ({ x, y: x, pressure: 0.5 });
const piece = (n: number, xs: number[], end = false): AuthoredPenPiece => ({
  ...look,
  author,
  piece: n,
  end,
  points: packInk(xs.map(point)),
});

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

describe('PenOutbox', () => {
  it.each([
    { draw: 'one draws', interval: LONE_INTERVAL },
    { draw: 'others draw too', interval: SHARED_INTERVAL },
  ])('sends the first points at once and the rest seldom when $draw, none twice', ({ interval }) => {
    const sent: PenPiece[] = [];
    const outbox = new PenOutbox(
      (pieces) => sent.push(...pieces),
      () => interval === SHARED_INTERVAL,
    );
    outbox.begin(look);
    for (let ms = 0; ms < 100; ms++) {
      outbox.add([point(ms)]);
      if (ms === 0) expect(sent).toHaveLength(1);
      vi.advanceTimersByTime(1);
    }
    outbox.end();
    // One more for the end.
    expect(sent).toHaveLength(Math.ceil(100 / interval) + 1);
    expect(sent.at(-1)?.end).toBe(true);
    expect(sent.map((p) => p.piece)).toEqual(sent.map((_, n) => n));
    const xs = sent.flatMap((p) => (unpackInk(p.points) ?? []).map(({ x }) => x));
    expect(xs).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });

  it('keeps every frame within what the server accepts', () => {
    const frames: (readonly PenPiece[])[] = [];
    const outbox = new PenOutbox(
      (pieces) => frames.push(pieces),
      () => false,
    );
    outbox.begin(look);
    outbox.add([]);
    outbox.add(Array.from({ length: 9000 }, (_, n) => point(n % 2 === 0 ? -19_000 : 19_000)));
    outbox.end();
    for (const frame of frames) {
      expect(frame.length).toBeLessThanOrEqual(MAX_PEN_PIECES);
      for (const p of frame) expect(p.points.length).toBeLessThanOrEqual(MAX_PIECE_BYTES);
    }
    expect(frames.flat().filter((p) => p.end)).toHaveLength(1);
  });
});

describe('LiveStrokes', () => {
  it('puts pieces together, and a lost piece harms no other', () => {
    const live = new LiveStrokes();
    live.receive([piece(0, [1, 2])]);
    live.receive([piece(2, [5, 6])]);
    live.receive([piece(2, [5, 6])]);
    expect(live.on(3)[0]?.points.map(({ x }) => x)).toEqual([1, 2, 5, 6]);
    expect(live.on(4)).toEqual([]);
    live.close();
  });

  it('says when more than a few pens move', () => {
    const live = new LiveStrokes();
    const stroke = (n: number) => MarkId.parse(String(n).padStart(20, '0'));
    for (const n of [1, 2]) live.receive([{ ...piece(0, [1]), mark: stroke(n) }]);
    expect(live.isBusy).toBe(false);
    live.receive([{ ...piece(0, [1]), mark: stroke(3) }]);
    expect(live.isBusy).toBe(true);
    live.receive([{ ...piece(1, [2], true), mark: stroke(1) }]);
    expect(live.isBusy).toBe(false);
    live.close();
  });

  it('goes when the mark arrives, and a late piece does not bring it back', () => {
    const live = new LiveStrokes();
    const changed: number[] = [];
    live.onChange((page) => changed.push(page));
    live.receive([piece(0, [1])]);
    live.arrived(author, mark);
    live.receive([piece(1, [2], true)]);
    expect(live.on(3)).toEqual([]);
    expect(changed).toEqual([3, 3]);
    live.close();
  });

  it('does not let another end or take over a stroke by using its id', () => {
    const live = new LiveStrokes();
    const other = PersonId.parse('0000000000000000000b');
    live.receive([{ ...piece(0, [9]), author: other }]);
    live.receive([piece(0, [1])]);
    live.arrived(other, mark);
    expect(live.on(3)).toMatchObject([{ author, points: [{ x: 1 }] }]);
    live.close();
  });

  it('forgets a stroke whose author fell silent or whose mark never came', () => {
    const live = new LiveStrokes();
    live.receive([piece(0, [1])]);
    vi.advanceTimersByTime(SILENT_STROKE - 1000);
    expect(live.on(3)).toHaveLength(1);
    live.receive([piece(1, [2], true)]);
    vi.advanceTimersByTime(FINISHED_STROKE + 1100);
    expect(live.on(3)).toEqual([]);
    live.close();
  });
});
