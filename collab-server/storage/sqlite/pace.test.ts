import { describe, expect, it } from 'vitest';
import { Pace } from './pace.ts';

/** Starts a group whenever it may; answers how many started in so many milliseconds. `arrive` says what a wait brings. */
function groupsIn(
  pace: Pace,
  from: number,
  ms: number,
  took: number,
  arrive: (waited: number) => number,
): number {
  let groups = 0;
  for (let now = from; now < from + ms; groups++) {
    const wait = pace.wait(now);
    pace.started(now + wait, wait > 0 ? arrive(wait) : undefined);
    now += wait + took;
  }
  return groups;
}

describe('the pace of commits', () => {
  it('lets a lone write go at once, also soon after another', () => {
    const pace = new Pace();
    for (let now = 1000; now < 2000; now += 10) {
      expect(pace.wait(now)).toBe(0);
      pace.started(now, undefined);
    }
  });

  it('lets some go at once after a pause, then gathers under steady load', () => {
    const pace = new Pace();
    const waits: number[] = [];
    for (let i = 0; i < 20; i++) {
      const wait = pace.wait(1000);
      waits.push(wait);
      if (wait > 0) break;
      pace.started(1000, undefined);
    }
    expect(waits).toHaveLength(9);
    expect(waits.at(-1)).toBeGreaterThan(0);
    expect(groupsIn(pace, 1000, 1000, 0.3, () => 3)).toBeLessThan(300);
  });

  it('does not hold back writers who wait for their last commit before the next', () => {
    expect(groupsIn(new Pace(), 1000, 1000, 0.5, () => 0)).toBeGreaterThan(1500);
  });

  it('notices when waiting is worth it again', () => {
    const pace = new Pace();
    groupsIn(pace, 1000, 1000, 0.5, () => 0);
    groupsIn(pace, 2000, 300, 0.5, () => 4);
    expect(groupsIn(pace, 2300, 1000, 0.5, () => 4)).toBeLessThan(300);
  });

  it('never waits on a disk that is slower than the gap', () => {
    const pace = new Pace();
    for (let now = 1000; now < 3000; now += 6) {
      expect(pace.wait(now)).toBe(0);
      pace.started(now, undefined);
    }
  });
});
