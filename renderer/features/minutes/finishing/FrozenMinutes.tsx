import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { MeetingState } from '#protocol/meeting/records';
import type { Hash, MeetingId, PersonId } from '#protocol/wire/ids';
import { useErrorText } from '../../../sync/error-text.ts';
import { formatDateTime, Notice, Spinner, useLanguage } from '../../../ui/index.ts';
import {
  DocumentMenu,
  readSnapshot,
  type AdministrativeDocument,
} from '../../administrative-document/index.ts';
import { PdfPages } from '../../documents/index.ts';
import { fetchMinutesFile } from './minutes-files.ts';

export interface FrozenMinutesProps {
  readonly state: MeetingState;
  readonly nameOf: (person: PersonId) => string;
}

interface Files {
  readonly pdf: Uint8Array<ArrayBuffer>;
  readonly document: AdministrativeDocument;
}

/** The minutes as they were approved: their pages, and as files. Nothing in them follows the meeting any more. */
export function FrozenMinutes({ state, nameOf }: FrozenMinutesProps) {
  const { t } = useTranslation('minutes');
  const language = useLanguage();
  const { approved, issued } = state.minutes;
  const files = useFiles(state.id, approved?.snapshot, approved?.pdf);
  if (approved === null) return null;
  const facts = [
    t('finishing.approvedBy', { name: nameOf(approved.by), time: formatDateTime(approved.at, language) }),
    ...(issued === null
      ? []
      : [t('finishing.issuedAs', { number: issued.number, time: formatDateTime(issued.at, language) })]),
  ];
  return (
    <section aria-label={t('finishing.frozen')} className="flex flex-col gap-4">
      <ul className="text-sm text-ink-muted">
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      {typeof files === 'string' ? <Notice tone="error">{files}</Notice> : null}
      {files === null ? <Spinner label={t('loading')} /> : null}
      {files === null || typeof files === 'string' ? null : (
        <>
          <DocumentMenu
            label={t('take')}
            name={t('file', { title: state.fields.title })}
            write={() => files.document}
            kept={{ pdf: new Blob([files.pdf], { type: 'application/pdf' }) }}
            size="md"
          />
          <PdfPages label={t('finishing.pages')} bytes={files.pdf} />
        </>
      )}
    </section>
  );
}

/** What was approved, as the server keeps it; or why it can't be shown. */
function useFiles(
  meeting: MeetingId,
  snapshot: Hash | undefined,
  pdf: Hash | undefined,
): Files | string | null {
  const { t } = useTranslation('minutes');
  const errorText = useErrorText();
  const { data, error } = useQuery({
    queryKey: ['frozen minutes', meeting, snapshot, pdf],
    enabled: snapshot !== undefined && pdf !== undefined,
    // What a hash names never changes.
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      if (snapshot === undefined || pdf === undefined) return null;
      const [written, pages] = await Promise.all([
        fetchMinutesFile(meeting, snapshot, signal),
        fetchMinutesFile(meeting, pdf, signal),
      ]);
      return { pdf: pages, document: readSnapshot(written) };
    },
  });
  if (error !== null) return errorText(error);
  if (data === undefined || data === null) return null;
  return data.document === undefined ? t('finishing.newer') : { pdf: data.pdf, document: data.document };
}
