import { CSV_TEMPLATE, parsePeopleCsv, type CsvPreview } from '#protocol/people/csv';
import { saveFile } from '../../ui/index.ts';

/** Bytes of the largest list that is read. */
export const MAX_CSV_BYTES = 5_000_000;

export type CsvReading =
  | { readonly ok: true; readonly preview: CsvPreview }
  | { readonly ok: false; readonly code: 'tooBig' | 'unreadable' };

/**
 * Reads a list of people. UTF-8 and UTF-16 (Excel's "Unicode text") are understood; bytes that are neither are refused
 * instead of turning "Nguyễn" into "Nguyá»…n".
 */
export async function readPeopleCsv(file: Blob, taken: ReadonlySet<string>): Promise<CsvReading> {
  if (file.size > MAX_CSV_BYTES) return { ok: false, code: 'tooBig' };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return { ok: true, preview: parsePeopleCsv(text, taken) };
  } catch {
    return { ok: false, code: 'unreadable' };
  }
}

/** Gives the browser the empty list to fill in. */
export function downloadTemplate(name: string): void {
  saveFile(name, new Blob([CSV_TEMPLATE], { type: 'text/csv;charset=utf-8' }));
}
