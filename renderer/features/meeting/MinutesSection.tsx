import { useTranslation } from 'react-i18next';
import type { MeetingSummary } from '#protocol/meeting/api';
import { Card, formatDateTime, TextLink, useLanguage } from '../../ui/index.ts';
import { minutesWait } from './home-list.ts';

export interface MinutesSectionProps {
  readonly meetings: readonly MeetingSummary[];
  readonly now: number;
}

/** Minutes that wait for this person: to comment, to sign, to issue. */
export function MinutesSection({ meetings, now }: MinutesSectionProps) {
  const { t } = useTranslation('meeting');
  const language = useLanguage();
  const waiting = meetings.flatMap((meeting) => {
    const wait = minutesWait(meeting, now);
    return wait === null ? [] : [{ meeting, wait }];
  });
  if (waiting.length === 0) return null;
  return (
    <section aria-label={t('minutesWait.title')} className="flex flex-col gap-3">
      <h2 className="text-lg font-semibold">{t('minutesWait.title')}</h2>
      <Card>
        <ul className="divide-y divide-line">
          {waiting.map(({ meeting, wait }) => (
            <li key={meeting.id} className="flex flex-col gap-1 px-4 py-3 sm:px-6">
              <TextLink
                href={`/meetings/${meeting.id}/minutes`}
                className="inline-flex min-h-11 items-center self-start font-medium"
              >
                {meeting.title}
              </TextLink>
              <span className="figures text-sm text-ink-muted">
                {t(`minutesWait.${wait}`, {
                  time: formatDateTime(meeting.minutes?.commentsUntil ?? meeting.endsAt, language),
                })}
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}
