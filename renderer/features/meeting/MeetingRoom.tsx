import { useBlocker } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openVote } from '#protocol/ballots/decide';
import type { VoteTopic } from '#protocol/ballots/records';
import type { Paper } from '#protocol/documents/records';
import { isHeld } from '#protocol/floor/microphone';
import type { FloorTopic } from '#protocol/floor/records';
import type { MeetingState } from '#protocol/meeting/records';
import { isInWriting } from '#protocol/meeting/in-writing';
import { isOver, PAPER_BRINGERS, roleIn, sharedLockFor } from '#protocol/meeting/rights';
import { MAX_EVIDENCE_QUOTE } from '#protocol/minutes/evidence';
import { minutesRight } from '#protocol/minutes/rights';
import type { Quote } from '#protocol/annotation/mark';
import type { ItemId, PaperId, PersonId, VersionId } from '#protocol/wire/ids';
import type { MeetingChannel, MeetingSnapshot } from '../../sync/meeting-channel.ts';
import {
  ConfirmDialog,
  cx,
  EmptyState,
  Icon,
  IconButton,
  Panel,
  useFullPage,
  type IconName,
  toast,
} from '../../ui/index.ts';
import { AgendaPanel, type ItemStep } from '../agenda/index.ts';
import { useMe } from '../../sync/session.ts';
import { NoteDeskContext, useUnsavedMarks } from '../annotation/index.ts';
import {
  BALLOT_CARD,
  BallotCard,
  BallotStrip,
  RoundPanel,
  RoundStrip,
  TrialCard,
  useBallotCard,
  useVoteSayings,
  VoteDesk,
  VotesPanel,
  type BallotUse,
} from '../ballots/index.ts';
import { DocumentReader, type NoteTarget, PaperNews } from '../documents/index.ts';
import {
  AnnouncementLine,
  ChairDesk,
  ServiceCalls,
  ServiceDialog,
  TakeOverOffer,
  type DeskUse,
} from '../desk/index.ts';
import { FloorPanel, HolderStrip, useSpeechCues, type FloorUse } from '../floor/index.ts';
import { MediaBar, MediaTiles, type MicrophoneTurn } from '../media/index.ts';
import { RoomInvitation } from '../invitations/index.ts';
import { AskDialog, mayAsk, QuestionsDialog } from '../questions/index.ts';
import { SeatingDialog } from '../seating/index.ts';
import { usePeopleBook } from '../people/index.ts';
import { canFollow, paperToShow } from './room-view.ts';
import { RUNNING_ROLES } from './roles.ts';
import { CourseBar } from './course/CourseBar.tsx';
import { listedParticipants } from './participant-list.ts';
import { keepEvidence } from './pending-evidence.ts';
import { PeoplePanel } from './PeoplePanel.tsx';
import { PresenterBar } from './PresenterBar.tsx';
import { RoomHeader } from './RoomHeader.tsx';
import { RoomSide, type Side } from './RoomSide.tsx';
import { RoundDesk } from './round/RoundDesk.tsx';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';
import { useActiveSpeaker, useIsHeard, useMediaSession } from './useMediaSession.ts';
import { useDigest } from './useDigest.ts';
import { useEntrance } from './useEntrance.ts';
import { useAskToSpeak, useNoteDeskOf } from './useNoteDesk.ts';
import { useMentionCalls } from './useMentionCalls.ts';
import { useNow } from './useNow.ts';
import { useOpenPaper } from './useOpenPaper.ts';
import { useAllMuted } from './useAllMuted.ts';
import { useRoomCommands } from './useRoomCommands.ts';
import { useRoomLayout } from './useRoomLayout.ts';
import { useRoomShortcuts } from './useRoomShortcuts.ts';

/** States in which the roll is called, or corrected. */
const MARKABLE: ReadonlySet<MeetingState['status']> = new Set(['sent', 'inSession', 'ended']);

/** Places of a paper that are taken along for the minutes. */
type KeptPlaces = readonly { readonly page: number; readonly quote: Quote | null }[];

/** Width of a panel that lies over the page, in rem. */
const DRAWER = 21;

export interface MeetingRoomProps {
  readonly channel: MeetingChannel;
  readonly snapshot: MeetingSnapshot;
  readonly state: MeetingState;
  readonly me: PersonId;
}

