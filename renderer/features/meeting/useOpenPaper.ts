import { useState } from 'react';
import type { MeetingId, PaperId, PersonId } from '#protocol/wire/ids';
import { recallPaper, rememberPaper } from './room-memory.ts';

/** The paper that the person opened last in this meeting, remembered on this device. */
export function useOpenPaper(
  me: PersonId,
  meeting: MeetingId,
): [PaperId | undefined, (paper: PaperId) => void] {
  const [paper, setPaper] = useState(() => recallPaper(localStorage, me, meeting));
  return [
    paper,
    (next) => {
      setPaper(next);
      rememberPaper(localStorage, me, meeting, next);
    },
  ];
}
