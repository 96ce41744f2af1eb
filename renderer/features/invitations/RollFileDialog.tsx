import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingCommand, RollCallEntry } from '#protocol/meeting/commands';
import type { MeetingState } from '#protocol/meeting/records';
import { parseRollCsv, type RollPreview } from '#protocol/meeting/roll-csv';
import { Badge, Button, Dialog, DropArea, FileButton, Notice, Table, toast } from '../../ui/index.ts';
import { readCsvText, type PeopleBook } from '../people/index.ts';
import { rollCandidates, saveRollSheet } from './roll-sheet.ts';

export interface RollFileDialogProps {
  readonly state: MeetingState;
  readonly people: PeopleBook;
  readonly run: (command: MeetingCommand) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Takes a roll call from a CSV file: what will be marked, and what is wrong on which line, before anything happens. */
export function RollFileDialog({ state, people, run, onClose }: RollFileDialogProps) {
  const { t } = useTranslation('invitations');
  const [preview, setPreview] = useState<RollPreview | null>(null);
  const [isOld, setOld] = useState(false);
  const [failure, setFailure] = useState<'tooBig' | 'unreadable' | null>(null);
  const [busy, setBusy] = useState(false);
  const candidates = rollCandidates(state, people);
  const read = async (files: readonly File[]) => {
    const [file] = files;
    if (file === undefined) return;
    const reading = await readCsvText(file);
    setFailure(reading.ok ? null : reading.code);
    setPreview(reading.ok ? parseRollCsv(reading.text, candidates) : null);
    setOld(reading.ok && reading.encoding === 'tcvn3');
  };
  const entries = preview?.entries ?? [];
  const problems = preview?.problems ?? [];
  const submit = async () => {
    setBusy(true);
    const happened = await run({ type: 'attendance.mark', entries: entries.map(({ entry }) => entry) });
    setBusy(false);
    if (!happened) return;
    toast(t('roll.done', { count: entries.length }));
    onClose();
  };
  return (
    <Dialog
      title={t('roll.title')}
      isOpen
      onClose={onClose}
      size="lg"
      keepOpenOutside
      isBusy={busy}
      footer={
        <>
          <Button onPress={onClose} isDisabled={busy}>
            {t('cancel')}
          </Button>
          <Button
            variant="primary"
            isDisabled={entries.length === 0}
            isPending={busy}
            onPress={() => void submit()}
          >
            {t('roll.submit', { count: entries.length })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p>{t('roll.text')}</p>
        <DropArea label={t('roll.drop')} onFiles={(files) => void read(files)}>
          <div className="flex flex-wrap items-center gap-3">
            <FileButton
              icon="upload"
              variant={preview === null ? 'primary' : 'secondary'}
              accept={['.csv', '.txt', 'text/csv']}
              onFiles={(files) => void read(files)}
            >
              {t(preview === null ? 'roll.choose' : 'roll.other')}
            </FileButton>
            <Button
              variant="quiet"
              icon="download"
              onPress={() => saveRollSheet(t('roll.fileName'), candidates)}
            >
              {t('roll.sheet')}
            </Button>
          </div>
        </DropArea>
        {failure === null ? null : <Notice tone="error">{t(`roll.${failure}`)}</Notice>}
        {isOld ? <Notice>{t('roll.tcvn3')}</Notice> : null}
        {problems.length === 0 ? null : (
          <Notice
            tone="warn"
            title={t('roll.problems', { count: new Set(problems.map(({ line }) => line)).size })}
            announce
          >
            <ul className="max-h-48 overflow-y-auto">
              {problems.map(({ line, field, code, text }) => (
                <li key={`${line} ${field}`} className="figures py-0.5">
                  <strong className="font-semibold">{t('roll.line', { line })}</strong>
                  {` · ${t(`roll.fields.${field}`)}: ${t(`roll.codes.${code}`)}`}
                  {text === '' ? '' : ` (“${text.slice(0, 80)}”)`}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {entries.length === 0 ? null : (
          <div className="max-h-80 overflow-y-auto rounded-md border border-line">
            <Table
              label={t('roll.preview')}
              rows={entries}
              rowKey={({ line }) => String(line)}
              columns={[
                {
                  id: 'name',
                  title: t('answers.name'),
                  isRowHeader: true,
                  cell: ({ entry }) => people.of(entry.person)?.name ?? t('formerColleague'),
                },
                {
                  id: 'mark',
                  title: t('roll.fields.mark'),
                  cell: ({ entry }) => (
                    <Badge tone={entry.is === 'absent' || entry.is === 'left' ? 'neutral' : 'ok'}>
                      {t(`roll.is.${markKey(entry)}`)}
                    </Badge>
                  ),
                },
                { id: 'reason', title: t('reason'), from: 'sm', cell: ({ entry }) => entry.reason },
              ]}
            />
          </div>
        )}
      </div>
    </Dialog>
  );
}

function markKey({ is, excused }: RollCallEntry): Exclude<RollCallEntry['is'], 'unmarked'> | 'excused' {
  if (is === 'absent') return excused ? 'excused' : 'absent';
  return is === 'unmarked' ? 'left' : is;
}
