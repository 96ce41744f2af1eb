import { ensureWorkerByScript } from './ensure-worker-script.ts';

/**
 * For tests: the real worker of this machine, waited for however long a build takes. Where there is none the tests that
 * need it are skipped, and `missing` (which their title shows) says why.
 */
export async function realWorker(): Promise<
  { readonly path: string; readonly missing: '' } | { readonly missing: string }
> {
  const found = await ensureWorkerByScript({
    log: (line) => console.info(line),
    signal: new AbortController().signal,
  });
  if ('path' in found) return { path: found.path, missing: '' };
  console.warn(`tests of media are skipped: ${found.detail}`);
  return { missing: ` (skipped: ${found.unavailable})` };
}
