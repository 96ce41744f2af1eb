import { useTranslation } from 'react-i18next';
import type { MeetingSummary } from '#protocol/meeting/api';
import { Badge, formatRelative, useLanguage, type BadgeProps } from '../../ui/index.ts';
import { timingOf, type Timing } from './home-list.ts';

const TONES: Record<Timing, BadgeProps['tone'] & string> = {
  now: 'live',
  soon: 'accent',
  later: 'neutral',
  overdue: 'warn',
  ended: 'neutral',
};

/** Where a meeting stands, in words: in session, starting in 20 minutes, late, ended. */
export function MeetingTiming({ meeting, now }: { readonly meeting: MeetingSummary; readonly now: number }) {
  const { t } = useTranslation('meeting');
  const language = useLanguage();
  const timing = timingOf(meeting, now);
  const when = formatRelative(meeting.startsAt, now, language);
  return (
    <p className="figures flex flex-wrap items-center gap-2 text-sm text-ink-muted">
      <Badge tone={TONES[timing]}>{t(`timing.badge.${timing}`)}</Badge>
      <span>{t(`timing.text.${timing}`, { when })}</span>
    </p>
  );
}
