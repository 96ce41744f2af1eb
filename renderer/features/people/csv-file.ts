import { recognisedTcvn3 } from '#protocol/documents/text/tcvn3';
import { CSV_TEMPLATE, parsePeopleCsv, type CsvPreview } from '#protocol/people/csv';
import { saveFile } from '../../ui/index.ts';

/** Bytes of the largest list that is read. */
export const MAX_CSV_BYTES = 5_000_000;

type Unread = { readonly ok: false; readonly code: 'tooBig' | 'unreadable' };

export type CsvReading = { readonly ok: true; readonly preview: CsvPreview } | Unread;
export type CsvText = { readonly ok: true; readonly text: string; readonly encoding: string } | Unread;

/**
 * The text of a CSV file. UTF-8, UTF-16 (Excel's "Unicode text") and TCVN3 (fonts such as .VnTime) are understood; bytes
 * that are none of these are refused instead of turning "Nguyễn" into "Nguyá»…n".
 */
export async function readCsvText(file: Blob): Promise<CsvText> {
  if (file.size > MAX_CSV_BYTES) return { ok: false, code: 'tooBig' };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    return { ok: true, encoding, text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    const text = recognisedTcvn3(bytes);
    return text === undefined ? { ok: false, code: 'unreadable' } : { ok: true, encoding: 'tcvn3', text };
  }
}

/** Reads a list of people; encodings as {@link readCsvText}. */
export async function readPeopleCsv(file: Blob, taken: ReadonlySet<string>): Promise<CsvReading> {
  const reading = await readCsvText(file);
  return reading.ok ? { ok: true, preview: parsePeopleCsv(reading.text, taken) } : reading;
}

/** Gives the browser the empty list to fill in. */
export function downloadTemplate(name: string): void {
  saveFile(name, new Blob([CSV_TEMPLATE], { type: 'text/csv;charset=utf-8' }));
}
