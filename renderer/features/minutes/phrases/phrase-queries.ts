import { useQuery } from '@tanstack/react-query';
import { phraseApi, type Phrase } from '#protocol/minutes/phrases';
import { api } from '../../../sync/api-client.ts';

export const PHRASES_KEY = ['phrases'] as const;

const NONE: readonly Phrase[] = [];

/** The organisation's phrases, by word; none while they can't be had. */
export function usePhrases(): readonly Phrase[] {
  const { data } = useQuery({
    queryKey: PHRASES_KEY,
    queryFn: ({ signal }) => api.call(phraseApi.list, { signal }),
  });
  return data?.phrases ?? NONE;
}
