import { useTranslation } from 'react-i18next';
import type { MeetingSummary } from '#protocol/meeting/api';
import { Badge, type BadgeProps, type IconName } from '../../ui/index.ts';
import { answerStanding, type AnswerStanding } from './home-list.ts';

const LOOKS: Record<
  AnswerStanding['is'],
  { readonly tone: BadgeProps['tone'] & string; readonly icon?: IconName }
> = {
  waits: { tone: 'warn', icon: 'ballot' },
  missed: { tone: 'warn', icon: 'warning' },
  answered: { tone: 'ok', icon: 'check' },
  asking: { tone: 'accent' },
  past: { tone: 'neutral' },
  allAnswered: { tone: 'ok', icon: 'check' },
  missing: { tone: 'neutral', icon: 'people' },
  pastMissing: { tone: 'warn', icon: 'people' },
};

/** What is asked in writing, for the person and for whoever runs it: waits for them, overdue, answered, how many are missing. */
export function AnswerBadges({ meeting, now }: { readonly meeting: MeetingSummary; readonly now: number }) {
  const { t } = useTranslation('meeting');
  return answerStanding(meeting, now).map((standing) => (
    <Badge key={standing.is} {...LOOKS[standing.is]}>
      {'count' in standing
        ? t(`answering.${standing.is}`, { count: standing.count })
        : t(`answering.${standing.is}`)}
    </Badge>
  ));
}
