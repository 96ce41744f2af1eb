import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingCommand } from '#protocol/meeting/commands';
import type { ConclusionTask } from '#protocol/minutes/conclusions';
import type { MeetingId } from '#protocol/wire/ids';
import { useErrorText } from '../../../sync/error-text.ts';
import { Button, Dialog, Notice } from '../../../ui/index.ts';
import { writeSnapshot, type AdministrativeDocument } from '../../administrative-document/index.ts';
import { DocumentPages, usePages } from './DocumentPages.tsx';
import { putMinutesFile } from './minutes-files.ts';

export interface ApproveDialogProps {
  readonly meeting: MeetingId;
  /** As it stood when the dialog was opened: what is shown is what is approved. */
  readonly document: AdministrativeDocument;
  /** Those of the document, as tasks to be. */
  readonly conclusions: readonly ConclusionTask[];
  /** What is still open in the text, in words; empty: nothing. */
  readonly open: readonly string[];
  readonly run: (command: MeetingCommand) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Duyệt: shows the pages that are about to be fixed, and fixes exactly those. */
export function ApproveDialog({ meeting, document, conclusions, open, run, onClose }: ApproveDialogProps) {
  const { t } = useTranslation('minutes');
  const errorText = useErrorText();
  const pages = usePages(document);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const approve = async () => {
    if (pages === null || pages === 'failed') return;
    setBusy(true);
    setFault(null);
    try {
      const [snapshot, pdf] = await Promise.all([
        putMinutesFile(meeting, new Blob([writeSnapshot(document)])),
        putMinutesFile(meeting, new Blob([pages])),
      ]);
      if (await run({ type: 'minutes.approve', snapshot, pdf, conclusions: [...conclusions] })) onClose();
    } catch (error) {
      setFault(errorText(error));
    }
    setBusy(false);
  };
  return (
    <Dialog
      title={t('finishing.approveTitle')}
      isOpen
      onClose={onClose}
      isBusy={busy}
      size="xl"
      footer={
        <>
          <Button isDisabled={busy} onPress={onClose}>
            {t('finishing.cancel')}
          </Button>
          <Button
            variant="primary"
            icon="check"
            isPending={busy}
            isDisabled={pages === null || pages === 'failed'}
            onPress={approve}
          >
            {t('finishing.action.approve')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p>{t('finishing.approveText')}</p>
        {open.length === 0 ? null : (
          <Notice tone="warn" title={t('finishing.openTitle')}>
            <ul className="list-disc pl-5">
              {open.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </Notice>
        )}
        {fault === null ? null : <Notice tone="error">{fault}</Notice>}
        <DocumentPages pages={pages} />
      </div>
    </Dialog>
  );
}
