import { useQuery, useQueryClient } from '@tanstack/react-query';
import { meetingApi } from '#protocol/meeting/api';
import type { MeetingCommand } from '#protocol/meeting/commands';
import type { MeetingId } from '#protocol/wire/ids';
import { api } from '../../sync/api-client.ts';
import { useErrorText } from '../../sync/error-text.ts';
import { useMe } from '../../sync/session.ts';
import { toast } from '../../ui/index.ts';
import { OwnInvitation } from '../invitations/index.ts';
import { usePeopleBook } from '../people/index.ts';
import { giveCommand, meetingKeys } from './meeting-queries.ts';

export interface HomeInvitationProps {
  /** One whose invitations have been sent and that has not begun. */
  readonly meeting: MeetingId;
  readonly className?: string;
}

/** The answer to an invitation, given on the home page. Nothing until the meeting has been fetched. */
export function HomeInvitation({ meeting, className }: HomeInvitationProps) {
  const me = useMe();
  const people = usePeopleBook();
  const client = useQueryClient();
  const errorText = useErrorText();
  const key = meetingKeys.one(meeting);
  const { data } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.call(meetingApi.get, { params: { meeting }, signal }),
    refetchInterval: 60_000,
  });
  if (data === undefined) return null;
  const run = async (command: MeetingCommand) => {
    try {
      await giveCommand(meeting, command);
      return true;
    } catch (failure) {
      toast(errorText(failure), 'error');
      return false;
    } finally {
      await client.invalidateQueries({ queryKey: key });
    }
  };
  return (
    <OwnInvitation
      state={data.state}
      me={me.id}
      people={people}
      run={run}
      {...(className === undefined ? {} : { className })}
    />
  );
}