/** The room: agenda and papers at one side, the page in the middle, people at the other, the media bar below. */
export function MeetingRoom({ channel, snapshot, state, me }: MeetingRoomProps) {
  const { t } = useTranslation('meeting');
  const people = usePeopleBook();
  const now = useNow(1000, snapshot.clockOffset);
  const layout = useRoomLayout();
  const person = useMe();
  const run = useRoomCommands(channel);
  const inWriting = isInWriting(state.fields);
  const media = useMediaSession(channel, me, !inWriting);
  const speaking = useActiveSpeaker(media);
  const isHeard = useIsHeard(media);
  const unsaved = useUnsavedMarks();
  const [help, setHelp] = useState(false);
  const [asking, setAsking] = useState<{ readonly paper: Paper; readonly page: number | null } | null>(null);
  const [open, setOpen] = useState<'questions' | 'seating' | 'invitation' | null>(null);
  const [calling, setCalling] = useState(false);
  const [side, setSide] = useState<Side | null>(null);
  const [target, setTarget] = useState<NoteTarget | null>(null);
  const [following, setFollowing] = useFollowing(state.presenter);
  const { paper: chosen, isAsking, choose } = useOpenPaper(me, state.id);
  useFullPage(layout.isWhole);

  const nameOf = (person: PersonId) => people.of(person)?.name ?? t('formerColleague');
  const role = roleIn(state, me);
  const isEnded = isOver(state);
  const isSitting = state.status === 'inSession' && !inWriting;
  const mayRun = role !== undefined && RUNNING_ROLES.includes(role);
  const canRun = mayRun && !isEnded;
  const canStart = canRun && isSitting;
  const { requests, interrupted } = state.floor;
  const asks = interrupted?.person === me || requests.some((request) => request.person === me);
  const turn: MicrophoneTurn = !isHeld(state, me) ? 'free' : asks ? 'asked' : 'held';
  useAllMuted(channel, media, state, me, nameOf);
  const chime = useSpeechCues(state.floor.speech, now, me, canStart, nameOf);
  const { presenting } = snapshot;
  const isDrawerOpen = layout.isNarrow && (layout.agenda || layout.people);
  const isFollowing = following && canFollow(state, me);
  const paper = isAsking ? undefined : paperToShow({ state, me, presenting, following, chosen });
  const version = paper?.version ?? null;
  const desk = useNoteDeskOf({ state, me, paper, people, nameOf, run });
  const ask = useAskToSpeak(run);
  // The server doesn't tell the presenter what they show themselves.
  const presented =
    state.presenter === null ? undefined : state.presenter === me ? paper?.id : presenting?.paper;
  // What is on screen stays there, whoever opened it: leaving the presenter or the start of an item must not take the
  // page away from somebody who is reading it.
  if (paper !== undefined && paper.id !== chosen) choose(paper.id);
  useEffect(() => {
    if (isEnded) media?.leave();
  }, [isEnded, media]);

  const openPaper = (next: NonNullable<typeof paper>) => {
    choose(next.id);
    if (next.id !== paper?.id) setFollowing(false);
    if (layout.isNarrow) layout.fold('agenda');
  };
  const goToNote = (id: PaperId, note: NoteTarget) => {
    const wanted = state.papers.find((each) => each.id === id);
    if (wanted === undefined) return;
    setFollowing(false);
    openPaper(wanted);
    setTarget(note);
    if (layout.isNarrow) layout.foldAll();
  };
  const keepForMinutes = (id: PaperId, of: VersionId, places: KeptPlaces) => {
    for (const { page, quote } of places) {
      const { text, before, after } = quote ?? { text: '', before: '', after: '' };
      keepEvidence(localStorage, me, state.id, {
        kind: 'paper',
        paper: id,
        version: of,
        page,
        // Not in the midst of a letter.
        quote: text.slice(0, MAX_EVIDENCE_QUOTE).replace(/[\ud800-\udbff]$/u, ''),
        before,
        after,
      });
    }
    toast(t('room.keptForMinutes'));
  };
  useEntrance((place) =>
    goToNote(place.paper, { version: place.version, page: place.page, mark: null, words: place }),
  );
  const goToTopic = ({ paper: about, version: of, page, mark }: FloorTopic) =>
    goToNote(about, { version: of, page, mark });
  const calls = useMentionCalls({
    channel,
    papers: state.papers,
    open: paper,
    nameOf,
    onGo: ({ paper: about, version: of, page, on, layer }) =>
      goToNote(about, { version: of, page, mark: on, layer }),
  });
  const news = useDigest(state.id, state.papers, paper, calls);
  const start = async (item: ItemId) => {
    const happened = await run({ type: 'agenda.startItem', id: item });
    // Whoever starts an item goes to its first paper, and the others with them when they present.
    const first = state.papers.find((entry) => entry.item === item && entry.version !== null);
    if (happened && !isFollowing && first !== undefined && paper?.item !== item) choose(first.id);
  };

  const floor: FloorUse = {
    state,
    me,
    now,
    nameOf,
    canRun: canStart,
    run,
    onAsk: (kind) => ask(null, kind),
    onGo: goToTopic,
  };
  const deskUse: DeskUse = {
    state,
    me,
    now,
    nameOf,
    ranked: listedParticipants(state, people).map(({ id }) => id),
    connected: new Set(snapshot.presence.map((entry) => entry.person)),
    run,
    onStart: (item) => void start(item),
  };

  const onScreen = useRef<VoteTopic | null>(null);
  const ballots: BallotUse = {
    state,
    me,
    now,
    nameOf,
    ranked: deskUse.ranked,
    run,
    command: (command) => channel.command(command),
    isConnected: snapshot.connection.state === 'live',
    trial: snapshot.trial,
    tryVote: (request) => channel.tryVote(request),
    canPrepare: canRun,
    canRun: canRun && state.status === 'inSession',
    pageOnScreen: () => (onScreen.current?.paper === paper?.id ? onScreen.current : null),
    onGo: ({ paper: about, version: of, page }) => goToNote(about, { version: of, page, mark: null }),
  };
  const card = useBallotCard(ballots);
  useVoteSayings(ballots);

  const step = (id: ItemId, what: ItemStep) => {
    if (what === 'pause' || what === 'postpone' || what === 'end')
      void run({ type: `agenda.${what}Item`, id });
    else void start(id);
  };

  useRoomShortcuts({
    help: () => setHelp((open) => !open),
    agenda: () => layout.toggle('agenda'),
    people: () => layout.toggle('people'),
    whole: () => layout.toggleWhole(),
    ballot: () => {
      if (card.isFolded) card.fold(false);
      requestAnimationFrame(() => document.getElementById(BALLOT_CARD)?.focus());
    },
    escape: () => {
      if (layout.isWhole) layout.toggleWhole();
      else if (isDrawerOpen) layout.foldAll();
    },
    follow: () => {
      if (canFollow(state, me)) setFollowing(!following);
    },
  });
  const blocker = useBlocker({
    shouldBlockFn: () => unsaved > 0,
    enableBeforeUnload: () => unsaved > 0,
    withResolver: true,
  });

  const showVotes = () => {
    setSide('votes');
    if (!layout.people) layout.toggle('people');
  };
  const votes = inWriting
    ? {
        votes: <RoundPanel use={ballots} control={card} desk={canRun ? <RoundDesk use={ballots} /> : null} />,
      }
    : isSitting || state.voting.votes.some(({ status }) => status !== 'draft')
      ? { votes: <VotesPanel use={ballots} receipts={card.receipts} /> }
      : {};

  const cards = (
    <>
      <BallotCard use={ballots} control={card} />
      <TrialCard use={ballots} />
    </>
  );

  return (
    <div className="flex h-full flex-col">
      <RoomHeader
        state={state}
        snapshot={snapshot}
        now={now}
        unsaved={unsaved}
        canRun={canRun}
        layout={layout}
        run={run}
        onStart={(item) => void start(item)}
        onRetry={() => channel.retry()}
        onHelp={() => setHelp(true)}
        onQuestions={() => setOpen('questions')}
        onSeating={() => setOpen('seating')}
        {...(isSitting ? { onService: () => setCalling(true) } : {})}
        onInvitation={() => setOpen('invitation')}
      />
      {isEnded && !layout.isWhole ? (
        <RoomNotice
          icon="info"
          text={t(`${inWriting ? 'round' : 'room'}.${state.status === 'archived' ? 'archived' : 'ended'}`)}
        />
      ) : null}
      {state.status !== 'inSession' &&
      mayRun &&
      !layout.isWhole &&
      !(layout.isNarrow && state.status === 'sent') ? (
        <CourseBar state={state} run={run} className="shrink-0 border-b border-line bg-surface px-4 py-1.5" />
      ) : null}
      {layout.isWhole ? null : (
        <RoomInvitation
          state={state}
          me={me}
          people={people}
          run={run}
          isNarrow={layout.isNarrow}
          isOpen={open === 'invitation'}
          onOpenChange={(isOpen) => setOpen(isOpen ? 'invitation' : null)}
        />
      )}
      {snapshot.logReplaced && !layout.isWhole ? (
        <RoomNotice icon="warning" text={t('room.logReplaced')} />
      ) : null}
      {state.announcement === null ? null : (
        <AnnouncementLine
          announcement={state.announcement}
          nameOf={nameOf}
          {...(canStart ? { onClear: () => void run({ type: 'announcement.clear' }) } : {})}
        />
      )}
      <TakeOverOffer use={deskUse} />
      {isSitting ? <HolderStrip use={floor} chime={chime} /> : null}
      {inWriting ? (
        <RoundStrip
          use={ballots}
          {...(layout.people && (side === null || side === 'votes') ? {} : { onShow: showVotes })}
        />
      ) : (
        <BallotStrip use={ballots} control={card} />
      )}
      <div className="group/room relative flex min-h-0 flex-1">
        {/* Over the page and no wider, so that nothing beside it is half hidden; where panels lie over the page, over those too. */}
        {layout.isNarrow ? cards : null}
        {isDrawerOpen ? (
          // A press beside the drawer closes it; the keyboard has Escape and the drawer's own button.
          <div aria-hidden className="absolute inset-0 z-10 bg-overlay" onClick={layout.foldAll} />
        ) : null}
        <Panel
          label={t('room.agenda')}
          side="left"
          isOpen={layout.agenda}
          onOpenChange={() => layout.toggle('agenda')}
          opener="agenda"
          width={layout.isNarrow ? DRAWER : layout.agendaWidth}
          onWidthChange={(agendaWidth) => layout.resize({ agendaWidth })}
        >
          {layout.isNarrow ? (
            <p className="border-b border-line px-4 py-3 font-semibold">{state.fields.title}</p>
          ) : null}
          <AgendaPanel
            state={state}
            people={people}
            now={now}
            paper={paper?.id}
            presented={presented}
            onOpen={openPaper}
            newsOf={(each) => <PaperNews news={news.get(each.id)} />}
            {...(canStart ? { onStep: step } : {})}
          />
        </Panel>
        <section
          aria-label={t('room.paper')}
          // Half of it lies under the drawer: nothing there is to be met by a finger or a Tab.
          inert={isDrawerOpen}
          // Slides fill the window from in here: they have to lie over the panels and bars beside it.
          className="relative isolate flex min-w-0 flex-1 flex-col has-data-slides:z-50"
        >
          {layout.isNarrow ? null : cards}
          <PresenterBar
            state={state}
            me={me}
            nameOf={nameOf}
            presenting={presenting}
            following={isFollowing}
            onFollowingChange={setFollowing}
            canRun={canStart}
            run={run}
          />
          <div className="relative min-h-0 flex-1">
            {isAsking ? null : paper === undefined || version === null ? (
              <EmptyState icon="papers" title={t('room.noPaper')}>
                {t(canRun ? 'room.noPaperRun' : 'room.noPaperText')}
              </EmptyState>
            ) : (
              <NoteDeskContext value={desk}>
                <DocumentReader
                  meeting={state.id}
                  paper={paper.id}
                  version={version.id}
                  versions={[...paper.earlier, version]}
                  pack={{
                    title: state.fields.title,
                    agenda: state.agenda,
                    papers: state.papers,
                    news,
                    onOpen: openPaper,
                  }}
                  title={paper.title}
                  me={person}
                  nameOf={nameOf}
                  sharedLock={sharedLockFor(state, me, paper.id)}
                  hidden={state.moderation.hidden}
                  presenting={presenting}
                  presenter={state.presenter}
                  following={isFollowing}
                  onFollowingChange={setFollowing}
                  onPage={(of, page) => {
                    onScreen.current = { paper: paper.id, version: of, page };
                  }}
                  onPresent={(page) => channel.present(page)}
                  hideFollowBar
                  mayRecognise={role !== undefined && PAPER_BRINGERS.includes(role)}
                  target={target}
                  {...(minutesRight(state, me, now) === 'write'
                    ? {
                        onEvidence: (of: VersionId, places: KeptPlaces) =>
                          keepForMinutes(paper.id, of, places),
                      }
                    : {})}
                  {...(mayAsk(state)
                    ? {
                        onQuestion: (page: number) =>
                          // An earlier version may have more pages than the one that is asked about.
                          setAsking({ paper, page: Math.min(page, version.pages - 1) }),
                      }
                    : {})}
                />
              </NoteDeskContext>
            )}
          </div>
          {layout.isWhole ? (
            <div className="absolute right-3 bottom-20 z-30 sm:bottom-3">
              <IconButton
                icon="full-screen-exit"
                variant="secondary"
                label={t('room.leaveWhole')}
                shortcut="\"
                onPress={layout.toggleWhole}
              />
            </div>
          ) : null}
        </section>
        <Panel
          label={t(inWriting ? 'round.panel' : 'room.people')}
          side="right"
          isOpen={layout.people}
          onOpenChange={() => layout.toggle('people')}
          opener="people"
          width={layout.isNarrow ? DRAWER : layout.peopleWidth}
          onWidthChange={(peopleWidth) => layout.resize({ peopleWidth })}
        >
          {media === null ? null : <MediaTiles session={media} nameOf={nameOf} me={me} />}
          <RoomSide
            chosen={side}
            onChoose={setSide}
            asking={state.floor.requests.length}
            {...(canStart
              ? {
                  desk: <ChairDesk use={deskUse} floor={floor} voting={<VoteDesk use={ballots} />} />,
                }
              : {})}
            {...(isSitting ? { floor: <FloorPanel use={floor} chime={chime} /> } : {})}
            isVoting={openVote(state) !== undefined}
            isInWriting={inWriting}
            {...votes}
            people={
              <>
                {role === 'staff' ? <ServiceCalls use={deskUse} /> : null}
                <PeoplePanel
                  state={state}
                  snapshot={snapshot}
                  now={now}
                  people={people}
                  me={me}
                  speaking={speaking}
                  nameOf={nameOf}
                  run={run}
                  canMark={mayRun && !inWriting && MARKABLE.has(state.status)}
                  canGive={canStart}
                />
              </>
            }
          />
        </Panel>
      </div>
      {media === null || isEnded || snapshot.copiedAt !== null ? null : (
        // Whoever is heard must see the switch, also when the page has the whole window.
        <div className={cx('shrink-0', layout.isWhole && !isHeard && 'hidden')}>
          <MediaBar
            session={media}
            turn={turn}
            {...(state.floor.rules.isListOpen ? { onAsk: () => ask(null) } : {})}
          />
        </div>
      )}
      {asking === null ? null : <AskDialog {...asking} run={run} onClose={() => setAsking(null)} />}
      {open === 'questions' ? (
        <QuestionsDialog
          state={state}
          me={me}
          nameOf={nameOf}
          run={run}
          onClose={() => setOpen(null)}
          {...(paper === undefined
            ? {}
            : {
                onAsk: () => {
                  setOpen(null);
                  setAsking({ paper, page: null });
                },
              })}
        />
      ) : null}
      {open === 'seating' ? (
        <SeatingDialog state={state} me={me} nameOf={nameOf} onClose={() => setOpen(null)} />
      ) : null}
      <ServiceDialog use={deskUse} isOpen={calling && isSitting} onClose={() => setCalling(false)} />
      <ShortcutsDialog isOpen={help} onClose={() => setHelp(false)} />
      <ConfirmDialog
        isOpen={blocker.status === 'blocked'}
        title={t('room.unsavedTitle')}
        confirmLabel={t('room.unsavedLeave')}
        isDanger
        onConfirm={() => blocker.proceed?.()}
        onClose={() => blocker.reset?.()}
      >
        {t('room.unsavedText', { count: unsaved })}
      </ConfirmDialog>
    </div>
  );
}

/** A line over the room that stays: what is different about it now. */
function RoomNotice({ icon, text }: { readonly icon: IconName; readonly text: string }) {
  return (
    <p
      role="status"
      className="flex shrink-0 items-center gap-2.5 border-b border-line bg-accent-soft px-4 py-2 text-sm"
    >
      <Icon name={icon} size={1.125} className="text-accent-ink" />
      {text}
    </p>
  );
}

/** Following begins anew with every new presenter: that is what presenting is for. Leaving it is one press. */
function useFollowing(presenter: PersonId | null): [boolean, (following: boolean) => void] {
  const [held, setHeld] = useState({ presenter, following: true });
  const isSame = held.presenter === presenter;
  return [isSame ? held.following : true, (following) => setHeld({ presenter, following })];
}
