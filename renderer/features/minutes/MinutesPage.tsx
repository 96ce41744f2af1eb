import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingState } from '#protocol/meeting/records';
import { MINUTES_WRITERS, roleIn } from '#protocol/meeting/rights';
import { MeetingId, type PersonId } from '#protocol/wire/ids';
import { EmptyState, LinkButton, Page, RadioGroup, Spinner } from '../../ui/index.ts';
import { DocumentMenu, DocumentSheet } from '../administrative-document/index.ts';
import { useResultWriting } from '../ballots/index.ts';
import { listedParticipants, useMeetingChannel } from '../meeting/index.ts';
import { usePeopleBook } from '../people/index.ts';
import { MINUTES_DEPTHS, minutesDocument, type MinutesDepth } from './minutes-document.ts';

/** The draft of a meeting's minutes, which writes itself while the meeting goes on, and as a file to go on with. */
export function MinutesPage() {
  const { id } = useParams({ strict: false });
  const meeting = MeetingId.safeParse(id);
  return meeting.success ? <Draft key={meeting.data} meeting={meeting.data} /> : <NotYours />;
}

function Draft({ meeting }: { readonly meeting: MeetingId }) {
  const { t } = useTranslation('minutes');
  const { snapshot } = useMeetingChannel(meeting);
  const { meeting: state, you, connection } = snapshot;
  if (connection.state === 'refused' && connection.code !== 'signInNeeded') return <NotYours />;
  if (state === undefined || you === undefined) {
    return (
      <Page title={t('title')}>
        <Spinner label={t('loading')} />
      </Page>
    );
  }
  const role = roleIn(state, you);
  if (role === undefined || !MINUTES_WRITERS.includes(role)) return <NotYours />;
  return <Written state={state} />;
}

function NotYours() {
  const { t } = useTranslation('minutes');
  return (
    <Page title={t('title')}>
      <EmptyState
        icon="papers"
        title={t('notYours')}
        actions={<LinkButton href="/">{t('toHome')}</LinkButton>}
      >
        {t('notYoursText')}
      </EmptyState>
    </Page>
  );
}

function Written({ state }: { readonly state: MeetingState }) {
  const { t } = useTranslation('minutes');
  const people = usePeopleBook();
  const [depth, setDepth] = useState<MinutesDepth>('full');
  const nameOf = (person: PersonId) => people.of(person)?.name ?? t('formerColleague');
  const results = useResultWriting({
    nameOf,
    ranked: listedParticipants(state, people).map(({ id }) => id),
  });
  const room = (
    <LinkButton href={`/meetings/${state.id}`} icon="meeting">
      {t('back')}
    </LinkButton>
  );
  const title = `${t('title')}: ${state.fields.title}`;
  if (state.openedAt === null) {
    return (
      <Page title={title}>
        <EmptyState icon="papers" title={t('notYet')} actions={room}>
          {t('notYetText')}
        </EmptyState>
      </Page>
    );
  }
  const write = () => minutesDocument(state, { t, depth, results });
  return (
    <Page
      title={title}
      lead={t('lead')}
      actions={
        <>
          {room}
          <DocumentMenu
            label={t('take')}
            name={t('file', { title: state.fields.title })}
            write={write}
            size="md"
          />
        </>
      }
      className="flex flex-col gap-5"
    >
      <RadioGroup
        layout="row"
        label={t('depth.label')}
        choices={MINUTES_DEPTHS.map((each) => ({ id: each, label: t(`depth.${each}`) }))}
        value={depth}
        onChange={setDepth}
      />
      <DocumentSheet label={t('sheet')} document={write()} />
    </Page>
  );
}
