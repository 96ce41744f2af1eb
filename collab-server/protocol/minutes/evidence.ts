import { z } from 'zod';
import { QUOTE_CONTEXT } from '../annotation/mark.ts';
import type { Vote } from '../ballots/records.ts';
import { versionOf, type Paper, type PaperVersion } from '../documents/records.ts';
import type { PastSpeech } from '../floor/records.ts';
import type { MeetingState } from '../meeting/records.ts';
import { PaperId, PersonId, VersionId, VoteId } from '../wire/ids.ts';

/** Most letters of the words that are quoted from a paper. */
export const MAX_EVIDENCE_QUOTE = 500;

/** Words of a version of a paper, or a page of it. */
export const PaperEvidence = z.object({
  kind: z.literal('paper'),
  paper: PaperId,
  version: VersionId,
  page: z.int().min(0).max(20_000),
  /** Empty: the whole page. */
  quote: z.string().max(MAX_EVIDENCE_QUOTE),
  before: z.string().max(QUOTE_CONTEXT),
  after: z.string().max(QUOTE_CONTEXT),
});
export type PaperEvidence = z.infer<typeof PaperEvidence>;

/**
 * What a conclusion rests on (căn cứ): words or a page of one version of a paper, a vote, or a speech, which its speaker
 * and its beginning name. Pages count from 0. It is what the document keeps of it.
 */
export const Evidence = z.discriminatedUnion('kind', [
  PaperEvidence,
  z.object({ kind: z.literal('vote'), ref: VoteId }),
  z.object({ kind: z.literal('speech'), person: PersonId, startedAt: z.int().min(0) }),
]);
export type Evidence = z.infer<typeof Evidence>;

/** What evidence leads to. `gone`: it isn't in the meeting any more. `unknown`: a newer program's kind. */
export type EvidenceFacts =
  | {
      readonly is: 'paper';
      readonly paper: Paper;
      readonly version: PaperVersion;
      readonly page: number;
      readonly quote: string;
      /** There is a newer version than the one that is quoted. */
      readonly isOlder: boolean;
    }
  | { readonly is: 'vote'; readonly vote: Vote; readonly isVoid: boolean }
  | { readonly is: 'speech'; readonly speech: PastSpeech }
  | { readonly is: 'gone' | 'unknown' };

/** What evidence with these attributes leads to in a meeting as it is now. */
export function evidenceFacts(
  { papers, voting, floor }: Pick<MeetingState, 'papers' | 'voting' | 'floor'>,
  attributes: unknown,
): EvidenceFacts {
  const parsed = Evidence.safeParse(attributes);
  if (!parsed.success) return { is: 'unknown' };
  const evidence = parsed.data;
  if (evidence.kind === 'vote') {
    const vote = voting.votes.find(({ id }) => id === evidence.ref);
    return vote === undefined ? { is: 'gone' } : { is: 'vote', vote, isVoid: vote.status === 'void' };
  }
  if (evidence.kind === 'speech') {
    const speech = floor.speeches.find(
      ({ person, startedAt }) => person === evidence.person && startedAt === evidence.startedAt,
    );
    return speech === undefined ? { is: 'gone' } : { is: 'speech', speech };
  }
  const paper = papers.find(({ id }) => id === evidence.paper);
  const version = paper === undefined ? undefined : versionOf(paper, evidence.version);
  if (paper === undefined || version === undefined) return { is: 'gone' };
  const { page, quote } = evidence;
  return { is: 'paper', paper, version, page, quote, isOlder: paper.version?.id !== version.id };
}
