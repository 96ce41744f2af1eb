import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { meetingApi } from '#protocol/meeting/api';
import type { MeetingCommand } from '#protocol/meeting/commands';
import { decide } from '#protocol/meeting/decide';
import { evolve } from '#protocol/meeting/evolve';
import type { MeetingState } from '#protocol/meeting/records';
import { AppError } from '#protocol/wire/codes';
import type { MeetingId } from '#protocol/wire/ids';
import { api } from '../../sync/api-client.ts';
import { useErrorText } from '../../sync/error-text.ts';
import { useMe } from '../../sync/session.ts';
import { toast } from '../../ui/index.ts';
import type { RunCommand, Undo } from '../agenda/index.ts';
import { giveCommand, meetingKeys } from './meeting-queries.ts';

export interface MeetingEditing {
  readonly state: MeetingState | undefined;
  readonly error: unknown;
  /** Something is on its way to the server. */
  readonly isSaving: boolean;
  readonly undo: Undo | undefined;
  /**
   * Gives a command: shown at once, taken back when the server refuses. Failures are told to the person; the answer is
   * whether it happened.
   */
  readonly run: RunCommand;
  readonly runUndo: () => Promise<void>;
  readonly refresh: () => void;
}

/** How often changes of others are looked for while a meeting is being prepared, in milliseconds. */
const LOOK = 10_000;

/** A meeting that is being prepared, without being in it: opening its channel would count as attending. */
export function useMeetingEditing(meeting: MeetingId | null): MeetingEditing {
  const me = useMe();
  const client = useQueryClient();
  const errorText = useErrorText();
  const key = meetingKeys.one(meeting);
  const [waiting, setWaiting] = useState(0);
  const [undo, setUndo] = useState<Undo>();
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const { data, error } = useQuery({
    queryKey: key,
    enabled: meeting !== null,
    queryFn: ({ signal }) =>
      meeting === null
        ? Promise.reject(new AppError('notFound'))
        : api.call(meetingApi.get, { params: { meeting }, signal }),
    refetchInterval: waiting > 0 ? false : LOOK,
  });

  const show = (command: MeetingCommand) => {
    client.setQueryData<{ seq: number; state: MeetingState }>(key, (held) => {
      if (held === undefined) return held;
      const now = Date.now();
      const decision = decide(held.state, command, { id: me.id, role: me.role, unit: me.unit }, now);
      if (!decision.ok) return held;
      const state = decision.events.reduce((at, { event }) => evolve(at, event, now) ?? at, held.state);
      return { ...held, state };
    });
  };

  const run = async (command: MeetingCommand, back?: Undo): Promise<boolean> => {
    if (meeting === null) return false;
    setWaiting((count) => count + 1);
    await client.cancelQueries({ queryKey: key });
    show(command);
    // With what is shown, not with the answer: until then the button would take back the change before this one.
    setUndo(back);
    // One after the other: a later change may build on an earlier one.
    const turn = line.current.then(() => giveCommand(meeting, command));
    line.current = turn.catch(() => undefined);
    let happened = true;
    try {
      await turn;
    } catch (failure) {
      happened = false;
      setUndo(undefined);
      toast(errorText(failure), 'error');
    }
    setWaiting((count) => count - 1);
    await client.invalidateQueries({ queryKey: key });
    return happened;
  };

  return {
    state: data?.state,
    error,
    isSaving: waiting > 0,
    undo,
    run,
    runUndo: async () => {
      if (undo === undefined) return;
      setUndo(undefined);
      for (const command of undo.commands) if (!(await run(command))) return;
    },
    refresh: () => void client.invalidateQueries({ queryKey: key }),
  };
}
