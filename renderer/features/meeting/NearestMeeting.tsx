import { useTranslation } from 'react-i18next';
import type { MeetingSummary } from '#protocol/meeting/api';
import { isOver } from '#protocol/meeting/rights';
import type { Colleague } from '#protocol/people/records';
import {
  Badge,
  Card,
  formatLongDate,
  formatTime,
  Icon,
  LinkButton,
  useLanguage,
  type IconName,
} from '../../ui/index.ts';
import { TakeAlong } from '../documents/index.ts';
import { StatusBadge } from './course/StatusBadge.tsx';
import { HomeInvitation } from './HomeInvitation.tsx';
import { MeetingTiming } from './MeetingTiming.tsx';
import { PREPARING_ROLES } from './roles.ts';

export interface NearestMeetingProps {
  readonly meeting: MeetingSummary;
  readonly chair: Colleague | undefined;
  readonly now: number;
  /** How often the person was called upon in its papers and has not read it. */
  readonly mentions: number;
}

/** The meeting that a person most likely came for, large, with the way in. */
export function NearestMeeting({ meeting, chair, now, mentions }: NearestMeetingProps) {
  const { t } = useTranslation('meeting');
  const language = useLanguage();
  const time = (at: number) => formatTime(at, language);
  const facts: readonly [IconName, string, string][] = [
    ['calendar', t('fact.day'), formatLongDate(meeting.startsAt, language)],
    ['clock', t('fact.time'), `${time(meeting.startsAt)} – ${time(meeting.endsAt)}`],
    ['place', t('fact.place'), meeting.place === '' ? t('fact.noPlace') : meeting.place],
    ['devices', t('fact.mode'), t(`mode.${meeting.mode}`)],
    ['person', t('fact.chair'), chair?.name ?? '…'],
    ['shield', t('fact.myRole'), t(`role.${meeting.role}`)],
  ];
  return (
    <Card className="flex flex-col gap-6 p-6 sm:p-8">
      <div className="flex flex-col gap-2">
        <div className="flex flex-wrap items-center gap-2">
          <StatusBadge meeting={meeting} />
          <MeetingTiming meeting={meeting} now={now} />
        </div>
        <h2 className="text-2xl font-semibold tracking-tight">{meeting.title}</h2>
        {mentions > 0 ? (
          <p>
            <Badge tone="warn" icon="comment">
              {t('home.mentions', { count: mentions })}
            </Badge>
          </p>
        ) : null}
      </div>
      {meeting.status === 'sent' && meeting.role !== 'chair' ? (
        <HomeInvitation meeting={meeting.id} className="rounded-md border border-line bg-canvas px-4 py-3" />
      ) : null}
      <dl className="order-2 grid sm:order-1 gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
        {facts.map(([icon, name, value]) => (
          <div key={icon} className="relative min-w-0 pl-8">
            <dt className="text-sm text-ink-muted">
              <Icon name={icon} className="absolute top-0.5 left-0" />
              {name}
            </dt>
            <dd className="figures font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="order-1 flex flex-wrap gap-3 sm:order-2">
        <LinkButton href={`/meetings/${meeting.id}`} variant="primary" size="lg" icon="meeting">
          {t(isOver(meeting) ? 'home.review' : 'home.enter')}
        </LinkButton>
        {PREPARING_ROLES.includes(meeting.role) ? (
          <LinkButton href={`/meetings/${meeting.id}/edit`} size="lg" icon="edit">
            {t('home.prepare')}
          </LinkButton>
        ) : null}
        <TakeAlong meeting={meeting.id} title={meeting.title} />
      </div>
    </Card>
  );
}
