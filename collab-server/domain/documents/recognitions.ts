import {
  MAX_RECOGNISED_PAGES,
  RecognisedWord,
  type RecognisedPage,
  type Recognition,
} from '#protocol/documents/recognised';
import { PAPER_BRINGERS, roleIn, type Member } from '#protocol/meeting/rights';
import { AppError } from '#protocol/wire/codes';
import type { VersionId } from '#protocol/wire/ids';
import { z } from 'zod';
import type { Storage } from '../../storage/port.ts';
import type { Jobs } from './jobs/jobs.ts';
import type { Versions } from './versions.ts';

const Words = z.array(RecognisedWord);

/**
 * The words of scanned papers. Whoever may read the paper may read them; who may bring papers has them recognised, or
 * thrown away. Everything else is `notFound`, as for the paper itself.
 */
export interface Recognitions {
  state(member: Member, version: VersionId): Promise<Recognition>;
  /** `AppError('ocrUnavailable')` without the programs. */
  start(member: Member, version: VersionId): Promise<Recognition>;
  /** Stops it, or forgets what it found. */
  remove(member: Member, version: VersionId): Promise<Recognition>;
  /** `notFound` for a page that is not done. Pages count from 0. */
  page(member: Member, version: VersionId, page: number): Promise<RecognisedPage>;
}

export function createRecognitions(
  storage: Storage,
  versions: Versions,
  jobs: Jobs<'ocr' | 'office'>,
  isAvailable: boolean,
): Recognitions {
  const { sql } = storage;

  const stateOf = async (version: VersionId): Promise<Recognition> => {
    const [{ length: pages }, done, job] = await Promise.all([
      versions.pageSizes(version),
      storage.read(
        sql
          .selectFrom('page_words')
          .select((row) => row.fn.countAll<number>().as('pages'))
          .where('version', '=', version)
          .compile(),
      ),
      jobs.state('ocr', version),
    ]);
    const page = done[0]?.pages ?? 0;
    if (job?.state === 'failed') return { state: 'failed', page, pages };
    if (job !== undefined) return { state: 'running', page, pages };
    if (page === pages) return { state: 'done', page, pages };
    return { state: isAvailable ? 'none' : 'unavailable' };
  };
  const mayChange = async (member: Member, version: VersionId): Promise<void> => {
    const { meeting } = await versions.readable(member, version);
    const role = roleIn(meeting, member.id);
    if (role === undefined || !PAPER_BRINGERS.includes(role)) throw new AppError('notAllowed');
  };

  return {
    async state(member, version) {
      await versions.readable(member, version);
      return stateOf(version);
    },
    async start(member, version) {
      await mayChange(member, version);
      const before = await stateOf(version);
      if (before.state === 'done') return before;
      if (!isAvailable) throw new AppError('ocrUnavailable');
      if ((await versions.pageSizes(version)).length > MAX_RECOGNISED_PAGES) throw new AppError('tooMany');
      await jobs.add('ocr', version, member.id);
      return stateOf(version);
    },
    async remove(member, version) {
      await mayChange(member, version);
      await jobs.cancel('ocr', version);
      await storage.commit([
        { query: sql.deleteFrom('page_words').where('version', '=', version).compile() },
      ]);
      return stateOf(version);
    },
    async page(member, version, page) {
      await versions.readable(member, version);
      const [sizes, rows] = await Promise.all([
        versions.pageSizes(version),
        storage.read(
          sql
            .selectFrom('page_words')
            .select('words')
            .where('version', '=', version)
            .where('page', '=', page)
            .compile(),
        ),
      ]);
      const [row] = rows;
      const size = sizes[page];
      if (row === undefined || size === undefined) throw new AppError('notFound');
      const [width, height] = size;
      return { width, height, words: Words.parse(JSON.parse(row.words)) };
    },
  };
}
