import { describe, expect, it } from 'vitest';
import { RenderQueue } from './render-queue.ts';

function setup(limit = 1, pause?: () => Promise<void>) {
  const log: string[] = [];
  const running = new Map<string, { finish: () => void; fail: (error: Error) => void }>();
  const failed = (key: string, error: unknown) => log.push(`${key} failed: ${String(error)}`);
  const queue = new RenderQueue<string>(limit, failed, pause);
  const job = (key: string, isUrgent = true) => ({
    key,
    isUrgent,
    run: (signal: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        log.push(`${key} begins`);
        running.set(key, { finish: resolve, fail: reject });
        signal.addEventListener('abort', () => {
          log.push(`${key} cancelled`);
          reject(new Error('cancelled'));
        });
      }),
  });
  const settle = () => new Promise<void>((resolve) => setTimeout(resolve));
  return { log, running, queue, job, settle };
}

describe('RenderQueue', () => {
  it('begins in the order given, as many as allowed', async () => {
    const { log, running, queue, job, settle } = setup(2);
    queue.want([job('a'), job('b'), job('c')]);
    expect(log).toEqual(['a begins', 'b begins']);
    running.get('a')?.finish();
    await settle();
    expect(log.at(-1)).toBe('c begins');
  });

  it('leaves the rest alone until what is urgent is done', async () => {
    const { log, running, queue, job, settle } = setup(2);
    queue.want([job('a'), job('b', false), job('c', false)]);
    expect(log).toEqual(['a begins']);
    running.get('a')?.finish();
    await settle();
    expect(log).toEqual(['a begins', 'b begins', 'c begins']);
  });

  it('lets what was urgent get to the screen before the rest, but nothing urgent wait', async () => {
    let painted = () => {};
    const pause = () => new Promise<void>((resolve) => (painted = resolve));
    const { log, running, queue, job, settle } = setup(2, pause);
    queue.want([job('a'), job('b', false)]);
    running.get('a')?.finish();
    await settle();
    expect(log).toEqual(['a begins']);
    queue.want([job('c'), job('b', false)]);
    expect(log).toEqual(['a begins', 'c begins']);
    painted();
    running.get('c')?.finish();
    await settle();
    expect(log).toEqual(['a begins', 'c begins']);
    painted();
    await settle();
    expect(log).toEqual(['a begins', 'c begins', 'b begins']);
  });

  it('lets a running job that has become urgent hold the others back', async () => {
    const { log, running, queue, job, settle } = setup(2);
    queue.want([job('b', false)]);
    queue.want([job('b'), job('c', false)]);
    expect(log).toEqual(['b begins']);
    running.get('b')?.finish();
    await settle();
    expect(log).toEqual(['b begins', 'c begins']);
  });

  it('cancels what was scrolled past and never begins what was only waiting', async () => {
    const { log, queue, job, settle } = setup();
    queue.want([job('a'), job('b')]);
    queue.want([job('z')]);
    await settle();
    expect(log).toEqual(['a begins', 'a cancelled', 'z begins']);
  });

  it('lets a running job go on when it is still wanted', async () => {
    const { log, queue, job, settle } = setup();
    queue.want([job('a')]);
    queue.want([job('b'), job('a')]);
    await settle();
    expect(log).toEqual(['a begins']);
  });

  it('reports a failure, not a cancellation, and goes on with the next', async () => {
    const { log, running, queue, job, settle } = setup();
    queue.want([job('a'), job('b')]);
    running.get('a')?.fail(new Error('bad page'));
    await settle();
    expect(log).toEqual(['a begins', 'a failed: Error: bad page', 'b begins']);
    queue.close();
    await settle();
    expect(log).toEqual([...log.slice(0, 3), 'b cancelled']);
  });
});
