import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { peopleApi } from '#protocol/people/api';
import type { Person, PersonFields } from '#protocol/people/records';
import type { PersonId } from '#protocol/wire/ids';
import { api } from '../../sync/api-client.ts';

const key = ['people'];

/** All accounts by rank. Administrators only. */
export function useAccounts() {
  return useQuery({ queryKey: key, queryFn: ({ signal }) => api.call(peopleApi.list, { signal }) });
}

/** What an administrator does to accounts; the list is fetched again after each. */
export function useAccountChanges() {
  const queries = useQueryClient();
  const again = async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: key }),
      queries.invalidateQueries({ queryKey: ['colleagues'] }),
    ]);
  };
  return {
    save: useMutation({
      mutationFn: ({ id, fields }: { readonly id: PersonId | null; readonly fields: PersonFields }) =>
        id === null
          ? api.call(peopleApi.add, { body: fields })
          : api.call(peopleApi.change, { params: { id }, body: fields }),
      onSuccess: again,
    }),
    importMany: useMutation({
      mutationFn: (people: readonly PersonFields[]) =>
        api.call(peopleApi.addMany, { body: { people: [...people] } }),
      onSuccess: again,
    }),
    makeLink: useMutation({
      mutationFn: (person: Person) => api.call(peopleApi.passwordLink, { params: { id: person.id } }),
    }),
    suspend: useMutation({
      mutationFn: (person: Person) => api.call(peopleApi.suspend, { params: { id: person.id } }),
      onSuccess: again,
    }),
    restore: useMutation({
      mutationFn: (person: Person) => api.call(peopleApi.restore, { params: { id: person.id } }),
      onSuccess: again,
    }),
    endSessions: useMutation({
      mutationFn: (person: Person) => api.call(peopleApi.endSessions, { params: { id: person.id } }),
    }),
  };
}

export type AccountChanges = ReturnType<typeof useAccountChanges>;
