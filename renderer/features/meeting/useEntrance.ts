import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { PaperEvidence } from '#protocol/minutes/evidence';

/** Goes once to the place in the papers that the address names, and takes it out of the address. */
export function useEntrance(onEnter: (place: PaperEvidence) => void): void {
  const { at } = useSearch({ strict: false });
  const navigate = useNavigate();
  const enter = useEffectEvent(onEnter);
  const named = at === undefined ? '' : JSON.stringify(at);
  useEffect(() => {
    if (named === '') return;
    enter(PaperEvidence.parse(JSON.parse(named)));
    void navigate({ to: '.', search: {}, replace: true });
  }, [named, navigate]);
}
