import { z } from 'zod';
import type { Language } from '../ui/index.ts';

const files = import.meta.glob<unknown>(
  ['./locales/*.json', './locales/codes/*.json', '../ui/locales/*.json', '../features/*/locales/*.json'],
  { eager: true, import: 'default' },
);

interface Texts {
  readonly [key: string]: string | Texts;
}
const Texts: z.ZodType<Texts> = z.lazy(() => z.record(z.string(), z.union([z.string(), Texts])));

export type Dictionaries = Readonly<Record<Language, Readonly<Record<string, Texts>>>>;

/** The namespace of a dictionary file: the feature's name, `ui`, `app`, or `codes` for refusals. */
function namespaceOf(path: string): string {
  if (path.startsWith('./locales/codes/')) return 'codes';
  if (path.startsWith('./locales/')) return 'app';
  if (path.startsWith('../ui/')) return 'ui';
  return path.split('/')[2] ?? 'app';
}

/** All texts of the app, by language and namespace. Throws when a file is not a tree of texts. */
export function loadDictionaries(): Dictionaries {
  const found: Record<Language, Record<string, Texts>> = { vi: {}, en: {} };
  for (const [path, content] of Object.entries(files)) {
    const language: Language = path.endsWith('/en.json') ? 'en' : 'vi';
    found[language][namespaceOf(path)] = Texts.parse(content);
  }
  return found;
}
