import { useEffect, useState } from 'react';
import { documentsApi } from '#protocol/documents/api';
import type { MeetingId, PaperId, PersonId } from '#protocol/wire/ids';
import { api } from '../../sync/api-client.ts';
import { notePaperUnsent, recallPaper, rememberPaper, wasPaperUnsent } from './room-memory.ts';

/** A server that takes longer to say where somebody was is not waited for, in milliseconds. */
const PATIENCE = 1500;

export interface OpenPaper {
  /** The paper that this person had on screen last in this meeting, on whatever device; or what they chose since. */
  readonly paper: PaperId | undefined;
  /** It is not known yet. */
  readonly isAsking: boolean;
  readonly choose: (paper: PaperId) => void;
}

/** Where somebody is in the pack. Kept on the server for their other devices, and on this one for when it is away. */
export function useOpenPaper(me: PersonId, meeting: MeetingId): OpenPaper {
  // What this device couldn't tell the server is newer than what the server knows; it is told now.
  const [unsent] = useState(() =>
    wasPaperUnsent(localStorage, me, meeting) ? recallPaper(localStorage, me, meeting) : undefined,
  );
  const [last, setLast] = useState<{ readonly paper: PaperId | undefined } | null>(
    unsent === undefined ? null : { paper: unsent },
  );
  const [chosen, choose] = useState<PaperId | undefined>(unsent);
  const isAsking = last === null;
  useEffect(() => {
    if (!isAsking) return undefined;
    let isOver = false;
    const here = () => recallPaper(localStorage, me, meeting);
    api
      .call(documentsApi.packPlace, { params: { meeting }, signal: AbortSignal.timeout(PATIENCE) })
      .then(({ paper }) => paper ?? here())
      .catch(here)
      .then((paper) => {
        if (!isOver) setLast({ paper });
      })
      .catch((error: unknown) => console.debug('the last paper', error));
    return () => {
      isOver = true;
    };
  }, [isAsking, me, meeting]);

  const paper = chosen ?? last?.paper;
  useEffect(() => {
    if (chosen === undefined) return;
    rememberPaper(localStorage, me, meeting, chosen);
    notePaperUnsent(localStorage, me, meeting, true);
    api
      .call(documentsApi.setPackPlace, { params: { meeting }, body: { paper: chosen } })
      .then(() => notePaperUnsent(localStorage, me, meeting, false))
      .catch((error: unknown) => console.debug('the last paper is not told yet', error));
  }, [me, meeting, chosen]);
  return { paper, isAsking, choose };
}
