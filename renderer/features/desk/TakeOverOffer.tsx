import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ConfirmDialog, Icon } from '../../ui/index.ts';
import { mayTakeOver } from './desk-view.ts';
import type { DeskUse } from './desk-use.ts';

/** Over the room of the deputy and the secretaries while the chair isn't there: taking the chair over. */
export function TakeOverOffer({ use }: { readonly use: Pick<DeskUse, 'state' | 'me' | 'nameOf' | 'run'> }) {
  const { t } = useTranslation('desk');
  const { state, me, nameOf, run } = use;
  const [asking, setAsking] = useState(false);
  if (!mayTakeOver(state, me)) return null;
  const name = nameOf(state.fields.chair);
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-warn/50 bg-warn-soft px-4 py-1.5">
      <Icon name="warning" className="text-warn-ink" />
      <p role="status" className="min-w-0 flex-1 basis-56">
        {t('chair.away', { name })}
      </p>
      <Button size="sm" onPress={() => setAsking(true)}>
        {t('chair.takeOver')}
      </Button>
      <ConfirmDialog
        isOpen={asking}
        title={t('chair.takeOverTitle')}
        confirmLabel={t('chair.takeOver')}
        onConfirm={async () => {
          await run({ type: 'chair.takeOver' });
        }}
        onClose={() => setAsking(false)}
      >
        {t('chair.takeOverText', { name })}
      </ConfirmDialog>
    </div>
  );
}
