import type { TFunction } from 'i18next';
import type { ExportWords } from './export-model.ts';

/** What exports print, in the language of the interface. */
export function exportWords(t: TFunction<'annotation'>, language: 'vi' | 'en'): ExportWords {
  return {
    locale: language === 'vi' ? 'vi-VN' : 'en-GB',
    summary: t('export.words.summary'),
    page: t('export.words.page'),
    author: t('export.words.author'),
    content: t('export.words.content'),
    layer: { shared: t('layer.shared'), group: t('layer.group'), private: t('layer.private') },
    kind: {
      ink: t('export.kind.ink'),
      text: t('export.kind.text'),
      shape: t('export.kind.shape'),
      textBox: t('export.kind.textBox'),
      note: t('export.kind.note'),
      stamp: t('export.kind.stamp'),
      image: t('export.kind.image'),
      question: t('export.kind.question'),
      highlight: t('export.kind.highlight'),
      underline: t('export.kind.underline'),
      strikeOut: t('export.kind.strikeOut'),
    },
    resolved: t('export.words.resolved'),
    empty: t('export.words.empty'),
  };
}
