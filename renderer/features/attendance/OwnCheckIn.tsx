import { useTranslation } from 'react-i18next';
import type { MeetingCommand } from '#protocol/meeting/commands';
import type { MeetingState } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';
import { Button } from '../../ui/index.ts';
import { ownCheckIn } from './roll-view.ts';

export interface OwnCheckInProps {
  readonly state: MeetingState;
  readonly me: PersonId;
  readonly run: (command: MeetingCommand) => Promise<boolean>;
}

/** Tự điểm danh: that one is in the room, or leaves it. */
export function OwnCheckIn({ state, me, run }: OwnCheckInProps) {
  const { t } = useTranslation('attendance');
  const can = ownCheckIn(state, me);
  if (can === null) return null;
  return (
    <div className="border-b border-line px-4 py-2.5">
      {can === 'in' ? (
        <Button
          icon="check"
          className="w-full"
          onPress={() => void run({ type: 'attendance.checkIn', is: 'inRoom' })}
        >
          {t('own.in')}
        </Button>
      ) : (
        <div className="flex items-center gap-2">
          <p role="status" className="min-w-0 flex-1 text-sm">
            {t('own.here')}
          </p>
          <Button size="sm" onPress={() => void run({ type: 'attendance.checkOut' })}>
            {t('own.out')}
          </Button>
        </div>
      )}
    </div>
  );
}
