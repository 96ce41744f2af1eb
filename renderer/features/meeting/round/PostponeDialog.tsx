import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingCommand } from '#protocol/meeting/commands';
import type { MeetingState } from '#protocol/meeting/records';
import { Button, DateTimeField, Dialog, Form } from '../../../ui/index.ts';
import { momentOf, wallTime } from '../meeting-form.ts';

export interface PostponeDialogProps {
  readonly state: MeetingState;
  /** By the server's clock, milliseconds. */
  readonly now: number;
  readonly run: (command: MeetingCommand) => Promise<boolean>;
  readonly onClose: () => void;
}

const DAY = 24 * 3_600_000;

/** Gia hạn: another deadline of an opinion round that is asked. It can be put off after it has passed too. */
export function PostponeDialog({ state, now, run, onClose }: PostponeDialogProps) {
  const { t } = useTranslation('meeting');
  const { fields } = state;
  const [until, setUntil] = useState<string | null>(() => wallTime(Math.max(fields.endsAt, now) + DAY));
  const [isTried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const at = until === null ? Number.NaN : momentOf(until);
  const isFault = !(at > now);
  const save = async () => {
    setTried(true);
    if (isFault) return;
    setBusy(true);
    const happened = await run({ type: 'meeting.change', fields: { ...fields, endsAt: at } });
    setBusy(false);
    if (happened) onClose();
  };
  return (
    <Dialog
      title={t('round.postponeTitle')}
      isOpen
      onClose={onClose}
      isBusy={busy}
      size="sm"
      footer={
        <>
          <Button isDisabled={busy} onPress={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" form="postpone" variant="primary" isPending={busy}>
            {t('round.postpone')}
          </Button>
        </>
      }
    >
      <Form id="postpone" onSubmit={save}>
        <p>{t('round.postponeText')}</p>
        <DateTimeField
          label={t('round.deadline')}
          value={until}
          onChange={setUntil}
          {...(isTried && isFault ? { error: t('round.deadlinePast') } : {})}
        />
      </Form>
    </Dialog>
  );
}
