import { useState, useSyncExternalStore } from 'react';
import type { PersonId, VersionId } from '#protocol/wire/ids';
import { whileUsed } from '../../sync/while-used.ts';
import { ReaderSession, type ReaderState } from './reader-session.ts';

const LOADING: ReaderState = { phase: 'loading' };
const loading = () => LOADING;
const never = () => () => {};

/** An open version for as long as the component is there. Version and person are those of its first rendering. */
export function useReader(version: VersionId, person: PersonId): { state: ReaderState; retry: () => void } {
  const [lease] = useState(() => whileUsed(() => new ReaderSession(version, person)));
  const session = useSyncExternalStore(lease.subscribe, lease.getSnapshot);
  const state = useSyncExternalStore(session?.subscribe ?? never, session?.getSnapshot ?? loading);
  return { state, retry: () => session?.retry() };
}
