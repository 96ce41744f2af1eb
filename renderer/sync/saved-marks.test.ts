import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MarkId } from '#protocol/wire/ids';
import { SavedMarks } from './saved-marks.ts';

const id = (n: number) => MarkId.parse(String(n).padStart(20, '0'));

describe('SavedMarks', () => {
  it('says saved only after the marker that followed the change', () => {
    const saved = new SavedMarks();
    const before = saved.nextMarker();
    saved.changed(id(1));
    saved.confirmed(before);
    expect(saved.unsaved.has(id(1))).toBe(true);
    saved.confirmed(saved.nextMarker());
    expect(saved.unsaved.size).toBe(0);
  });

  it('does not believe an answer that belongs to a connection that was lost', () => {
    const saved = new SavedMarks();
    saved.changed(id(1));
    const marker = saved.nextMarker();
    saved.connectionLost();
    saved.confirmed(marker);
    expect(saved.unsaved.size).toBe(1);
    expect(saved.compared).toBe(false);
    expect(saved.needsMarker).toBe(true);
  });

  it('never calls a change saved before a marker sent after it was answered, whatever the order', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('change' as const), mark: fc.integer({ min: 0, max: 4 }) }),
      fc.record({ do: fc.constant('send' as const) }),
      fc.record({ do: fc.constant('answer' as const) }),
      fc.record({ do: fc.constant('lose' as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const saved = new SavedMarks();
        // The model: what a server has that answers in order and keeps what it got on any connection's marker.
        let inFlight: { marker: number; covers: Map<number, number> }[] = [];
        const latest = new Map<number, number>();
        const durable = new Map<number, number>();
        let clock = 0;
        for (const now of steps) {
          clock += 1;
          if (now.do === 'change') {
            saved.changed(id(now.mark));
            latest.set(now.mark, clock);
          } else if (now.do === 'send') {
            inFlight.push({ marker: saved.nextMarker(), covers: new Map(latest) });
          } else if (now.do === 'answer') {
            const answered = inFlight.shift();
            if (answered !== undefined) {
              saved.confirmed(answered.marker);
              for (const [mark, at] of answered.covers) durable.set(mark, at);
            }
          } else {
            saved.connectionLost();
            inFlight = [];
          }
          const expected = [...latest]
            .filter(([mark, at]) => durable.get(mark) !== at)
            .map(([mark]) => id(mark));
          expect([...saved.unsaved].toSorted()).toEqual(expected.toSorted());
        }
      }),
    );
  });
});
