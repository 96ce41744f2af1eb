import { access, constants } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { delimiter, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import type { Config } from '../../../config.ts';
import { findCage, type Cage, type CageStrength } from './cage.ts';

/** The programs of other people that this machine has. Each may be absent; the product then says what can't be done. */
export interface Tools {
  readonly cage: Cage;
  readonly cageStrength: CageStrength;
  /** LibreOffice. */
  readonly soffice: string | undefined;
  /** Reads scanned pages: needs both programs, and what tesseract has learnt of Vietnamese. */
  readonly ocr: { readonly tesseract: string; readonly pdftoppm: string } | undefined;
}

/** Where installers put LibreOffice without telling PATH. */
const SOFFICE_PLACES = [
  'C:\\Program Files\\LibreOffice\\program\\soffice.com',
  '/Applications/LibreOffice.app/Contents/MacOS/soffice',
];

/** Looks for the programs. A path that was set and can't be run counts as absent. */
export async function findTools(settings: Config['tools']): Promise<Tools> {
  const [found, soffice, tesseract, pdftoppm] = await Promise.all([
    findCage(),
    find('soffice', settings.soffice, SOFFICE_PLACES),
    find('tesseract', settings.tesseract),
    find('pdftoppm', settings.pdftoppm),
  ]);
  const isReady = tesseract !== undefined && pdftoppm !== undefined && (await readsVietnamese(tesseract));
  return {
    cage: found.cage,
    cageStrength: found.strength,
    soffice,
    ocr: isReady ? { tesseract, pdftoppm } : undefined,
  };
}

async function find(
  name: string,
  setting: string | undefined,
  places: readonly string[] = [],
): Promise<string | undefined> {
  if (setting === 'off') return undefined;
  const endings = process.platform === 'win32' ? ['.com', '.exe'] : [''];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  const candidates =
    setting === undefined
      ? [...folders.flatMap((folder) => endings.map((ending) => join(folder, name + ending))), ...places]
      : [setting];
  for (const path of candidates) {
    try {
      await access(path, constants.X_OK);
      return path;
    } catch {
      // Not there.
    }
  }
  return undefined;
}

/** Vietnamese alone: with English beside it, tesseract takes the marks off letters (measured in its test). */
async function readsVietnamese(tesseract: string): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)(tesseract, ['--list-langs'], { timeout: 10_000 });
    return stdout.split(/\s+/).includes('vie');
  } catch {
    return false;
  }
}
