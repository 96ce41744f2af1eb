import { useQuery } from '@tanstack/react-query';
import { DEFAULT_OUTLINE, outlineApi, type Outline } from '#protocol/minutes/outline';
import { api } from '../../../sync/api-client.ts';

export const OUTLINE_KEY = ['minutes outline'] as const;

/** How the organisation's minutes begin; as they do by default while it can't be had. */
export function useOutline(): Outline {
  const { data } = useQuery({
    queryKey: OUTLINE_KEY,
    queryFn: ({ signal }) => api.call(outlineApi.get, { signal }),
  });
  return data ?? DEFAULT_OUTLINE;
}
