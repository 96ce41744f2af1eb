import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingCommand } from '#protocol/meeting/commands';
import { comingItems } from '#protocol/agenda/progress';
import type { MeetingState } from '#protocol/meeting/records';
import { isAsking, isInWriting, isPastDeadline } from '#protocol/meeting/in-writing';
import { isOver, MEETING_CREATORS } from '#protocol/meeting/rights';
import { opensMinutes } from '#protocol/minutes/rights';
import type { ItemId } from '#protocol/wire/ids';
import { useScreenActions } from '../display/index.ts';
import { ownInvitation } from '../invitations/index.ts';
import { PackDialog } from '../documents/index.ts';
import { useMe } from '../../sync/session.ts';
import type { MeetingSnapshot } from '../../sync/meeting-channel.ts';
import {
  Badge,
  BarSlot,
  Button,
  ConfirmDialog,
  formatClock,
  formatRelative,
  IconButton,
  Menu,
  ToggleButton,
  useLanguage,
  type MenuAction,
} from '../../ui/index.ts';
import { waitsForApproval } from './course/course-view.ts';
import { LogDialog } from './LogDialog.tsx';
import { RoomStatus } from './RoomStatus.tsx';
import type { RoomLayoutControl } from './useRoomLayout.ts';
import { ROOM_KEYS } from './useRoomShortcuts.ts';

export interface RoomHeaderProps {
  readonly state: MeetingState;
  readonly snapshot: MeetingSnapshot;
  /** By the server's clock, milliseconds. */
  readonly now: number;
  /** Marks that only this device has. */
  readonly unsaved: number;
  /** Chair or secretary of a meeting that has not ended. */
  readonly canRun: boolean;
  readonly layout: RoomLayoutControl;
  readonly run: (command: MeetingCommand) => Promise<boolean>;
  readonly onStart: (item: ItemId) => void;
  readonly onRetry: () => void;
  readonly onHelp: () => void;
  readonly onQuestions: () => void;
  readonly onSeating: () => void;
  /** Calls for service; absent while the meeting isn't in session. */
  readonly onService?: () => void;
  readonly onInvitation: () => void;
}

