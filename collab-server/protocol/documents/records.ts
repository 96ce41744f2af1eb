import { z } from 'zod';
import { Hash, ItemId, PaperId, PersonId, VersionId } from '../wire/ids.ts';
import { line } from '../wire/text.ts';

/** Độ mật: thường, mật, tối mật, tuyệt mật. Only `normal` papers may be uploaded; others are handed out on paper. */
export const Secrecy = z.enum(['normal', 'confidential', 'secret', 'topSecret']);
export type Secrecy = z.infer<typeof Secrecy>;

/**
 * Who may read a paper, besides the meeting's chair and secretaries: everyone invited, or some units and people. To a
 * guest "everyone" is the papers of the items that they present; others they read when they or their unit are named.
 */
export const Readers = z.discriminatedUnion('to', [
  z.object({ to: z.literal('all') }),
  z.object({
    to: z.literal('some'),
    units: z.array(line(160)).max(200),
    people: z.array(PersonId).max(1000),
  }),
]);
export type Readers = z.infer<typeof Readers>;

/** One immutable file of a paper. */
export const PaperVersion = z.object({
  id: VersionId,
  hash: Hash,
  fileName: z.string().max(300),
  bytes: z.int().min(1),
  pages: z.int().min(1).max(20_000),
  at: z.int(),
  by: PersonId,
  /** The office file that the PDF was made from; those who may read the paper may have it. */
  original: z.object({ fileName: z.string().max(300), bytes: z.int().min(1) }).optional(),
});
export type PaperVersion = z.infer<typeof PaperVersion>;

/** Most versions of a paper that are kept beside the current one. */
export const MAX_EARLIER = 50;

/**
 * Where a paper stands in the pack of its meeting (tập tài liệu): the number of its first page, counted from 1; or, for
 * one that came after the numbers were given, its number among the late papers (tài liệu bổ sung). Never changes.
 */
export const PackPlace = z.union([z.object({ from: z.int().min(1) }), z.object({ late: z.int().min(1) })]);
export type PackPlace = z.infer<typeof PackPlace>;

/**
 * A paper of a meeting. `title` is its trích yếu, `number` its số/ký hiệu. Without a version it is handed out in print
 * ("phát bản giấy") because of its secrecy.
 */
export const Paper = z.object({
  id: PaperId,
  item: ItemId,
  title: line(300),
  number: line(80, 0),
  secrecy: Secrecy,
  readers: Readers,
  /** The current one. */
  version: PaperVersion.nullable(),
  /** Those that it replaced, newest last: they stay readable, with the marks on them. */
  earlier: z.array(PaperVersion).max(MAX_EARLIER).default([]),
  /** Null until the meeting opens. */
  pack: PackPlace.nullable().default(null),
});
export type Paper = z.infer<typeof Paper>;

/** The version with this id, current or earlier. */
export function versionOf(
  paper: Pick<Paper, 'version' | 'earlier'>,
  id: VersionId,
): PaperVersion | undefined {
  return [paper.version, ...paper.earlier].find((entry) => entry?.id === id) ?? undefined;
}

/** Most papers in one meeting. */
export const MAX_PAPERS = 500;
