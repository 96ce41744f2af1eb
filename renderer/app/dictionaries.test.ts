import { expect, test } from 'vitest';
import { loadDictionaries } from './dictionaries.ts';

interface Texts {
  readonly [key: string]: string | Texts;
}

function flatten(texts: Texts, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') found.set(prefix + key, value);
    else for (const [path, text] of flatten(value, `${prefix}${key}.`)) found.set(path, text);
  }
  return found;
}

/** A key without its plural form: English has two forms where Vietnamese has one. */
const stem = (key: string): string => key.replace(/_(?:one|other)$/u, '');
const stems = (texts: Map<string, string>): string[] => [...new Set([...texts.keys()].map(stem))].toSorted();
const blanks = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/gu)].map((match) => match[1] ?? '').toSorted();

const { vi, en } = loadDictionaries();
const namespaces = Object.keys(vi);

test('every namespace exists in both languages', () => {
  expect(namespaces).toEqual(expect.arrayContaining(['app', 'codes', 'ui', 'people']));
  expect(Object.keys(en).toSorted()).toEqual(namespaces.toSorted());
});

test.each(namespaces)('%s says the same things in both languages, and nothing is empty', (namespace) => {
  const vietnamese = flatten(vi[namespace] ?? {});
  const english = flatten(en[namespace] ?? {});
  expect(stems(english)).toEqual(stems(vietnamese));
  for (const [key, text] of [...vietnamese, ...english])
    expect(text.trim(), `${namespace}:${key}`).not.toBe('');
  for (const [key, text] of english) {
    const other =
      vietnamese.get(key) ?? vietnamese.get(`${stem(key)}_other`) ?? vietnamese.get(stem(key)) ?? '';
    // "one device" need not repeat the number.
    const optional = (blank: string) => !(key.endsWith('_one') && blank === 'count');
    expect(blanks(other).filter(optional), `${namespace}:${key}`).toEqual(blanks(text).filter(optional));
  }
});

test('Vietnamese addresses nobody as "bạn"', () => {
  // Officials are "ông/bà" to an office's system, or are not named at all.
  const familiar = /(?<!\p{L})bạn(?!\p{L})/iu;
  const found = namespaces.flatMap((namespace) =>
    [...flatten(vi[namespace] ?? {})]
      .filter(([, text]) => familiar.test(text.normalize('NFC')))
      .map(([key]) => `${namespace}:${key}`),
  );
  expect(found).toEqual([]);
});

const sources = import.meta.glob<string>(['../**/*.tsx', '../**/*.ts', '!../**/*.test.*'], {
  eager: true,
  query: '?raw',
  import: 'default',
});

test('every text that a screen asks for by a fixed key exists', () => {
  const known = new Map(
    namespaces.map((name) => [name, new Set([...flatten(vi[name] ?? {}).keys()].map(stem))]),
  );
  const missing: string[] = [];
  let asked = 0;
  for (const [path, source] of Object.entries(sources)) {
    const used = [...source.matchAll(/useTranslation\('(\w+)'\)/gu)].map((match) => match[1] ?? '');
    for (const match of source.matchAll(/\bt\(\s*'(?:(\w+):)?([\w. ]+)'/gu)) {
      const [, namespace, key = ''] = match;
      const places = namespace === undefined ? used : [namespace];
      if (places.length === 0) continue;
      asked += 1;
      if (!places.some((place) => known.get(place)?.has(stem(key)) === true)) missing.push(`${path} ${key}`);
    }
  }
  expect(asked).toBeGreaterThan(100);
  expect(missing).toEqual([]);
});
