import { useTranslation } from 'react-i18next';
import type { MeetingState } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';
import { Dialog } from '../../ui/index.ts';
import { SeatPlan } from './SeatPlan.tsx';

export interface SeatingDialogProps {
  readonly state: MeetingState;
  readonly me: PersonId;
  readonly nameOf: (person: PersonId) => string;
  readonly onClose: () => void;
}

/** The seat map to look at, one's own seat marked. */
export function SeatingDialog({ state, me, nameOf, onClose }: SeatingDialogProps) {
  const { t } = useTranslation('seating');
  const { seating, fields } = state;
  const own = seating?.seats.findIndex(({ person }) => person === me) ?? -1;
  return (
    <Dialog title={t('title')} isOpen onClose={onClose} size="xl">
      <div className="flex flex-col gap-4">
        <p>{own < 0 ? t('noOwn') : t('own', { number: own + 1 })}</p>
        {seating === null ? null : (
          <SeatPlan seating={seating} nameOf={nameOf} chair={fields.chair} me={me} />
        )}
      </div>
    </Dialog>
  );
}
