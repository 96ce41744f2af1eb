import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Dialog, TextArea } from '../../ui/index.ts';

/** Longest reason that the meeting keeps. */
const MAX_REASON = 300;

export interface DeclineDialogProps {
  /** Answers whether it happened. */
  readonly onDecline: (reason: string) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Declines an invitation; the reason may be left out. */
export function DeclineDialog({ onDecline, onClose }: DeclineDialogProps) {
  const { t } = useTranslation('invitations');
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    const happened = await onDecline(reason.replace(/\s+/gu, ' ').trim());
    setBusy(false);
    if (happened) onClose();
  };
  return (
    <Dialog
      title={t('decline')}
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
            {t('sendAnswer')}
          </Button>
        </>
      }
    >
      <TextArea
        label={t('reason')}
        description={t('reasonHelp')}
        isOptional
        autoFocus
        rows={3}
        maxLength={MAX_REASON}
        value={reason}
        onChange={setReason}
      />
    </Dialog>
  );
}
