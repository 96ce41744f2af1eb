import { useTranslation } from 'react-i18next';

/** The keys of the reader and what they do, for the dialog that lists keys. */
export function useReaderShortcuts(): readonly (readonly [key: string, text: string])[] {
  const { t } = useTranslation('documents');
  return [
    ['PgUp PgDn', t('keys.screen')],
    ['Space', t('keys.space')],
    ['Home End', t('keys.ends')],
    ['Alt ←', t('keys.back')],
    ['+ −', t('keys.zoom')],
    ['0 9', t('keys.fit')],
    ['1 2 3', t('keys.mode')],
    ['. ,', t('keys.turn')],
    ['5', t('keys.slides')],
    ['F4', t('keys.panel')],
  ];
}
