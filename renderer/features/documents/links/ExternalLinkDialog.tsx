import { useTranslation } from 'react-i18next';
import { usePlatform } from '../../../sync/platform-context.ts';
import { Button, ConfirmDialog, Dialog, toast } from '../../../ui/index.ts';

export interface ExternalLinkDialogProps {
  /** The address that a paper leads to; null: no question is asked. */
  readonly url: string | null;
  readonly onClose: () => void;
}

/** Asks before a link of a paper leaves the app, and shows where it really leads. Only https is ever opened. */
export function ExternalLinkDialog({ url, onClose }: ExternalLinkDialogProps) {
  const { t } = useTranslation('documents');
  const platform = usePlatform();
  const address = (
    <p className="rounded-md border border-line bg-sunken px-3 py-2 font-mono text-sm break-all">{url}</p>
  );
  if (url !== null && !url.startsWith('https://')) {
    return (
      <Dialog
        isOpen
        title={t('links.refusedTitle')}
        size="sm"
        onClose={onClose}
        footer={
          <Button variant="primary" onPress={onClose}>
            {t('links.close')}
          </Button>
        }
      >
        <div className="flex flex-col gap-3">
          <p>{t('links.refusedText')}</p>
          {address}
        </div>
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      isOpen={url !== null}
      title={t('links.openTitle')}
      confirmLabel={t('links.open')}
      onConfirm={async () => {
        if (url !== null && !(await platform.openExternal(url))) toast(t('links.notOpened'), 'warn');
      }}
      onClose={onClose}
    >
      <div className="flex flex-col gap-3">
        <p>{t('links.openText')}</p>
        {address}
      </div>
    </ConfirmDialog>
  );
}
