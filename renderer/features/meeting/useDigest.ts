import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { documentsApi, type DigestEntry } from '#protocol/documents/api';
import type { Paper } from '#protocol/documents/records';
import type { MeetingId, PaperId } from '#protocol/wire/ids';
import { api } from '../../sync/api-client.ts';

/** How often is asked whether others have written, in milliseconds; changed papers are asked for at once. */
const AGAIN = 180_000;

/**
 * What has changed in the papers since this person last read them. The paper that is open is no news, nor is one that
 * was opened in this version since the room was entered.
 */
export function useDigest(
  meeting: MeetingId,
  papers: readonly Paper[],
  open: Paper | undefined,
  /** How often they were called upon in a paper since it was open last, as the meeting's channel told. */
  calls: ReadonlyMap<PaperId, number>,
): ReadonlyMap<PaperId, DigestEntry> {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const current = open?.version?.id;
  if (current !== undefined && !opened.has(current)) setOpened(new Set(opened).add(current));
  const { data } = useQuery({
    queryKey: ['digest', meeting, papers.map(({ version }) => version?.id ?? '').join(' ')],
    queryFn: ({ signal }) => api.call(documentsApi.digest, { params: { meeting }, signal }),
    refetchInterval: AGAIN,
    placeholderData: (before) => before,
    retry: false,
  });
  const versions = new Map(papers.map(({ id, version }) => [id, version?.id]));
  const news = new Map<PaperId, DigestEntry>(
    (data?.papers ?? []).flatMap((entry) => {
      const version = versions.get(entry.paper);
      return version === undefined || opened.has(version) ? [] : [[entry.paper, entry]];
    }),
  );
  for (const [paper, mentions] of calls) {
    const known = news.get(paper);
    const seenVersion = versions.get(paper) ?? null;
    news.set(paper, {
      ...(known ?? { paper, seenVersion, changed: false, isNew: false, newMarks: true }),
      mentions: Math.max(mentions, known?.mentions ?? 0),
    });
  }
  return news;
}
