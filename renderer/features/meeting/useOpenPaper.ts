import { useEffect, useState } from 'react';
import type { MeetingId, PaperId, PersonId } from '#protocol/wire/ids';
import { recallPaper, rememberPaper } from './room-memory.ts';

/** The paper that this person had on screen last in this meeting, remembered on this device. */
export function useOpenPaper(
  me: PersonId,
  meeting: MeetingId,
): [PaperId | undefined, (paper: PaperId) => void] {
  const [paper, setPaper] = useState(() => recallPaper(localStorage, me, meeting));
  useEffect(() => {
    if (paper !== undefined) rememberPaper(localStorage, me, meeting, paper);
  }, [me, meeting, paper]);
  return [paper, setPaper];
}
