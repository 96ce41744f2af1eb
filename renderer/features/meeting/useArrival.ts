import { useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { PaperEvidence } from '#protocol/minutes/conclusions';

/** Goes to the place of a paper that the address of the room names. */
export function useArrival(go: (place: PaperEvidence) => void): void {
  const { at } = useSearch({ strict: false });
  const key = at === undefined ? '' : JSON.stringify(at);
  const arrive = useEffectEvent((place: PaperEvidence) => go(place));
  useEffect(() => {
    if (key !== '') arrive(PaperEvidence.parse(JSON.parse(key)));
  }, [key]);
}
