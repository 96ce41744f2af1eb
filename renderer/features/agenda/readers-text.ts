import type { TFunction } from 'i18next';
import type { Readers } from '#protocol/documents/records';
import type { PeopleBook } from '../people/index.ts';

/** How many names are written out before the rest is counted. */
const NAMED = 3;

/** Who may read a paper, in words; empty for everyone. */
export function readersText(readers: Readers, people: PeopleBook, t: TFunction<'agenda'>): string {
  if (readers.to === 'all') return '';
  const names = [
    ...readers.units,
    ...readers.people.map((id) => people.of(id)?.name ?? t('formerColleague')),
  ];
  const shown = names.slice(0, NAMED).join(', ');
  return names.length <= NAMED ? shown : t('readers.andMore', { names: shown, count: names.length - NAMED });
}
