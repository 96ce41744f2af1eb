import { useParams } from '@tanstack/react-router';
import { useRef, useState, useSyncExternalStore, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingState } from '#protocol/meeting/records';
import { conclusionsOf } from '#protocol/minutes/conclusions';
import { MINUTES_DEPTHS, type MinutesDepth } from '#protocol/minutes/outline';
import { mayReadFrozen, minutesRight } from '#protocol/minutes/rights';
import { minutesBody, minutesRoomName } from '#protocol/minutes/ydoc';
import { MeetingId, type PersonId } from '#protocol/wire/ids';
import type { MeetingChannel } from '../../sync/meeting-channel.ts';
import type { MinutesRoom } from '../../sync/minutes-room.ts';
import { useMe } from '../../sync/session.ts';
import {
  Button,
  EmptyState,
  Icon,
  LinkButton,
  Notice,
  Page,
  RadioGroup,
  Spinner,
  toast,
} from '../../ui/index.ts';
import { DocumentMenu, type AdministrativeDocument } from '../administrative-document/index.ts';
import { useResultWriting } from '../ballots/index.ts';
import { listedParticipants, useMeetingChannel, useNow, useRoomCommands } from '../meeting/index.ts';
import { personColour, usePeopleBook } from '../people/index.ts';
import { MinutesEditor, type MinutesEditorProps, type WrittenText } from './editor/MinutesEditor.tsx';
import { noticeDocument } from './conclusions/notice-document.ts';
import { newTaskId } from './editor/extensions.ts';
import { BegunNotice } from './comments/BegunNotice.tsx';
import { FrozenMinutes } from './finishing/FrozenMinutes.tsx';
import { MinutesCourse } from './finishing/MinutesCourse.tsx';
import { PreviewDialog } from './finishing/PreviewDialog.tsx';
import { HistoryButton } from './history/HistoryButton.tsx';
import { minutesDocument } from './minutes-document.ts';
import { useOutline } from './outline/useOutline.ts';
import { missingPictures } from './pictures/picture-block.ts';
import { usePictureBook } from './pictures/usePictureBook.ts';
import { openSuggestions } from './suggestions/open-suggestions.ts';
import { useMinutesRoom } from './useMinutesRoom.ts';

/** The draft of a meeting's minutes: one text of several writers, in which the meeting fills its own parts, and as a file. */
export function MinutesPage() {
  const { id } = useParams({ strict: false });
  const meeting = MeetingId.safeParse(id);
  return meeting.success ? <Draft key={meeting.data} meeting={meeting.data} /> : <NotYours />;
}

function Draft({ meeting }: { readonly meeting: MeetingId }) {
  const { t } = useTranslation('minutes');
  const { channel, snapshot } = useMeetingChannel(meeting);
  const { meeting: state, you, connection } = snapshot;
  if (connection.state === 'refused' && connection.code !== 'signInNeeded') return <NotYours />;
  if (channel === null || state === undefined || you === undefined) {
    return (
      <Page title={t('title')}>
        <Spinner label={t('loading')} />
      </Page>
    );
  }
  return <Written channel={channel} state={state} you={you} clockOffset={snapshot.clockOffset} />;
}

/** `children`: what stands besides. */
function NotYours({ children }: { readonly children?: ReactNode }) {
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
      {children}
    </Page>
  );
}

interface WrittenProps {
  readonly channel: MeetingChannel;
  readonly state: MeetingState;
  readonly you: PersonId;
  readonly clockOffset: number;
}

function Written({ channel, state, you, clockOffset }: WrittenProps) {
  const { t } = useTranslation('minutes');
  const people = usePeopleBook();
  const me = useMe();
  const run = useRoomCommands(channel);
  const text = useRef<WrittenText>(null);
  const [openComments, setOpenComments] = useState(0);
  const [attempt, setAttempt] = useState(0);
  const outline = useOutline();
  const [chosen, setDepth] = useState<MinutesDepth | null>(null);
  const depth = chosen ?? outline.depth;
  const now = useNow(15_000, clockOffset);
  const right = minutesRight(state, you, now);
  const pictures = usePictureBook(state.id);
  const nameOf = (person: PersonId) => people.of(person)?.name ?? t('formerColleague');
  const results = useResultWriting({
    nameOf,
    ranked: listedParticipants(state, people).map(({ id }) => id),
  });
  const goBack = (
    <LinkButton href={`/meetings/${state.id}`} icon="meeting">
      {t('back')}
    </LinkButton>
  );
  const title = `${t('title')}: ${state.fields.title}`;
  if (right === 'unknown') {
    return (
      <Page title={title}>
        <EmptyState icon="papers" title={t('notYet')} actions={goBack}>
          {t('notYetText')}
        </EmptyState>
      </Page>
    );
  }
  const isFrozenForMe = mayReadFrozen(state, you);
  const begun = <BegunNotice me={you} meeting={state.id} />;
  if (right === 'none' && !isFrozenForMe) return <NotYours>{begun}</NotYours>;
  const writing = { t, depth, results, pictures };
  const isEditable = right === 'write';
  const course = (
    <MinutesCourse
      state={state}
      me={you}
      now={now}
      run={run}
      write={() => {
        const nodes = text.current?.nodes();
        if (nodes === undefined) return undefined;
        return {
          document: minutesDocument(state, nodes, writing),
          conclusions: conclusionsOf(nodes, newTaskId),
        };
      }}
      open={() => {
        const nodes = text.current?.nodes() ?? [];
        const suggested = openSuggestions(nodes).length;
        const missing = missingPictures(nodes, pictures);
        return [
          ...(openComments === 0 ? [] : [t('comments.stillOpen', { count: openComments })]),
          ...(suggested === 0 ? [] : [t('suggestions.open', { count: suggested })]),
          ...(missing === 0 ? [] : [t('templates.picture.stillMissing', { count: missing })]),
        ];
      }}
    />
  );
  if (isFrozenForMe) {
    return (
      <Page title={title} actions={goBack} className="flex flex-col gap-5">
        {begun}
        {course}
        <FrozenMinutes state={state} writing={writing} isEditor={right === 'read'} />
      </Page>
    );
  }
  return (
    <Page
      title={title}
      width="wide"
      lead={t(isEditable ? 'lead' : right === 'comment' ? 'commentLead' : 'readOnly')}
      actions={goBack}
      className="flex flex-col gap-5"
    >
      {course}
      <RadioGroup
        layout="row"
        label={t('depth.label')}
        choices={MINUTES_DEPTHS.map((each) => ({ id: each, label: t(`depth.${each}`) }))}
        value={depth}
        onChange={setDepth}
      />
      <InRoom
        key={attempt}
        state={state}
        writing={writing}
        user={{ name: me.name, color: personColour(you) }}
        isEditable={isEditable}
        mayComment={isEditable || right === 'comment'}
        me={you}
        onComments={setOpenComments}
        text={text}
        onStartOver={() => setAttempt(attempt + 1)}
      />
    </Page>
  );
}

