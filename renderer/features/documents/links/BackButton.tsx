import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../../../ui/index.ts';
import type { PlaceHistory } from '../place-history.ts';

export interface BackButtonProps {
  readonly history: PlaceHistory;
  readonly labels: readonly string[] | null;
  readonly onBack: () => void;
}

/** The way back from a link or another jump, until it is taken or put away. */
export function BackButton({ history, labels, onBack }: BackButtonProps) {
  const { t } = useTranslation('documents');
  const place = useSyncExternalStore(history.subscribe, history.getSnapshot);
  if (place?.isOffered !== true) return null;
  return (
    <div className="absolute bottom-20 left-3 z-20 flex items-center gap-1 rounded-full border border-line bg-raised p-1 shadow-float">
      <Button size="sm" variant="quiet" icon="undo" className="rounded-full" onPress={onBack}>
        {t('back.to', { page: labels?.[place.page] ?? place.page + 1 })}
      </Button>
      <IconButton
        icon="close"
        size="sm"
        className="rounded-full"
        label={t('back.dismiss')}
        onPress={() => history.clear()}
      />
    </div>
  );
}
