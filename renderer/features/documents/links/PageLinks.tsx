import { useEffect, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { PageTransform } from '#protocol/annotation/page-transform';
import type { PdfDocument } from '../pdf-document.ts';
import type { LinkTarget, PdfAnnotation } from '../pdf-facts.ts';

export interface PageLinksProps {
  readonly page: number;
  readonly pdf: Promise<PdfDocument>;
  readonly transform: PageTransform;
  readonly onLink: (target: LinkTarget) => void;
}

/** Links are looked for on a page that has been on screen for so long, in milliseconds. */
const AFTER = 200;

/**
 * Links and filled-in form fields over the page's picture. The picture shows the fields; here they are said to screen
 * readers. They can't be filled in: what is decided on must not change under the meeting.
 */
export function PageLinks({ page, pdf, transform, onLink }: PageLinksProps) {
  const { t } = useTranslation('documents');
  const [found, setFound] = useState<readonly PdfAnnotation[]>([]);
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => {
      pdf
        .then((opened) => opened.annotations(page))
        .then((annotations) => {
          if (!isOver) setFound(annotations.filter(({ kind }) => kind !== 'comment'));
        })
        .catch((error: unknown) => console.debug('no links on this page', error));
    }, AFTER);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [pdf, page]);
  return found.map((each) => {
    const { x, y, width, height } = transform.rectToScreen(each.rect);
    const style = { left: x, top: y, width, height };
    if (each.kind === 'comment') return null;
    if (each.kind === 'field') {
      const value =
        each.type === 'checkBox' || each.type === 'radio' ? (each.isChecked ? '✓' : '–') : each.value;
      const name = each.label === '' ? each.name : each.label;
      return (
        <span key={each.id} className="pointer-events-none absolute overflow-hidden opacity-0" style={style}>
          {t('links.field', { name, value })}
        </span>
      );
    }
    return (
      <AriaButton
        key={each.id}
        aria-label={
          each.target.kind === 'url' ? t('links.external', { address: each.target.url }) : t('links.inside')
        }
        onPress={() => onLink(each.target)}
        style={style}
        className="absolute cursor-pointer rounded-sm bg-transparent data-focus-visible:outline-2 data-focus-visible:outline-focus data-hovered:bg-[rgb(31_79_147/0.14)] [[data-tool]:not([data-tool=read])_&]:pointer-events-none"
      />
    );
  });
}
