import { expect, it } from 'vitest';
import { whileUsed } from './while-used.ts';

it('is open from the first listener to the last, and can be opened again', () => {
  const log: string[] = [];
  const lease = whileUsed(() => {
    log.push('open');
    return { close: () => void log.push('close') };
  });
  expect(lease.getSnapshot()).toBeNull();
  const [one, two] = [lease.subscribe(() => {}), lease.subscribe(() => {})];
  one();
  one();
  expect(log).toEqual(['open']);
  expect(lease.getSnapshot()).not.toBeNull();
  two();
  expect(log).toEqual(['open', 'close']);
  expect(lease.getSnapshot()).toBeNull();
  lease.subscribe(() => {})();
  expect(log).toEqual(['open', 'close', 'open', 'close']);
});
