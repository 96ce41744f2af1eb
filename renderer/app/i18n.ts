import { changeLanguage, use } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../ui/index.ts';
import { loadDictionaries } from './dictionaries.ts';

/** Sets up the texts. Vietnamese stands in where another language misses one. */
export async function startI18n(language: Language): Promise<void> {
  const dictionaries = loadDictionaries();
  await use(initReactI18next).init({
    lng: language,
    fallbackLng: 'vi',
    resources: dictionaries,
    ns: Object.keys(dictionaries.vi),
    defaultNS: 'app',
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}

/** Changes the language of everything on the page. */
export async function speak(language: Language): Promise<void> {
  await changeLanguage(language);
}
