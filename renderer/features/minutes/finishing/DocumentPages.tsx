import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice, Spinner } from '../../../ui/index.ts';
import { makeDocument, type AdministrativeDocument } from '../../administrative-document/index.ts';
import { PdfPages } from '../../documents/index.ts';

/** The PDF of a document; null while it is made. */
export type MadePages = Uint8Array<ArrayBuffer> | 'failed' | null;

/** Lays a document out as pages. */
export function usePages(document: AdministrativeDocument): MadePages {
  const [pages, setPages] = useState<MadePages>(null);
  useEffect(() => {
    let isOver = false;
    void makeDocument(document, 'pdf').then(async (made) => {
      const bytes = made.ok ? new Uint8Array(await made.file.arrayBuffer()) : 'failed';
      if (!isOver) setPages(bytes);
    });
    return () => {
      isOver = true;
    };
  }, [document]);
  return pages;
}

/** Those pages, or what there is instead. */
export function DocumentPages({ pages }: { readonly pages: MadePages }) {
  const { t } = useTranslation('minutes');
  if (pages === 'failed') return <Notice tone="error">{t('finishing.pagesFailed')}</Notice>;
  if (pages === null) return <Spinner label={t('finishing.makingPages')} />;
  return <PdfPages label={t('finishing.pages')} bytes={pages} />;
}
