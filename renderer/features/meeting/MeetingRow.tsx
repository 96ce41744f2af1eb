import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { MeetingSummary } from '#protocol/meeting/api';
import { isInWriting } from '#protocol/meeting/in-writing';
import { isOver } from '#protocol/meeting/rights';
import type { Colleague } from '#protocol/people/records';
import { Badge, formatDate, formatTime, Icon, useLanguage } from '../../ui/index.ts';
import { AnswerBadges } from './AnswerBadges.tsx';
import { StatusBadge } from './course/StatusBadge.tsx';
import { dayOf } from './home-list.ts';

export interface MeetingRowProps {
  readonly meeting: MeetingSummary;
  readonly chair: Colleague | undefined;
  readonly now: number;
  /** How often the person was called upon in its papers and has not read it. */
  readonly mentions: number;
}

/** One meeting in a list; the whole row is the way in. */
export function MeetingRow({ meeting, chair, now, mentions }: MeetingRowProps) {
  const { t } = useTranslation('meeting');
  const language = useLanguage();
  const details = [
    meeting.place,
    chair === undefined ? '' : t('row.chair', { name: chair.name }),
    t(`mode.${meeting.mode}`),
  ].filter((text) => text !== '');
  const inWriting = isInWriting(meeting);
  const isOverdue =
    !inWriting && meeting.status !== 'inSession' && !isOver(meeting) && meeting.startsAt <= now;
  return (
    <Link
      href={`/meetings/${meeting.id}`}
      className="flex min-h-16 flex-wrap items-center gap-x-4 gap-y-1 rounded-md px-4 py-3 text-ink no-underline data-hovered:bg-hover data-focus-visible:-outline-offset-2 sm:px-6"
    >
      <span className="figures flex w-24 shrink-0 flex-col">
        <span className="font-medium">{formatDate(dayOf(meeting), language)}</span>
        <span className="text-sm text-ink-muted">
          {inWriting
            ? t('row.deadline', { time: formatTime(meeting.endsAt, language) })
            : `${formatTime(meeting.startsAt, language)}–${formatTime(meeting.endsAt, language)}`}
        </span>
      </span>
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="font-medium">{meeting.title}</span>
        <span className="text-sm text-ink-muted">{details.join(' · ')}</span>
        <span className="mt-1 empty:hidden sm:hidden">
          <StatusBadge meeting={meeting} />
        </span>
        {mentions > 0 ? (
          <span className="mt-1">
            <Badge tone="warn" icon="comment">
              {t('home.mentions', { count: mentions })}
            </Badge>
          </span>
        ) : null}
      </span>
      {meeting.status === 'inSession' && !inWriting ? (
        <Badge tone="live">{t('timing.badge.now')}</Badge>
      ) : null}
      {isOverdue ? <Badge tone="warn">{t('timing.badge.overdue')}</Badge> : null}
      <span className="max-sm:hidden">
        <StatusBadge meeting={meeting} />
      </span>
      <span className="hidden sm:block">
        <Badge>{t(`role.${meeting.role}`)}</Badge>
      </span>
      <Icon name="chevron-right" className="text-ink-muted" />
      {inWriting ? (
        <span className="flex basis-full flex-wrap gap-1.5 empty:hidden sm:pl-28">
          <AnswerBadges meeting={meeting} now={now} />
        </span>
      ) : null}
    </Link>
  );
}
