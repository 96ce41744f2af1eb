import { AppError } from '#protocol/wire/codes';
import type { VersionId } from '#protocol/wire/ids';
import { fetchEnds, fetchRange } from './fetch-range.ts';
import type { PdfSource } from './pdf-engine.ts';

/**
 * The bytes of a version, from this device or the server. `length` is how many there are; it is waited for only when the
 * server doesn't say it with the first bytes.
 */
export function versionSource(version: VersionId, length: Promise<number>): PdfSource {
  // Its failure is told to whoever waits for it; often nobody has to.
  length.catch(() => undefined);
  return {
    async fetchEnds(headBytes, tailBytes, signal) {
      try {
        return await fetchEnds(version, headBytes, tailBytes, signal);
      } catch (error) {
        if (signal.aborted || error instanceof AppError) throw error;
        // Without the server this device may still know how long the file is; its pieces are asked for as they are needed.
        return { length: await length, head: new Uint8Array(), tail: new Uint8Array() };
      }
    },
    fetchRange: (begin, end, signal) => fetchRange(version, begin, end, signal),
  };
}
