import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isInWriting } from '#protocol/meeting/in-writing';
import { MeetingMode } from '#protocol/meeting/records';
import { isOver, MEETING_CREATORS, roleIn } from '#protocol/meeting/rights';
import { MeetingId, TemplateId } from '#protocol/wire/ids';
import { useErrorText } from '../../sync/error-text.ts';
import { useMe } from '../../sync/session.ts';
import {
  Badge,
  Button,
  Card,
  EmptyState,
  IconButton,
  LinkButton,
  Menu,
  Notice,
  Page,
  Spinner,
  Tabs,
} from '../../ui/index.ts';
import { AnswersSection } from '../invitations/index.ts';
import { usePeopleBook } from '../people/index.ts';
import { QuestionsList } from '../questions/index.ts';
import { SeatingSection } from '../seating/index.ts';
import { AgendaSection } from '../agenda/index.ts';
import { VotesSection } from '../ballots/index.ts';
import { CourseBar } from './course/CourseBar.tsx';
import { MeetingCreate } from './MeetingCreate.tsx';
import { MeetingInfo } from './MeetingInfo.tsx';
import { listedParticipants } from './participant-list.ts';
import { ParticipantsEditor } from './ParticipantsEditor.tsx';
import { PREPARING_ROLES, RUNNING_ROLES } from './roles.ts';
import { TemplateDialog } from './TemplateDialog.tsx';
import { useMeetingEditing } from './useMeetingEditing.ts';
import { useNow } from './useNow.ts';

type Tab = 'agenda' | 'people' | 'invitations' | 'questions' | 'votes' | 'seating' | 'info';

/** Creates a meeting, or prepares one that exists: its facts, agenda with papers, participants. */
export function MeetingEditPage() {
  const { t } = useTranslation('meeting');
  const { id } = useParams({ strict: false });
  const { from, template, mode } = useSearch({ strict: false });
  const me = useMe();
  const meeting = MeetingId.safeParse(id);
  if (id !== undefined) {
    return meeting.success ? <MeetingPreparation meeting={meeting.data} /> : <NoMeeting />;
  }
  if (!MEETING_CREATORS.includes(me.role)) return <NoMeeting text={t('edit.mayNotCreate')} />;
  const source = MeetingId.safeParse(from);
  const pattern = TemplateId.safeParse(template);
  const held = MeetingMode.safeParse(mode);
  return (
    <MeetingCreate
      from={source.success ? source.data : null}
      template={pattern.success ? pattern.data : null}
      mode={held.success ? held.data : null}
    />
  );
}

function NoMeeting({ text }: { readonly text?: string }) {
  const { t } = useTranslation('meeting');
  return (
    <Page title={t('edit.title')}>
      <EmptyState
        icon="meeting"
        title={t('edit.noMeeting')}
        actions={<LinkButton href="/">{t('toHome')}</LinkButton>}
      >
        {text ?? t('edit.noMeetingText')}
      </EmptyState>
    </Page>
  );
}

