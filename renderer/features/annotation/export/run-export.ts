import type { ExportedFile, PaperWarning } from './export-files.ts';
import type { ExportNews, ExportOrder } from './export-worker.ts';

/**
 * Makes an export in a worker of its own, so that neither the page nor the pen waits for it. Aborting ends the worker
 * at once. Rejects with the abort's reason or with what went wrong.
 */
export function runExport(
  order: ExportOrder,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<{ file: ExportedFile; warnings: readonly PaperWarning[] }> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('export-worker.ts', import.meta.url), { type: 'module', name: 'export' });
  return new Promise<{ file: ExportedFile; warnings: readonly PaperWarning[] }>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.addEventListener('message', ({ data }: MessageEvent<ExportNews>) => {
      if (data.type === 'progress') progress(data.share);
      else if (data.type === 'failed') reject(new Error(data.reason));
      else resolve(data);
    });
    worker.postMessage(
      order,
      order.papers.map(({ bytes }) => bytes.buffer),
    );
  }).finally(() => worker.terminate());
}
