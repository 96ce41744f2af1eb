import { describe, expect, it } from 'vitest';
import { fakeEnvironment } from './fake-environment.ts';

const bytes = (seed: number): number[] => [...fakeEnvironment({ seed }).randomBytes(1000)];

describe('the fake environment', () => {
  it('runs what is due in order of time, and what that starts', () => {
    const env = fakeEnvironment({ start: 1000 });
    const ran: string[] = [];
    const note = (name: string) => () => void ran.push(`${name} at ${env.now()}`);
    env.after(30, note('late'));
    env.after(10, () => {
      note('first')();
      env.after(5, note('started'));
      env.after(500, note('not yet'));
    });
    env.after(10, note('second'));
    env.after(20, note('cancelled')).cancel();
    env.advance(30);
    expect(ran).toEqual(['first at 1010', 'second at 1010', 'started at 1015', 'late at 1030']);
    expect(env.now()).toBe(1030);
    expect(env.timers).toBe(1);
  });

  it('gives the same bytes for the same seed, and others for another', () => {
    expect(bytes(7)).toEqual(bytes(7));
    expect(bytes(7)).not.toEqual(bytes(8));
    expect(new Set(bytes(7)).size).toBeGreaterThan(200);
  });
});
