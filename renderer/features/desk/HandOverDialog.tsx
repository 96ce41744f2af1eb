import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId } from '#protocol/wire/ids';
import { Button, ComboBox, Dialog } from '../../ui/index.ts';
import { possibleChairs } from './desk-view.ts';
import type { DeskUse } from './desk-use.ts';

export interface HandOverDialogProps {
  readonly use: DeskUse;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Bàn giao quyền chủ trì, to somebody who is there. */
export function HandOverDialog({ use, isOpen, onClose }: HandOverDialogProps) {
  const { t } = useTranslation('desk');
  const { state, ranked, nameOf, run } = use;
  const [to, setTo] = useState<PersonId | null>(null);
  const [busy, setBusy] = useState(false);
  const possible = new Set(possibleChairs(state));
  const { deputy } = state.fields;
  // The deputy is the likeliest.
  const chosen = to ?? (deputy !== null && possible.has(deputy) ? deputy : null);
  const handOver = async () => {
    if (chosen === null) return;
    setBusy(true);
    const happened = await run({ type: 'chair.handOver', to: chosen });
    setBusy(false);
    if (happened) onClose();
  };
  return (
    <Dialog
      title={t('chair.handOver')}
      isOpen={isOpen}
      onClose={onClose}
      isBusy={busy}
      size="sm"
      footer={
        <>
          <Button onPress={onClose} isDisabled={busy}>
            {t('cancel')}
          </Button>
          <Button
            variant="primary"
            isPending={busy}
            isDisabled={chosen === null}
            onPress={() => void handOver()}
          >
            {t('chair.handOverConfirm')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p>{t('chair.handOverText')}</p>
        {possible.size === 0 ? (
          <p className="text-warn-ink">{t('chair.nobody')}</p>
        ) : (
          <ComboBox
            label={t('chair.to')}
            choices={ranked
              .filter((person) => possible.has(person))
              .map((person) => ({
                id: person,
                label: nameOf(person),
                ...(person === deputy ? { detail: t('chair.deputy') } : {}),
              }))}
            value={chosen}
            onChange={setTo}
          />
        )}
      </div>
    </Dialog>
  );
}