interface InRoomProps extends Omit<MinutesEditorProps, 'room'> {
  readonly text: RefObject<WrittenText | null>;
  readonly onStartOver: () => void;
}

function InRoom(props: InRoomProps) {
  const { t } = useTranslation('minutes');
  const room = useMinutesRoom(minutesRoomName(props.state.id));
  return room === null ? <Spinner label={t('loading')} /> : <Opened {...props} room={room} />;
}

/** The text with where it is kept: nobody has to wonder whether what they wrote is saved. */
function Opened({ room, text, onStartOver, ...editor }: InRoomProps & { readonly room: MinutesRoom }) {
  const { t } = useTranslation('minutes');
  const { state, writing, isEditable } = editor;
  const { isReady, isConnected, isCompared, isKept, isKeeping, save, refusedBy } = useSyncExternalStore(
    room.subscribe,
    room.getSnapshot,
  );
  const copy = () => {
    void navigator.clipboard.writeText(text.current?.plain() ?? '').then(
      () => toast(t('refused.copied')),
      (error: unknown) => console.warn('the text could not be copied', error),
    );
  };
  const write = () => minutesDocument(state, text.current?.nodes() ?? [], writing);
  const [preview, setPreview] = useState<AdministrativeDocument | null>(null);
  const isThere = isReady && (isCompared || minutesBody(room.doc).length > 0);
  return (
    <>
      {refusedBy === null ? null : (
        <Notice
          tone="error"
          title={t('refused.title')}
          actions={
            <>
              <Button icon="duplicate" onPress={copy}>
                {t('refused.copy')}
              </Button>
              <Button icon="refresh" onPress={() => void room.startOver().then(onStartOver)}>
                {t('refused.again')}
              </Button>
            </>
          }
        >
          {t('refused.text')}
        </Notice>
      )}
      {isCompared && !isConnected && refusedBy === null ? (
        <Notice icon="wifi-off" tone="warn">
          {t('save.offline')}
        </Notice>
      ) : null}
      {isKept ? null : <Notice tone="warn">{t('save.notKept')}</Notice>}
      {isThere ? (
        <>
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            {isEditable && refusedBy === null ? (
              <p role="status" className="flex items-center gap-2 text-sm text-ink-muted">
                <Icon name={save === 'saved' ? 'saved' : 'clock'} size={1} />
                {t(`save.${save === 'onDevice' && isKeeping ? 'keeping' : save}`)}
              </p>
            ) : null}
            <span className="flex flex-wrap gap-2">
              <HistoryButton
                into={isEditable && refusedBy === null ? room.doc : null}
                state={state}
                writing={writing}
              />
              <Button icon="papers" onPress={() => setPreview(write())}>
                {t('finishing.preview')}
              </Button>
              <DocumentMenu
                label={t('conclusions.notice')}
                name={t('conclusions.noticeFile', { title: state.fields.title })}
                write={() =>
                  noticeDocument(state, conclusionsOf(text.current?.nodes() ?? [], newTaskId), writing)
                }
                size="md"
              />
              <DocumentMenu
                label={t('take')}
                name={t('file', { title: state.fields.title })}
                write={write}
                size="md"
              />
            </span>
          </div>
          {preview === null ? null : <PreviewDialog document={preview} onClose={() => setPreview(null)} />}
          <MinutesEditor {...editor} room={room} isEditable={isEditable && refusedBy === null} text={text} />
        </>
      ) : refusedBy === null ? (
        <Spinner label={t('loading')} />
      ) : null}
    </>
  );
}
