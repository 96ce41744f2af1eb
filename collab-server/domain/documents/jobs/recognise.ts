import { createWriteStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { RecognisedWord } from '#protocol/documents/recognised';
import { AppError } from '#protocol/wire/codes';
import { VersionId } from '#protocol/wire/ids';
import type { Environment } from '../../../environment.ts';
import type { Blobs } from '../../../storage/blobs/port.ts';
import type { Storage } from '../../../storage/port.ts';
import type { Versions } from '../versions.ts';
import type { ToolLimits } from './cage.ts';
import type { JobKind, JobRun } from './jobs.ts';
import { recognisedWords } from './recognised-words.ts';
import { runTool } from './run-tool.ts';
import type { Tools } from './tools.ts';

/** For each page and program: a page of dense print takes a few seconds and 300 MiB. */
export const RECOGNITION_LIMITS: ToolLimits = {
  milliseconds: 60_000,
  memory: 1536 * 1024 ** 2,
  fileBytes: 128 * 1024 ** 2,
};

/** What tesseract was trained on; a larger page is drawn smaller, to at most so many pixels along a side. */
const DPI = 300;
const MOST_PIXELS = 6000;
/** So many pages after each other that can't be read are no accident of one page. */
const MOST_FAILED = 5;

interface RecogniseParts {
  readonly storage: Storage;
  readonly blobs: Blobs;
  readonly versions: Versions;
  readonly tools: Pick<Tools, 'ocr' | 'cage'>;
  readonly env: Environment;
}

/**
 * Recognises the words of a version, page by page. What is done is kept, so that a restart goes on from there. A single
 * page that can't be read has no words; `AppError('damagedPdf')` when none can.
 */
export function recognition(parts: RecogniseParts): JobKind {
  const { storage, blobs, versions, env } = parts;
  const { sql } = storage;
  return {
    most: 20,
    async run(job) {
      const version = VersionId.parse(job.subject);
      const file = await versions.fileOf(version);
      if (file === undefined) return;
      const sizes = await versions.pageSizes(version);
      const source = join(job.folder, 'source.pdf');
      await pipeline(blobs.read(file.hash), createWriteStream(source, { mode: 0o600 }), {
        signal: job.signal,
      });
      const rows = await storage.read(
        sql.selectFrom('page_words').select('page').where('version', '=', version).compile(),
      );
      const known = new Set(rows.map((row) => row.page));
      let failed = 0;
      for (const [page, [width, height, rotation]] of sizes.entries()) {
        if (known.has(page)) continue;
        const words = await pageWords(job, source, page, { width, height, rotation });
        failed = words === undefined ? failed + 1 : 0;
        if (failed >= Math.min(MOST_FAILED, sizes.length)) throw new AppError('damagedPdf');
        const values = { version, page, words: JSON.stringify(words ?? []) };
        await storage.commit([
          {
            query: sql
              .insertInto('page_words')
              .values(values)
              .onConflict((conflict) =>
                conflict.columns(['version', 'page']).doUpdateSet({ words: values.words }),
              )
              .compile(),
          },
        ]);
      }
    },
  };

  /** Undefined when the page can't be read. */
  async function pageWords(
    { folder, signal }: JobRun,
    source: string,
    page: number,
    size: { readonly width: number; readonly height: number; readonly rotation: number },
  ): Promise<RecognisedWord[] | undefined> {
    const { ocr, cage } = parts.tools;
    if (ocr === undefined) throw new AppError('ocrUnavailable');
    const dpi = Math.max(
      20,
      Math.min(DPI, Math.floor((MOST_PIXELS * 72) / Math.max(size.width, size.height, 1))),
    );
    const number = String(page + 1);
    const common = { folder, limits: RECOGNITION_LIMITS, signal };
    const picture = join(folder, 'page');
    const table = join(folder, 'words');
    const drawn = await runTool(
      {
        ...common,
        program: ocr.pdftoppm,
        args: [
          '-f',
          number,
          '-l',
          number,
          '-r',
          String(dpi),
          '-gray',
          '-cropbox',
          '-singlefile',
          source,
          picture,
        ],
      },
      cage,
      env,
    );
    const read = drawn.ok
      ? await runTool(
          {
            ...common,
            program: ocr.tesseract,
            args: [`${picture}.pgm`, table, '-l', 'vie', '--dpi', String(dpi), '--psm', '3', 'tsv'],
          },
          cage,
          env,
        )
      : drawn;
    if (!read.ok) {
      if (read.why === 'missing') throw new AppError('ocrUnavailable');
      env.log.info({ page, why: read.why, detail: read.detail }, 'a page could not be recognised');
      return undefined;
    }
    const text = await readFile(`${table}.tsv`, 'utf8');
    await Promise.all([rm(`${picture}.pgm`), rm(`${table}.tsv`)]);
    return recognisedWords(text, size, dpi / 72);
  }
}