/** The meeting in the top bar: title, where it stands, connection, what the chair can do with it. */
export function RoomHeader(props: RoomHeaderProps) {
  const {
    state,
    snapshot,
    now,
    unsaved,
    canRun,
    layout,
    run,
    onStart,
    onRetry,
    onHelp,
    onQuestions,
    onSeating,
    onService,
    onInvitation,
  } = props;
  const { t } = useTranslation('meeting');
  const navigate = useNavigate();
  const me = useMe();
  const screen = useScreenActions(state, canRun);
  const [closing, setClosing] = useState(false);
  const [taking, setTaking] = useState(false);
  const [log, setLog] = useState(false);
  const [busy, setBusy] = useState(false);
  const inWriting = isInWriting(state.fields);
  const isPlanned = state.status !== 'inSession' && !isOver(state);
  const [next] = comingItems(state.agenda);

  const open = async () => {
    setBusy(true);
    await run({ type: 'meeting.open' });
    setBusy(false);
  };
  const actions: MenuAction[] = [];
  if (canRun && !inWriting && state.status === 'inSession' && next !== undefined) {
    actions.push({
      id: 'next',
      icon: 'play',
      label: t('room.startNext', { title: next.title }),
      onAction: () => onStart(next.id),
    });
  }
  if (onService !== undefined)
    actions.push({ id: 'service', icon: 'bell', label: t('room.service'), onAction: onService });
  actions.push({
    id: 'takeAlong',
    icon: 'download',
    label: t('room.takeAlong'),
    onAction: () => setTaking(true),
  });
  if (canRun) {
    actions.push({
      id: 'prepare',
      icon: 'edit',
      label: t('room.prepare'),
      onAction: () => void navigate({ to: '/meetings/$id/edit', params: { id: state.id } }),
    });
  }
  if (layout.isNarrow) {
    actions.push({
      id: 'people',
      icon: 'people',
      label: t(inWriting ? 'round.panel' : 'room.people'),
      onAction: () => layout.toggle('people'),
    });
  }
  if (ownInvitation(state, me.id) !== undefined) {
    actions.push({ id: 'invitation', icon: 'mail', label: t('room.invitation'), onAction: onInvitation });
  }
  actions.push({
    id: 'questions',
    icon: 'comment',
    label: t('room.questions', { count: state.questions.length }),
    onAction: onQuestions,
  });
  if (state.seating !== null) {
    actions.push({ id: 'seating', icon: 'thumbnails', label: t('room.seating'), onAction: onSeating });
  }
  if (!inWriting) actions.push(...screen.actions);
  if (MEETING_CREATORS.includes(me.role)) {
    actions.push({
      id: 'clone',
      icon: 'duplicate',
      label: t('clone.action'),
      onAction: () => void navigate({ to: '/meetings/new', search: { from: state.id } }),
    });
  }
  if (opensMinutes(state, me.id, now)) {
    actions.push({
      id: 'minutes',
      icon: 'papers',
      label: t('room.minutes'),
      onAction: () => void navigate({ to: '/meetings/$id/minutes', params: { id: state.id } }),
    });
  }
  if (state.openedAt !== null)
    actions.push({ id: 'log', icon: 'lock', label: t('log.action'), onAction: () => setLog(true) });
  actions.push({ id: 'help', icon: 'help', label: t('keys.title'), onAction: onHelp });
  if (canRun && !inWriting && state.status === 'inSession') {
    actions.push({
      id: 'close',
      icon: 'leave',
      label: t('room.close'),
      isDanger: true,
      onAction: () => setClosing(true),
    });
  }

  return (
    <BarSlot>
      <div className="flex min-w-0 flex-1 items-center gap-1.5 sm:gap-3">
        <ToggleButton
          iconOnly
          icon="panel-left"
          data-opens="agenda"
          label={t('room.agenda')}
          shortcut={ROOM_KEYS.agenda}
          isSelected={layout.agenda}
          onChange={() => layout.toggle('agenda')}
        />
        <h1
          className="line-clamp-2 min-w-0 flex-1 text-base leading-tight font-semibold max-sm:sr-only"
          title={state.fields.title}
        >
          {state.fields.title}
        </h1>
        {/* On a phone the title stands over the agenda. */}
        <span className="flex-1 sm:hidden" />
        <Stage state={state} now={now} />
        <RoomStatus snapshot={snapshot} unsaved={unsaved} now={now} onRetry={onRetry} />
        {waitsForApproval(state, me) ? (
          <Badge icon="clock">{t('course.waiting')}</Badge>
        ) : canRun && isPlanned && !inWriting ? (
          <Button
            variant="primary"
            icon="play"
            className="max-sm:[&>span]:sr-only"
            isPending={busy}
            onPress={() => void open()}
          >
            {t('room.open')}
          </Button>
        ) : null}
        <Menu
          label={t('room.menu')}
          trigger={<IconButton icon="more" label={t('room.menu')} />}
          actions={actions}
        />
        <IconButton
          icon="full-screen"
          label={t('room.whole')}
          shortcut={ROOM_KEYS.whole}
          className="max-sm:hidden"
          onPress={layout.toggleWhole}
        />
        <ToggleButton
          iconOnly
          icon="panel-right"
          data-opens="people"
          label={t(inWriting ? 'round.panel' : 'room.people')}
          shortcut={ROOM_KEYS.people}
          className="max-sm:hidden"
          isSelected={layout.people}
          onChange={() => layout.toggle('people')}
        />
      </div>
      {screen.dialogs}
      {log ? <LogDialog state={state} onClose={() => setLog(false)} /> : null}
      <PackDialog
        meeting={state.id}
        title={state.fields.title}
        isOpen={taking}
        onClose={() => setTaking(false)}
      />
      <ConfirmDialog
        isOpen={closing}
        title={t('room.closeTitle')}
        confirmLabel={t('room.close')}
        isDanger
        onConfirm={async () => {
          await run({ type: 'meeting.close' });
        }}
        onClose={() => setClosing(false)}
      >
        {t('room.closeText')}
      </ConfirmDialog>
    </BarSlot>
  );
}

function Stage({ state, now }: { readonly state: MeetingState; readonly now: number }) {
  const { t } = useTranslation('meeting');
  const language = useLanguage();
  if (isInWriting(state.fields)) {
    const isPast = isPastDeadline(state, now);
    const asked = t(isPast ? 'round.stage.past' : 'round.stage.asking');
    return (
      // On a phone the line over the room says it, and the bar has no room.
      <span className="max-sm:sr-only">
        <Badge tone={!isAsking(state) ? 'neutral' : isPast ? 'warn' : 'accent'}>
          {isAsking(state) ? asked : t(`status.${state.status}`)}
        </Badge>
      </span>
    );
  }
  if (state.status === 'inSession') {
    return (
      <Badge tone="live">
        <span className="max-sm:sr-only">{t('timing.badge.now')}</span>{' '}
        <span role="timer">{formatClock(now - (state.openedAt ?? now))}</span>
      </Badge>
    );
  }
  if (isOver(state)) return <Badge>{t(`status.${state.status}`)}</Badge>;
  const when = formatRelative(state.fields.startsAt, now, language);
  const isLate = state.fields.startsAt <= now;
  return (
    <span className="flex shrink-0 items-center gap-2 max-sm:hidden">
      <Badge tone={isLate ? 'warn' : 'accent'}>
        {t(isLate ? 'timing.badge.overdue' : 'timing.badge.soon')}
      </Badge>
      <span className="text-sm text-ink-muted max-xl:hidden">
        {t(isLate ? 'timing.text.overdue' : 'timing.text.soon', { when })}
      </span>
    </span>
  );
}
