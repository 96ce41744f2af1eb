import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import type { PaperId, VersionId } from '#protocol/wire/ids';

export interface Entrance {
  readonly paper: PaperId;
  readonly version: VersionId;
  readonly page: number;
}

/** Goes once to the place in the papers that the address names, and takes it out of the address. */
export function useEntrance(onEnter: (entrance: Entrance) => void): void {
  const { paper, version, page } = useSearch({ strict: false });
  const navigate = useNavigate();
  const enter = useEffectEvent(onEnter);
  useEffect(() => {
    if (paper === undefined || version === undefined || page === undefined) return;
    enter({ paper, version, page });
    void navigate({ to: '.', search: {}, replace: true });
  }, [paper, version, page, navigate]);
}
