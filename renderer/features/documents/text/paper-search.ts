import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { VersionId } from '#protocol/wire/ids';
import { whileUsed } from '../../../sync/while-used.ts';
import { openWords } from './open-words.ts';
import { PackWords } from './pack-words.ts';
import { type SearchedPaper, SearchModel } from './search-model.ts';

/** The search of the reader around; null where nothing is searched. */
export const SearchContext = createContext<SearchModel | null>(null);

export function useSearch(): SearchModel | null {
  return useContext(SearchContext);
}

/** A search that lives as long as the component. Null for a moment at the beginning. */
export function useSearchModel(papers: readonly SearchedPaper[], here: VersionId): SearchModel | null {
  const [lease] = useState(() =>
    whileUsed(
      () => new SearchModel({ words: new PackWords(openWords), now: () => performance.now(), breathe }),
    ),
  );
  const search = useSyncExternalStore(lease.subscribe, lease.getSnapshot);
  useEffect(() => search?.setPapers(papers, here), [search, papers, here]);
  return search;
}

/** Lets input, frames and the pen go first. Not as "background", which waits for ever while videos move. */
function breathe(): Promise<void> {
  const { scheduler } = globalThis;
  if (scheduler !== undefined) return scheduler.postTask(() => undefined, { priority: 'user-visible' });
  return new Promise((resolve) => setTimeout(resolve, 0));
}