function MeetingPreparation({ meeting }: { readonly meeting: MeetingId }) {
  const { t } = useTranslation('meeting');
  const me = useMe();
  const people = usePeopleBook();
  const errorText = useErrorText();
  const editing = useMeetingEditing(meeting);
  const [tab, setTab] = useState<Tab>('agenda');
  const now = useNow(30_000);
  const navigate = useNavigate();
  const [isKeeping, setKeeping] = useState(false);
  const { state, undo } = editing;
  if (state === undefined) {
    return editing.error === null ? (
      <Page title={t('edit.title')}>
        <Spinner label={t('loading')} />
      </Page>
    ) : (
      <NoMeeting text={errorText(editing.error)} />
    );
  }
  const role = roleIn(state, me.id);
  const isOpen = !isOver(state);
  const mayRun = role !== undefined && RUNNING_ROLES.includes(role);
  const canRun = mayRun && isOpen;
  const canBring = role !== undefined && PREPARING_ROLES.includes(role) && isOpen;
  const inWriting = isInWriting(state.fields);
  const votesTab = {
    id: 'votes' as const,
    label: t(inWriting ? 'edit.roundTab.votes' : 'edit.tab.votes'),
    icon: 'ballot' as const,
    ...(inWriting ? { badge: <Badge>{state.voting.votes.length}</Badge> } : {}),
    content: (
      <VotesSection
        use={{
          state,
          me: me.id,
          now,
          nameOf: (person) => people.of(person)?.name ?? t('formerColleague'),
          ranked: listedParticipants(state, people).map(({ id: person }) => person),
          run: editing.run,
          canPrepare: canRun,
        }}
      />
    ),
  };
  const seatingTab = {
    id: 'seating' as const,
    label: t('edit.tab.seating'),
    icon: 'thumbnails' as const,
    content: <SeatingSection state={state} people={people} canEdit={canRun} run={editing.run} />,
  };
  const items = [
    {
      id: 'agenda' as const,
      label: t(inWriting ? 'edit.roundTab.agenda' : 'edit.tab.agenda'),
      icon: 'agenda' as const,
      badge: <Badge>{state.agenda.length}</Badge>,
      content: (
        <AgendaSection
          state={state}
          people={people}
          canEdit={canRun}
          canBring={canBring}
          run={editing.run}
          refresh={editing.refresh}
        />
      ),
    },
    // What is asked stands beside what it is asked about.
    ...(inWriting && mayRun ? [votesTab] : []),
    {
      id: 'people' as const,
      label: t(inWriting ? 'edit.roundTab.people' : 'edit.tab.people'),
      icon: 'people' as const,
      badge: <Badge>{state.participants.length}</Badge>,
      content: <ParticipantsEditor state={state} people={people} canEdit={canRun} run={editing.run} />,
    },
    ...(mayRun
      ? [
          {
            id: 'invitations' as const,
            label: t(inWriting ? 'edit.roundTab.invitations' : 'edit.tab.invitations'),
            icon: 'mail' as const,
            content: <AnswersSection state={state} people={people} now={now} run={editing.run} />,
          },
          {
            id: 'questions' as const,
            label: t(inWriting ? 'edit.roundTab.questions' : 'edit.tab.questions'),
            icon: 'comment' as const,
            badge: <Badge>{state.questions.length}</Badge>,
            content: (
              <Card className="p-5">
                <QuestionsList
                  state={state}
                  me={me.id}
                  nameOf={(person) => people.of(person)?.name ?? t('formerColleague')}
                  run={editing.run}
                />
              </Card>
            ),
          },
          ...(inWriting ? [] : [votesTab, seatingTab]),
        ]
      : []),
    {
      id: 'info' as const,
      label: t('edit.tab.info'),
      icon: 'info' as const,
      content: <MeetingInfo state={state} people={people} canEdit={canRun} run={editing.run} />,
    },
  ];
  return (
    <Page
      width="wide"
      title={state.fields.title}
      lead={t(inWriting ? 'edit.roundLead' : 'edit.lead')}
      actions={
        <>
          <span role="status" className="flex items-center text-sm text-ink-muted">
            {t(editing.isSaving ? 'edit.saving' : 'edit.saved')}
          </span>
          <LinkButton href={`/meetings/${meeting}`} icon="meeting">
            {t(inWriting ? 'home.openRound' : 'home.enter')}
          </LinkButton>
          {MEETING_CREATORS.includes(me.role) ? (
            <Menu
              label={t('room.menu')}
              trigger={<IconButton icon="more" variant="secondary" label={t('room.menu')} />}
              actions={[
                {
                  id: 'clone',
                  icon: 'duplicate',
                  label: t(inWriting ? 'clone.roundAction' : 'clone.action'),
                  onAction: () => void navigate({ to: '/meetings/new', search: { from: meeting } }),
                },
                {
                  id: 'template',
                  icon: 'saved',
                  label: t('template.save'),
                  onAction: () => setKeeping(true),
                },
              ]}
            />
          ) : null}
        </>
      }
    >
      <CourseBar
        state={state}
        run={editing.run}
        onOpened={() => void navigate({ to: '/meetings/$id', params: { id: meeting } })}
        className="mb-5"
      />
      {isOpen ? null : (
        <Notice className="mb-4">
          {t(
            state.status === 'archived'
              ? inWriting
                ? 'edit.roundArchived'
                : 'edit.archived'
              : inWriting
                ? 'edit.roundEnded'
                : 'edit.ended',
          )}
        </Notice>
      )}
      {isKeeping ? <TemplateDialog state={state} onClose={() => setKeeping(false)} /> : null}
      <Tabs
        label={t('edit.tabs')}
        items={items}
        // What was open may be gone: there is no seat map in writing.
        value={items.some(({ id }) => id === tab) ? tab : 'agenda'}
        onChange={setTab}
        panelClassName="pt-5 outline-none"
      />
      {undo === undefined || !canRun ? null : (
        <div className="pointer-events-none sticky bottom-4 mt-4 flex justify-center">
          <Button
            icon="undo"
            className="pointer-events-auto shadow-float"
            onPress={() => void editing.runUndo()}
          >
            {undo.label}
          </Button>
        </div>
      )}
    </Page>
  );
}
