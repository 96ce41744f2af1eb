import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { getDocument, PasswordException, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { z } from 'zod';
import type { Inspection } from './inspect-pdf.ts';
import type { PageSizes } from './versions.ts';

// Runs in a thread of its own: opens one foreign file, says what it is, ends.

const MAX_PAGES = 20_000;

async function inspect(path: string): Promise<Inspection> {
  const data = new Uint8Array(await readFile(path));
  const task = getDocument({
    data,
    verbosity: VerbosityLevel.ERRORS,
    stopAtErrors: false,
    useSystemFonts: false,
    disableFontFace: true,
  });
  try {
    const document = await task.promise;
    if (document.numPages < 1) return { ok: false, code: 'damagedPdf' };
    if (document.numPages > MAX_PAGES) return { ok: false, code: 'tooMany' };
    const pages: PageSizes = [];
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = page.view;
      pages.push([round(x2 - x1), round(y2 - y1), page.rotate]);
      page.cleanup();
    }
    return { ok: true, pages };
  } catch (error) {
    if (error instanceof PasswordException) return { ok: false, code: 'protectedPdf' };
    return { ok: false, code: 'damagedPdf' };
  } finally {
    await task.destroy();
  }
}

function round(points: number): number {
  return Math.round(points * 100) / 100;
}

parentPort?.postMessage(await inspect(z.string().parse(workerData)));
