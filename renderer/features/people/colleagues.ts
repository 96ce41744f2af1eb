import { useQuery } from '@tanstack/react-query';
import { peopleApi } from '#protocol/people/api';
import type { Colleague } from '#protocol/people/records';
import { api } from '../../sync/api-client.ts';

const key = ['colleagues'];

/** Everyone of the organisation who is not suspended, by rank; empty until they have been fetched. */
export function useColleagues(): { readonly people: readonly Colleague[]; readonly error: unknown } {
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.call(peopleApi.colleagues, { signal }),
    staleTime: 60_000,
  });
  return { people: query.data?.people ?? [], error: query.error };
}
