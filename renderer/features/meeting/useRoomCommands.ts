import { useTranslation } from 'react-i18next';
import type { MeetingCommand } from '#protocol/meeting/commands';
import type { MeetingChannel } from '../../sync/meeting-channel.ts';
import { toast } from '../../ui/index.ts';

/** Gives a command over the meeting's channel and says in words when it was refused or not answered. */
export function useRoomCommands(channel: MeetingChannel): (command: MeetingCommand) => Promise<boolean> {
  const { t } = useTranslation('meeting');
  const { t: codes } = useTranslation('codes');
  return async (command) => {
    if (channel.snapshot().copiedAt !== null) {
      toast(t('room.needsServer'), 'warn');
      return false;
    }
    const result = await channel.command(command);
    if (result.ok) return true;
    if (result.code === 'unanswered') toast(t('room.unanswered'), 'warn');
    else toast(codes(result.code), 'error');
    return false;
  };
}
