import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Vote } from '#protocol/ballots/records';
import { Button, Dialog, Form, TextField } from '../../ui/index.ts';
import type { VotePreparing } from './ballot-use.ts';

/** Hủy: an open vote, or the result of a counted one; never without a reason. */
export function VoidDialog({
  use,
  vote,
  onClose,
}: {
  readonly use: Pick<VotePreparing, 'run'>;
  readonly vote: Vote;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('ballots');
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const isMissing = reason.trim() === '';
  const declare = async () => {
    setTried(true);
    if (isMissing) return;
    setBusy(true);
    const happened = await use.run({ type: 'vote.void', id: vote.id, reason });
    setBusy(false);
    if (happened) onClose();
  };
  return (
    <Dialog
      title={t(vote.status === 'counted' ? 'void.title' : 'void.titleOpen')}
      isOpen
      onClose={onClose}
      isBusy={busy}
      keepOpenOutside
      size="sm"
      footer={
        <>
          <Button isDisabled={busy} onPress={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" form="void-vote" variant="danger" isPending={busy}>
            {t('void.confirm')}
          </Button>
        </>
      }
    >
      <Form id="void-vote" onSubmit={declare}>
        <p>{t('void.text')}</p>
        <TextField
          autoFocus
          label={t('void.reason')}
          maxLength={300}
          value={reason}
          onChange={setReason}
          {...(isTried && isMissing ? { error: t('void.missing') } : {})}
        />
      </Form>
    </Dialog>
  );
}
