import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingState } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';
import { Button, ComboBox, Dialog } from '../../ui/index.ts';
import { personChoices, type PeopleBook } from '../people/index.ts';
import { possibleSubstitutes } from './invitation-view.ts';

export interface SubstituteDialogProps {
  readonly state: MeetingState;
  readonly people: PeopleBook;
  /** Whose substitute it is; left out for one's own. */
  readonly of?: string;
  /** Answers whether it happened. */
  readonly onSend: (substitute: PersonId) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Chooses who comes instead: a colleague who has no seat in the meeting yet. */
export function SubstituteDialog({ state, people, of, onSend, onClose }: SubstituteDialogProps) {
  const { t } = useTranslation('invitations');
  const [chosen, setChosen] = useState<PersonId | null>(null);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setTried(true);
    if (chosen === null) return;
    setBusy(true);
    const happened = await onSend(chosen);
    setBusy(false);
    if (happened) onClose();
  };
  return (
    <Dialog
      title={of === undefined ? t('substitute') : t('substituteFor', { name: of })}
      isOpen
      onClose={onClose}
      size="sm"
      isBusy={busy}
      keepOpenOutside
      footer={
        <>
          <Button onPress={onClose} isDisabled={busy}>
            {t('cancel')}
          </Button>
          <Button variant="primary" isPending={busy} onPress={() => void send()}>
            {t('substitute')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p>{t('substituteText')}</p>
        <ComboBox
          label={t('substitutePerson')}
          placeholder={t('personHint')}
          choices={personChoices(possibleSubstitutes(people.all, state))}
          value={chosen}
          onChange={setChosen}
          {...(tried && chosen === null ? { error: t('substituteMissing') } : {})}
        />
      </div>
    </Dialog>
  );
}
