import { useTranslation } from 'react-i18next';
import { Button, Dialog } from '../../../ui/index.ts';
import type { AdministrativeDocument } from '../../administrative-document/index.ts';
import { DocumentPages, usePages } from './DocumentPages.tsx';

export interface PreviewDialogProps {
  readonly document: AdministrativeDocument;
  readonly onClose: () => void;
}

/** Xem trang: how the minutes would come out of the printer now. */
export function PreviewDialog({ document, onClose }: PreviewDialogProps) {
  const { t } = useTranslation('minutes');
  const pages = usePages(document);
  return (
    <Dialog
      title={t('finishing.preview')}
      isOpen
      onClose={onClose}
      size="xl"
      footer={<Button onPress={onClose}>{t('finishing.closePreview')}</Button>}
    >
      <DocumentPages pages={pages} />
    </Dialog>
  );
}
