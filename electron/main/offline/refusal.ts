import { KeyUnavailable } from './store-key.ts';

/** Why the offline store could not do it, as the page gets it. */
export interface Refusal {
  readonly ok: false;
  readonly code: 'disk_full' | 'key_unavailable' | 'io_failed';
}

/** A full disk and a lost keyring are no bugs: the page gets them as values, and the log gets the cause. */
export async function refusalAsValue<T>(work: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await work();
  } catch (error) {
    console.error('offline store:', error);
    if (error instanceof KeyUnavailable) return { ok: false, code: 'key_unavailable' };
    const full =
      error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
    return { ok: false, code: full ? 'disk_full' : 'io_failed' };
  }
}
