import type { TFunction } from 'i18next';
import type { Assignee, ConclusionTask } from '#protocol/minutes/conclusions';
import type { PersonId } from '#protocol/wire/ids';
import { formatOfficialDate, type Language } from '../../../ui/index.ts';

export interface OrderWriting {
  readonly language: Language;
  readonly nameOf: (person: PersonId) => string;
}

/** Who carries a conclusion out and by when, as a sentence; empty where nothing of it is said. */
export function orderOf(
  { lead, supporters, due }: Pick<ConclusionTask, 'lead' | 'supporters' | 'due'>,
  t: TFunction<'minutes'>,
  { language, nameOf }: OrderWriting,
): string {
  const name = (assignee: Assignee) => ('person' in assignee ? nameOf(assignee.person) : assignee.unit);
  const names = supporters.map(name).join(', ');
  const parts = [
    ...(lead === null ? [] : [t('conclusions.order.lead', { name: name(lead) })]),
    ...(names === '' ? [] : [t('conclusions.order.supporters', { names })]),
    // Noon: the day is the same wherever the device thinks it is.
    ...(due === null
      ? []
      : [
          t('conclusions.order.due', {
            date: formatOfficialDate(new Date(`${due}T12:00`).getTime(), language),
          }),
        ]),
  ];
  const [first, ...rest] = parts;
  return first === undefined ? '' : t('conclusions.order.whole', { text: [first, ...rest].join('; ') });
}
