import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { MeetingState } from '#protocol/meeting/records';
import type { Hash, MeetingId } from '#protocol/wire/ids';
import { useErrorText } from '../../../sync/error-text.ts';
import { formatDateTime, Notice, Spinner, useLanguage } from '../../../ui/index.ts';
import {
  DocumentMenu,
  readSnapshot,
  type AdministrativeDocument,
} from '../../administrative-document/index.ts';
import { PdfPages } from '../../documents/index.ts';
import { noticeDocument } from '../conclusions/notice-document.ts';
import type { MinutesWriting } from '../minutes-document.ts';
import { HistoryButton } from '../history/HistoryButton.tsx';
import { BundleButton } from '../signing/BundleButton.tsx';
import { SignatureList } from '../signing/SignatureList.tsx';
import { fetchMinutesFile } from './minutes-files.ts';

export interface FrozenMinutesProps {
  readonly state: MeetingState;
  readonly writing: MinutesWriting;
  /** Whether this person wrote them, and may read how they came about. */
  readonly isEditor: boolean;
}

interface Files {
  readonly pdf: Uint8Array<ArrayBuffer>;
  readonly document: AdministrativeDocument;
}

/** The minutes as they were approved: their pages, and as files. Nothing in them follows the meeting any more. */
export function FrozenMinutes({ state, writing, isEditor }: FrozenMinutesProps) {
  const { t } = useTranslation('minutes');
  const language = useLanguage();
  const { approved, issued } = state.minutes;
  const { nameOf } = writing.results;
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
          <SignatureList state={state} pdf={files.pdf} nameOf={nameOf} />
          <div className="flex flex-wrap gap-2">
            <DocumentMenu
              label={t('take')}
              name={t('file', { title: state.fields.title })}
              write={() => files.document}
              kept={{ pdf: new Blob([files.pdf], { type: 'application/pdf' }) }}
              size="md"
            />
            {approved.conclusions.length === 0 ? null : (
              <DocumentMenu
                label={t('conclusions.notice')}
                name={t('conclusions.noticeFile', { title: state.fields.title })}
                write={() => noticeDocument(state, approved.conclusions, writing)}
                size="md"
              />
            )}
            <BundleButton state={state} />
            {isEditor ? <HistoryButton into={null} state={state} writing={writing} /> : null}
          </div>
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
