import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Seen } from '#protocol/annotation/mark';
import { MarkId } from '#protocol/wire/ids';
import { addSeen, seenIn, type SeenRecord } from './seen-marks.ts';

const idOf = (n: number) => MarkId.parse(String(n).padStart(20, '0'));
let made = 0;
let clock = 1;
const makeId = () => idOf(1_000_000 + made++);

/** One device of the person: a copy of their private layer, which is merged with the others' now and then. */
class Device {
  readonly doc = new Y.Doc();
  growing: MarkId | undefined;
  began = clock++;

  get records(): SeenRecord[] {
    return [...this.doc.getMap('layer')].map(([id, mark]) => ({
      id: MarkId.parse(id),
      mark: Seen.parse(mark),
    }));
  }

  see(ids: readonly MarkId[]): void {
    const { edits, growing } = addSeen(this.records, ids, this.growing, makeId, clock++, this.began);
    this.growing = growing;
    const map = this.doc.getMap('layer');
    this.doc.transact(() => {
      for (const { id, mark } of edits)
        if (mark === null) map.delete(id);
        else map.set(id, mark);
    });
  }

  restart(): void {
    this.growing = undefined;
    this.began = clock++;
  }
}

const step = fc.oneof(
  fc.record({
    does: fc.constant('see' as const),
    device: fc.nat(1),
    isNewRun: fc.boolean(),
    ids: fc.array(fc.nat(3000), { minLength: 1, maxLength: 20 }),
  }),
  fc.record({ does: fc.constant('merge' as const) }),
);

describe('what was seen', () => {
  it('[THREAD-5] is never lost between two devices that merge now and then', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 40, maxLength: 160, size: 'max' }), (steps) => {
        const devices = [new Device(), new Device()] as const;
        const merge = () => {
          const [one, two] = devices;
          Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(two.doc));
          Y.applyUpdate(two.doc, Y.encodeStateAsUpdate(one.doc));
        };
        const all = new Set<MarkId>();
        for (const now of steps) {
          if (now.does === 'merge') merge();
          else {
            const ids = now.ids.map(idOf);
            const device = devices[now.device === 0 ? 0 : 1];
            if (now.isNewRun) device.restart();
            device.see(ids);
            const seen = seenIn(device.records);
            for (const id of ids) {
              all.add(id);
              expect(seen.has(id)).toBe(true);
            }
          }
        }
        merge();
        expect(seenIn(devices[0].records)).toEqual(all);
      }),
      { numRuns: 60 },
    );
  });

  it('[THREAD-5] stays in few records, however often the program is started', () => {
    const device = new Device();
    for (let run = 0; run < 200; run++) {
      device.restart();
      device.see([idOf(2 * run), idOf(2 * run + 1)]);
      expect(device.records.length).toBeLessThan(20);
    }
    expect(seenIn(device.records).size).toBe(400);
  });

  it('takes a great number at once, in records that the layer takes', () => {
    const device = new Device();
    device.see(Array.from({ length: 2300 }, (_, n) => idOf(n)));
    expect(device.records.map(({ mark }) => mark.marks.length).toSorted((a, b) => b - a)).toEqual([
      500, 500, 500, 500, 300,
    ]);
    device.see([idOf(7)]);
    expect(device.records).toHaveLength(5);
  });
});
