import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meetingApi } from '#protocol/meeting/api';
import type { MeetingState } from '#protocol/meeting/records';
import { api } from '../../sync/api-client.ts';
import { useErrorText } from '../../sync/error-text.ts';
import { Button, Dialog, Notice, saveFile, toast } from '../../ui/index.ts';

export interface LogDialogProps {
  readonly state: MeetingState;
  readonly onClose: () => void;
}

/** What a file name can't hold on one of the systems. */
const UNFIT = /[\\/:*?"<>|]/gu;

/** The log of the meeting to be kept, and the code by which it is known again. */
export function LogDialog({ state, onClose }: LogDialogProps) {
  const { t } = useTranslation('meeting');
  const errorText = useErrorText();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { seal } = state;
  const take = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const log = await api.call(meetingApi.log, { params: { meeting: state.id } });
      const title = state.fields.title.replace(UNFIT, ' ').slice(0, 100);
      saveFile(
        `${t('log.file', { title })}.json`,
        new Blob([JSON.stringify(log)], { type: 'application/json' }),
      );
      toast(t('log.taken'));
      onClose();
    } catch (error) {
      setFailure(errorText(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t('log.title')}
      isOpen
      onClose={onClose}
      isBusy={busy}
      footer={
        <>
          <Button onPress={onClose} isDisabled={busy}>
            {t('cancel')}
          </Button>
          <Button variant="primary" icon="download" isPending={busy} onPress={() => void take()}>
            {t('log.take')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p>{t('log.text')}</p>
        {seal === null ? (
          <p className="text-ink-muted">{t('log.notSealed')}</p>
        ) : (
          <div>
            <p className="text-sm text-ink-muted">{t('log.code')}</p>
            {/* In groups, so that two people can read it to each other. */}
            <p className="figures font-mono text-sm break-words">
              {(seal.hash.match(/.{8}/gu) ?? []).join(' ')}
            </p>
          </div>
        )}
        {failure === null ? null : <Notice tone="error">{failure}</Notice>}
      </div>
    </Dialog>
  );
}
