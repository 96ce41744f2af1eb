import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CsvPreview } from '#protocol/people/csv';
import { useErrorText } from '../../sync/error-text.ts';
import { Button, Dialog, DropArea, FileButton, Notice, Table } from '../../ui/index.ts';
import type { AccountChanges } from './admin.ts';
import { downloadTemplate, readPeopleCsv } from './csv-file.ts';

export interface ImportDialogProps {
  /** E-mail addresses that are in use. */
  readonly taken: ReadonlySet<string>;
  readonly importMany: AccountChanges['importMany'];
  readonly onClose: () => void;
  readonly onDone: (added: number) => void;
}

/** Adds people from a CSV file: what will be added, and what is wrong on which line, before anything happens. */
export function ImportDialog({ taken, importMany, onClose, onDone }: ImportDialogProps) {
  const { t } = useTranslation('people');
  const errorText = useErrorText();
  const [preview, setPreview] = useState<CsvPreview | null>(null);
  const [failure, setFailure] = useState<'tooBig' | 'unreadable' | null>(null);
  const read = async (files: readonly File[]) => {
    const [file] = files;
    if (file === undefined) return;
    importMany.reset();
    const reading = await readPeopleCsv(file, taken);
    setFailure(reading.ok ? null : reading.code);
    setPreview(reading.ok ? reading.preview : null);
  };
  const people = preview?.people ?? [];
  const problems = preview?.problems ?? [];
  // One line can have several faults.
  const wrongLines = new Set(problems.map((problem) => problem.line)).size;
  const submit = async () => {
    try {
      const { added } = await importMany.mutateAsync(people.map((row) => row.fields));
      onDone(added.length);
    } catch {
      // The mutation keeps the error, and the dialog shows it.
    }
  };
  return (
    <Dialog
      title={t('csv.title')}
      isOpen
      onClose={onClose}
      size="lg"
      keepOpenOutside
      isBusy={importMany.isPending}
      footer={
        <>
          <Button onPress={onClose} isDisabled={importMany.isPending}>
            {t('csv.close')}
          </Button>
          <Button
            variant="primary"
            isDisabled={people.length === 0}
            isPending={importMany.isPending}
            onPress={() => void submit()}
          >
            {t('csv.submit', { count: people.length })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p>{t('csv.text')}</p>
        <DropArea label={t('csv.drop')} onFiles={(files) => void read(files)}>
          <div className="flex flex-wrap items-center gap-3">
            <FileButton
              icon="upload"
              variant={preview === null ? 'primary' : 'secondary'}
              accept={['.csv', '.txt', 'text/csv']}
              onFiles={(files) => void read(files)}
            >
              {preview === null ? t('csv.choose') : t('csv.other')}
            </FileButton>
            <Button variant="quiet" icon="download" onPress={() => downloadTemplate(t('csv.templateName'))}>
              {t('csv.template')}
            </Button>
            <span className="text-sm text-ink-muted max-sm:hidden">{t('csv.drop')}</span>
          </div>
        </DropArea>
        {failure === null ? null : <Notice tone="error">{t(`csv.${failure}`)}</Notice>}
        {importMany.isError ? <Notice tone="error">{errorText(importMany.error)}</Notice> : null}
        {problems.length === 0 ? null : (
          <Notice tone="warn" title={t('csv.problems', { count: wrongLines })} announce>
            <ul className="max-h-48 overflow-y-auto">
              {problems.map((problem) => (
                <li key={`${problem.line} ${problem.field}`} className="figures py-0.5">
                  <strong className="font-semibold">{t('csv.line', { line: problem.line })}</strong>
                  {` · ${t(`csv.fields.${problem.field}`)}: ${t(`csv.codes.${problem.code}`)}`}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {people.length === 0 ? null : (
          <section className="flex flex-col gap-2">
            <h3 className="text-base">{t('csv.ready', { count: people.length })}</h3>
            <div className="max-h-80 overflow-y-auto rounded-md border border-line">
              <Table
                label={t('csv.preview')}
                rows={people}
                rowKey={(row) => String(row.line)}
                columns={[
                  {
                    id: 'name',
                    title: t('columns.person'),
                    isRowHeader: true,
                    cell: ({ fields }) => (
                      <span className="flex flex-col">
                        <span className="font-medium">{fields.name}</span>
                        <span className="text-sm text-ink-muted">{fields.title}</span>
                      </span>
                    ),
                  },
                  { id: 'unit', title: t('columns.unit'), from: 'sm', cell: ({ fields }) => fields.unit },
                  { id: 'role', title: t('columns.role'), cell: ({ fields }) => t(`roles.${fields.role}`) },
                  {
                    id: 'email',
                    title: t('form.email'),
                    from: 'md',
                    cell: ({ fields }) => <span className="break-all">{fields.email}</span>,
                  },
                ]}
              />
            </div>
          </section>
        )}
      </div>
    </Dialog>
  );
}
