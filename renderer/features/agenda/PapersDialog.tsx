import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { agendaNumbers } from '#protocol/agenda/tree';
import type { Readers, Secrecy } from '#protocol/documents/records';
import type { MeetingState } from '#protocol/meeting/records';
import { newId, PaperId, type ItemId } from '#protocol/wire/ids';
import { Button, Dialog, formatBytes, Spinner, useLanguage } from '../../ui/index.ts';
import type { PeopleBook } from '../people/index.ts';
import { checkFile, titleOf, type FileLimits } from './file-check.ts';
import { faultsOf, planOf, type BroughtFile } from './brought-files.ts';
import { BroughtFileFields } from './BroughtFileFields.tsx';
import { hasReaders, ReadersField } from './ReadersField.tsx';
import type { RunCommand } from './run-command.ts';
import type { UploadQueue } from './upload-queue.ts';

export interface PapersDialogProps {
  readonly state: MeetingState;
  readonly people: PeopleBook;
  readonly item: ItemId;
  readonly files: readonly File[];
  readonly limits: FileLimits;
  /** May write a paper into the agenda that is handed out in print. */
  readonly canAnnouncePrinted: boolean;
  readonly run: RunCommand;
  readonly queue: UploadQueue;
  readonly onClose: () => void;
}

/**
 * What has to be said about files before any of their bytes is sent: trích yếu, number, độ mật, readers. A paper that
 * is not "Thường" is never sent; it is written into the agenda as handed out in print.
 */
export function PapersDialog({
  state,
  people,
  item,
  files,
  limits,
  canAnnouncePrinted,
  run,
  queue,
  onClose,
}: PapersDialogProps) {
  const { t } = useTranslation('agenda');
  const language = useLanguage();
  const { maxBytes, takesOffice } = limits;
  const [brought, setBrought] = useState<readonly BroughtFile[] | null>(null);
  const [readers, setReaders] = useState<Readers>({ to: 'all' });
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    let isHere = true;
    const looked = files.map(async (file, index): Promise<BroughtFile> => ({
      key: index,
      file,
      fault: await checkFile(file, { maxBytes, takesOffice }).catch(() => 'unreadable' as const),
      title: titleOf(file.name),
      number: '',
      secrecy: 'normal',
    }));
    void Promise.all(looked).then((list) => {
      if (isHere) setBrought(list);
    });
    return () => {
      isHere = false;
    };
  }, [files, maxBytes, takesOffice]);

  const number = agendaNumbers(state.agenda).get(item) ?? '';
  const agendaItem = state.agenda.find((entry) => entry.id === item);
  const plan = planOf(brought ?? [], canAnnouncePrinted);
  const readersFault = plan.upload.length > 0 && !hasReaders(readers) ? t('readers.missing') : undefined;
  const isComplete =
    [...plan.upload, ...plan.print].every((entry) => Object.keys(faultsOf(entry)).length === 0) &&
    readersFault === undefined;

  const change = (key: number, part: Partial<BroughtFile>) =>
    setBrought((list) => list?.map((entry) => (entry.key === key ? { ...entry, ...part } : entry)) ?? null);

  const submit = async () => {
    setTried(true);
    if (!isComplete) return;
    for (const { file, title, number: paperNumber } of plan.upload) {
      queue.add(file, { item, title: title.trim(), number: paperNumber.trim(), readers });
    }
    // What was handed over to the queue must not be sent twice if writing down a printed one fails.
    const sent = new Set(plan.upload.map((entry) => entry.key));
    setBrought((list) => list?.filter((entry) => !sent.has(entry.key)) ?? null);
    setBusy(true);
    for (const { key, title, number: paperNumber, secrecy } of plan.print) {
      if (!(await announce(title.trim(), paperNumber.trim(), secrecy))) {
        setBusy(false);
        return;
      }
      setBrought((list) => list?.filter((entry) => entry.key !== key) ?? null);
    }
    setBusy(false);
    onClose();
  };

  const announce = async (title: string, paperNumber: string, secrecy: Secrecy): Promise<boolean> => {
    if (secrecy === 'normal') return true;
    const id = newId(PaperId, crypto.getRandomValues(new Uint8Array(20)));
    return run({ type: 'paper.announcePrinted', id, item, title, number: paperNumber, secrecy });
  };

  const count = plan.upload.length + plan.print.length;
  return (
    <Dialog
      isOpen
      size="lg"
      keepOpenOutside
      isBusy={busy}
      onClose={onClose}
      title={t('bring.title', { number })}
      footer={
        <>
          <Button onPress={onClose} isDisabled={busy}>
            {t(count === 0 ? 'close' : 'cancel')}
          </Button>
          {count === 0 ? null : (
            <Button variant="primary" icon="upload" isPending={busy} onPress={() => void submit()}>
              {plan.print.length === 0
                ? t('bring.upload', { count: plan.upload.length })
                : plan.upload.length === 0
                  ? t('bring.print', { count: plan.print.length })
                  : t('bring.both', { upload: plan.upload.length, print: plan.print.length })}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <p className="text-ink-muted">
          {agendaItem?.title} ·{' '}
          {t(takesOffice ? 'bring.limitOffice' : 'bring.limit', { size: formatBytes(maxBytes, language) })}
        </p>
        {brought === null ? <Spinner label={t('bring.looking')} /> : null}
        <ul className="flex flex-col gap-4">
          {brought?.map((entry) => (
            <BroughtFileFields
              key={entry.key}
              entry={entry}
              canAnnouncePrinted={canAnnouncePrinted}
              maxBytes={maxBytes}
              showFaults={tried}
              onChange={(part) => change(entry.key, part)}
              onRemove={() => setBrought(brought.filter((other) => other.key !== entry.key))}
            />
          ))}
        </ul>
        {plan.upload.length === 0 ? null : (
          <ReadersField
            value={readers}
            onChange={setReaders}
            state={state}
            people={people}
            {...(tried && readersFault !== undefined ? { error: readersFault } : {})}
          />
        )}
      </div>
    </Dialog>
  );
}
