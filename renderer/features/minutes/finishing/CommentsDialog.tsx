import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingCommand } from '#protocol/meeting/commands';
import { Button, DateTimeField, Dialog, Form } from '../../../ui/index.ts';
import { momentOf, wallTime } from '../../meeting/index.ts';

export interface CommentsDialogProps {
  /** By the server's clock, milliseconds. */
  readonly now: number;
  readonly run: (command: MeetingCommand) => Promise<boolean>;
  readonly onClose: () => void;
}

const DAY = 24 * 3_600_000;

/** Two days from now at five in the afternoon, when an office closes. */
function usualEnd(now: number): number {
  return new Date(now + 2 * DAY).setHours(17, 0, 0, 0);
}

/** Lấy góp ý: until when participants read the draft and comment. */
export function CommentsDialog({ now, run, onClose }: CommentsDialogProps) {
  const { t } = useTranslation('minutes');
  const [until, setUntil] = useState<string | null>(() => wallTime(usualEnd(now)));
  const [isTried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const at = until === null ? Number.NaN : momentOf(until);
  const isFault = !(at > now);
  const open = async () => {
    setTried(true);
    if (isFault) return;
    setBusy(true);
    const happened = await run({ type: 'minutes.openComments', until: at });
    setBusy(false);
    if (happened) onClose();
  };
  return (
    <Dialog
      title={t('finishing.commentsTitle')}
      isOpen
      onClose={onClose}
      isBusy={busy}
      size="sm"
      footer={
        <>
          <Button isDisabled={busy} onPress={onClose}>
            {t('finishing.cancel')}
          </Button>
          <Button type="submit" form="open-comments" variant="primary" isPending={busy}>
            {t('finishing.action.openComments')}
          </Button>
        </>
      }
    >
      <Form id="open-comments" onSubmit={open}>
        <p>{t('finishing.commentsText')}</p>
        <DateTimeField
          label={t('finishing.commentsUntil')}
          value={until}
          onChange={setUntil}
          {...(isTried && isFault ? { error: t('finishing.commentsPast') } : {})}
        />
      </Form>
    </Dialog>
  );
}
