import { useTranslation } from 'react-i18next';
import type { Language } from './format.ts';

/** The language in force, for the formatters. */
export function useLanguage(): Language {
  const { i18n } = useTranslation('ui');
  return i18n.language === 'en' ? 'en' : 'vi';
}
