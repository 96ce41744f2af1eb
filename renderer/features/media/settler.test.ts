import { expect, test } from 'vitest';
import { Settler } from './settler.ts';

test('kicks during a run become exactly one more run, and never two at a time', async () => {
  const steps: PromiseWithResolvers<void>[] = [];
  const settler = new Settler(
    () => {
      const step = Promise.withResolvers<void>();
      steps.push(step);
      return step.promise;
    },
    () => undefined,
  );
  settler.kick();
  settler.kick();
  settler.kick();
  expect(steps).toHaveLength(1);
  steps[0]?.resolve();
  await steps[0]?.promise;
  await Promise.resolve();
  expect(steps).toHaveLength(2);
  steps[1]?.resolve();
  await steps[1]?.promise;
  await Promise.resolve();
  expect(steps).toHaveLength(2);
});

test('an error is told once, and a later kick tries again', async () => {
  const errors: unknown[] = [];
  let runs = 0;
  const told = Promise.withResolvers<void>();
  const settler = new Settler(
    () => (++runs === 1 ? Promise.reject(new Error('first')) : Promise.resolve()),
    (error) => {
      errors.push(error);
      told.resolve();
    },
  );
  settler.kick();
  await told.promise;
  await Promise.resolve();
  settler.kick();
  expect(runs).toBe(2);
  expect(errors).toHaveLength(1);
});
