import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/index.ts';
import { HistoryDialog, type HistoryDialogProps } from './HistoryDialog.tsx';

/** The way to who wrote what and when. */
export function HistoryButton(props: Omit<HistoryDialogProps, 'onClose'>) {
  const { t } = useTranslation('minutes');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button icon="clock" onPress={() => setIsOpen(true)}>
        {t('history.open')}
      </Button>
      {isOpen ? <HistoryDialog {...props} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}
