import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { documentsApi } from '#protocol/documents/api';
import { meetingApi, type MeetingSummary } from '#protocol/meeting/api';
import { MEETING_CREATORS } from '#protocol/meeting/rights';
import type { MeetingId } from '#protocol/wire/ids';
import { api } from '../../sync/api-client.ts';
import { useErrorText } from '../../sync/error-text.ts';
import { currentCopy, useShownCopy, useTaken } from '../../sync/device/current-copy.ts';
import { useMe, useServer } from '../../sync/session.ts';
import { Button, Card, EmptyState, LinkButton, Notice, Page, Spinner } from '../../ui/index.ts';
import { TakeAlong, UnprotectedNotice } from '../documents/index.ts';
import { SampleLinkButton, usePeopleBook } from '../people/index.ts';
import { homeList, isNear } from './home-list.ts';
import { HomeInvitation } from './HomeInvitation.tsx';
import { MeetingRow } from './MeetingRow.tsx';
import { meetingKeys } from './meeting-queries.ts';
import { MinutesSection } from './MinutesSection.tsx';
import { NearestMeeting } from './NearestMeeting.tsx';
import { OverdueSection } from './OverdueSection.tsx';
import { useNow } from './useNow.ts';

/** The first screen: the nearest meeting with the way in, what waits for the person's answer, then the others. */
export function HomePage() {
  const { t } = useTranslation('meeting');
  const me = useMe();
  const server = useServer();
  const people = usePeopleBook();
  const errorText = useErrorText();
  const { data, error, refetch } = useQuery({
    queryKey: meetingKeys.list,
    queryFn: async ({ signal }) => {
      const answer = await api.call(meetingApi.list, { signal });
      // What comes from this device tells the server's clock of the moment at which it was kept.
      const at = currentCopy.get()?.shownAt(meetingApi.list.path) ?? Date.now();
      return { ...answer, clockOffset: answer.now - at };
    },
    refetchInterval: 30_000,
  });
  const called = useCalled();
  const now = useNow(15_000, data?.clockOffset ?? 0);
  const mayCreate = MEETING_CREATORS.includes(me.role);
  const create = mayCreate ? (
    <>
      <LinkButton href="/meetings/new?mode=written" icon="ballot">
        {t('home.createRound')}
      </LinkButton>
      <LinkButton href="/meetings/new" icon="plus">
        {t('home.create')}
      </LinkButton>
    </>
  ) : undefined;
  const isCopy = useShownCopy() !== null;
  const taken = new Set(useTaken().map(({ id }) => id));
  // Without the server only what was taken along can be opened.
  const meetings = (data?.meetings ?? []).filter(({ id }) => !isCopy || taken.has(id));
  const list = homeList(meetings, now);
  const isFirst = list.nearest !== undefined && isNear(list.nearest, now);
  const nearest =
    list.nearest === undefined ? null : (
      <NearestMeeting
        meeting={list.nearest}
        chair={people.of(list.nearest.chair)}
        now={now}
        mentions={called.get(list.nearest.id) ?? 0}
      />
    );
  return (
    <Page title={t('home.title')} actions={create} className="flex flex-col gap-8">
      {error === null ? null : (
        <Notice
          tone="error"
          title={t('home.failed')}
          actions={
            <Button icon="refresh" onPress={() => void refetch()}>
              {t('retry')}
            </Button>
          }
        >
          {errorText(error)}
        </Notice>
      )}
      {data === undefined && error === null ? <Spinner label={t('loading')} /> : null}
      {data !== undefined && data.meetings.length === 0 ? (
        <Card>
          <EmptyState icon="calendar" title={t('home.emptyTitle')} actions={create}>
            {t(
              mayCreate ? 'home.emptyCreator' : me.role === 'admin' ? 'home.emptyAdmin' : 'home.emptyInvited',
            )}
          </EmptyState>
        </Card>
      ) : null}
      <UnprotectedNotice />
      {isCopy ? <Notice icon="wifi-off">{t('home.copyOnly')}</Notice> : null}
      {isFirst ? nearest : null}
      <MeetingGroup title={t('home.awaiting')} meetings={list.awaiting} now={now} called={called} />
      {isFirst ? null : nearest}
      {server.sample ? (
        <Notice title={t('home.sampleTitle')} actions={<SampleLinkButton withWords />}>
          {t('home.sample')}
        </Notice>
      ) : null}
      <MeetingGroup title={t('home.toApprove')} meetings={list.toApprove} now={now} called={called} />
      <MinutesSection meetings={meetings} now={now} />
      <OverdueSection overdue={data?.overdue ?? []} open={new Set(meetings.map(({ id }) => id))} now={now} />
      <MeetingGroup title={t('home.rounds')} meetings={list.rounds} now={now} called={called} />
      <MeetingGroup title={t('home.coming')} meetings={list.coming} now={now} called={called} />
      <MeetingGroup title={t('home.ended')} meetings={list.ended} now={now} called={called} />
      <MeetingGroup title={t('home.archived')} meetings={list.archived} now={now} called={called} />
    </Page>
  );
}

/** How often this person was called upon in each meeting since they last read its papers. */
function useCalled(): ReadonlyMap<MeetingId, number> {
  const { data } = useQuery({
    queryKey: meetingKeys.mentions,
    queryFn: ({ signal }) => api.call(documentsApi.mentions, { signal }),
    refetchInterval: 60_000,
    // Without it the meetings are there all the same.
    retry: false,
  });
  return new Map((data?.meetings ?? []).map(({ meeting, count }) => [meeting, count]));
}

/** Coming meetings whose invitations are answered right here: each asks the server once more. */
const ANSWERED_HERE = 10;

function MeetingGroup({
  title,
  meetings,
  now,
  called,
}: {
  readonly title: string;
  readonly meetings: readonly MeetingSummary[];
  readonly now: number;
  readonly called: ReadonlyMap<MeetingId, number>;
}) {
  const people = usePeopleBook();
  if (meetings.length === 0) return null;
  const asked = new Set(
    meetings
      .filter(({ status, role }) => status === 'sent' && role !== 'chair')
      .slice(0, ANSWERED_HERE)
      .map(({ id }) => id),
  );
  return (
    <section aria-label={title} className="flex flex-col gap-3">
      <h2 className="text-lg font-semibold">{title}</h2>
      <Card>
        <ul className="divide-y divide-line">
          {meetings.map((meeting) => (
            <li key={meeting.id}>
              <div className="flex items-center gap-1 pr-2 sm:pr-4">
                <div className="min-w-0 flex-1">
                  <MeetingRow
                    meeting={meeting}
                    chair={people.of(meeting.chair)}
                    now={now}
                    mentions={called.get(meeting.id) ?? 0}
                  />
                </div>
                <TakeAlong meeting={meeting.id} title={meeting.title} compact />
              </div>
              {asked.has(meeting.id) ? (
                <HomeInvitation meeting={meeting.id} className="px-4 pb-3 sm:pr-6 sm:pl-34" />
              ) : null}
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}
