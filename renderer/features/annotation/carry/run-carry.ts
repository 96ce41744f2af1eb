import type { Carriage } from '#protocol/annotation/anchor/carry-mark';
import type { CarryOrder } from './carry-worker.ts';

/**
 * Finds out what becomes of marks in a worker of its own: laying long papers side by side takes a second, and no pen
 * waits for it. Aborting ends the worker at once.
 */
export function runCarry(order: CarryOrder, signal: AbortSignal): Promise<readonly Carriage[]> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('carry-worker.ts', import.meta.url), { type: 'module', name: 'carry' });
  return new Promise<readonly Carriage[]>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.addEventListener('message', ({ data }: MessageEvent<readonly Carriage[]>) => resolve(data));
    worker.postMessage(order);
  }).finally(() => worker.terminate());
}
