import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '#protocol/people/records';
import { useErrorText } from '../../sync/error-text.ts';
import { useServer } from '../../sync/session.ts';
import { Button, Dialog, formatDateTime, Notice, PrintSheet, Spinner, useLanguage } from '../../ui/index.ts';
import type { AccountChanges } from './admin.ts';
import { CopyField } from './CopyField.tsx';

export interface LinkDialogProps {
  readonly person: Person;
  readonly makeLink: AccountChanges['makeLink'];
  readonly onClose: () => void;
}

/** Makes a one-time link for choosing a password when it opens, to be copied or printed as a letter. */
export function LinkDialog({ person, makeLink, onClose }: LinkDialogProps) {
  const { t } = useTranslation('people');
  const errorText = useErrorText();
  const language = useLanguage();
  const server = useServer();
  const started = useRef(false);
  const { mutate, data, error, isError } = makeLink;
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    mutate(person);
  }, [mutate, person]);
  const until = data === undefined ? '' : formatDateTime(data.expiresAt, language);
  return (
    <Dialog
      title={t('link.title')}
      isOpen
      onClose={onClose}
      keepOpenOutside
      footer={
        <>
          {data === undefined ? null : (
            <Button icon="print" onPress={() => window.print()}>
              {t('link.print')}
            </Button>
          )}
          <Button variant="primary" onPress={onClose}>
            {t('link.done')}
          </Button>
        </>
      }
    >
      {isError ? <Notice tone="error">{errorText(error)}</Notice> : null}
      {data === undefined ? (
        isError ? null : (
          <p className="flex items-center gap-3 text-ink-muted">
            <Spinner /> {t('link.making')}
          </p>
        )
      ) : (
        <div className="flex flex-col gap-4">
          <p>{t('link.text', { name: person.name, until })}</p>
          <CopyField label={t('link.label', { name: person.name })} value={data.url} />
          <PrintSheet>
            <p style={{ fontWeight: 600 }}>{server.organisation}</p>
            <h1 style={{ fontSize: '18pt', fontWeight: 600, margin: '14mm 0 8mm' }}>{t('letter.heading')}</h1>
            <p>{t('letter.greeting', { name: person.name })}</p>
            <p style={{ margin: '4mm 0' }}>{t('letter.intro', { organisation: server.organisation })}</p>
            <ol style={{ listStyle: 'decimal', paddingLeft: '7mm' }}>
              <li>{t('letter.step1')}</li>
              <li>{t('letter.step2')}</li>
              <li>{t('letter.step3')}</li>
            </ol>
            <p style={{ margin: '8mm 0 0', fontSize: '10pt' }}>{t('letter.address')}</p>
            <p
              style={{
                fontFamily: 'monospace',
                fontSize: '12pt',
                wordBreak: 'break-all',
                border: '1px solid',
                padding: '4mm',
              }}
            >
              {data.url}
            </p>
            <p style={{ margin: '5mm 0 0', fontSize: '10pt' }}>{t('letter.account')}</p>
            <p style={{ fontWeight: 600 }}>{person.email}</p>
            <p style={{ marginTop: '10mm', fontSize: '10pt' }}>{t('letter.until', { until })}</p>
          </PrintSheet>
        </div>
      )}
    </Dialog>
  );
}
