import { useTranslation } from 'react-i18next';
import type { OverdueAnswers } from '#protocol/meeting/api';
import type { MeetingId } from '#protocol/wire/ids';
import { Card, formatDateTime, formatRelative, TextLink, useLanguage } from '../../ui/index.ts';
import { usePeopleBook } from '../people/index.ts';

export interface OverdueSectionProps {
  readonly overdue: readonly OverdueAnswers[];
  /** What the person is invited to and can go to; of the others they know the title and the deadline. */
  readonly open: ReadonlySet<MeetingId>;
  readonly now: number;
}

/** For the office of a unit: whose answers in writing are overdue, to what, and since when. */
export function OverdueSection({ overdue, open, now }: OverdueSectionProps) {
  const { t } = useTranslation('meeting');
  const language = useLanguage();
  const people = usePeopleBook();
  if (overdue.length === 0) return null;
  return (
    <section aria-label={t('overdue.title')} className="flex flex-col gap-3">
      <h2 className="text-lg font-semibold">{t('overdue.title')}</h2>
      <Card>
        <ul className="divide-y divide-line">
          {overdue.map(({ meeting, title, endsAt, people: missing }) => (
            <li key={meeting} className="flex flex-col gap-1 px-4 py-3 sm:px-6">
              {open.has(meeting) ? (
                <TextLink
                  href={`/meetings/${meeting}`}
                  className="inline-flex min-h-11 items-center self-start font-medium"
                >
                  {title}
                </TextLink>
              ) : (
                <span className="font-medium">{title}</span>
              )}
              <span className="figures text-sm text-ink-muted">
                {t('overdue.since', {
                  time: formatDateTime(endsAt, language),
                  when: formatRelative(endsAt, now, language),
                })}
              </span>
              <span>
                {t('overdue.people', {
                  names: missing.map((person) => people.of(person)?.name ?? t('formerColleague')).join(', '),
                })}
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}
