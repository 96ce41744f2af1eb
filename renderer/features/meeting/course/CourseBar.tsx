import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingCommand } from '#protocol/meeting/commands';
import type { MeetingState } from '#protocol/meeting/records';
import { useMe } from '../../../sync/session.ts';
import { Button, ConfirmDialog, cx, Icon, type IconName } from '../../../ui/index.ts';
import {
  commandOf,
  COURSE_STEPS,
  courseActions,
  invitedBy,
  waitsForApproval,
  type CourseAction,
} from './course-view.ts';

export interface CourseBarProps {
  readonly state: MeetingState;
  readonly run: (command: MeetingCommand) => Promise<boolean>;
  /** After this person has opened the meeting; without it the bar leaves opening to the screen around it. */
  readonly onOpened?: () => void;
  readonly className?: string;
}

const ICONS: Record<CourseAction, IconName> = {
  approve: 'check',
  send: 'send',
  open: 'play',
  archive: 'saved',
  return: 'undo',
};

/** From draft to archive: where the meeting stands, and what this person can do next. */
export function CourseBar({ state, run, onOpened, className }: CourseBarProps) {
  const { t } = useTranslation('meeting');
  const me = useMe();
  const [asking, setAsking] = useState<'send' | 'archive' | null>(null);
  const [busy, setBusy] = useState<CourseAction | null>(null);
  const actions = courseActions(state, me).filter((action) => action !== 'open' || onOpened !== undefined);
  const give = async (action: CourseAction) => {
    setBusy(action);
    const happened = await run(commandOf(action));
    setBusy(null);
    if (happened && action === 'open') onOpened?.();
  };
  const hint = waitsForApproval(state, me)
    ? t('course.waiting')
    : state.status === 'draft' && actions.includes('approve')
      ? t('course.yoursToApprove')
      : undefined;
  return (
    <div className={cx('@container', className)}>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <CourseSteps status={state.status} />
        <div className="flex flex-wrap items-center gap-2">
          {hint === undefined ? null : (
            <span className="flex items-center gap-1.5 text-sm text-ink-muted">
              <Icon name="clock" size={1} />
              {hint}
            </span>
          )}
          {actions.map((action, index) => (
            <Button
              key={action}
              icon={ICONS[action]}
              variant={index === 0 && action !== 'archive' ? 'primary' : 'secondary'}
              isPending={busy === action}
              isDisabled={busy !== null && busy !== action}
              onPress={() =>
                action === 'send' || action === 'archive' ? setAsking(action) : void give(action)
              }
            >
              {t(`course.action.${action}`)}
            </Button>
          ))}
        </div>
      </div>
      <ConfirmDialog
        isOpen={asking === 'send'}
        title={t('course.sendTitle')}
        confirmLabel={t('course.action.send')}
        onConfirm={() => give('send')}
        onClose={() => setAsking(null)}
      >
        <SendSummary state={state} />
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asking === 'archive'}
        title={t('course.archiveTitle')}
        confirmLabel={t('course.action.archive')}
        isDanger
        onConfirm={() => give('archive')}
        onClose={() => setAsking(null)}
      >
        {t('course.archiveText')}
      </ConfirmDialog>
    </div>
  );
}

/** On a narrow screen only the step that it stands at is named; the others are there for screen readers. */
function CourseSteps({ status }: Pick<MeetingState, 'status'>) {
  const { t } = useTranslation('meeting');
  const reached = COURSE_STEPS.indexOf(status);
  return (
    <ol aria-label={t('course.label')} className="flex flex-wrap items-center gap-1 text-sm">
      {COURSE_STEPS.map((step, index) => (
        <li
          key={step}
          {...(step === status ? { 'aria-current': 'step' as const } : {})}
          className="flex items-center gap-1 whitespace-nowrap"
        >
          {index === 0 ? null : <Icon name="chevron-right" size={0.875} className="text-ink-muted" />}
          {index < reached ? (
            <Icon name="check" size={0.875} label={t('course.past')} className="text-ok-ink" />
          ) : step === status ? null : (
            <span aria-hidden className="size-1.5 rounded-full bg-line-strong @2xl:hidden" />
          )}
          <span
            className={
              step === status
                ? 'rounded-full bg-accent-soft px-2.5 py-0.5 font-semibold text-accent-ink'
                : cx('sr-only @2xl:not-sr-only', index > reached && 'text-ink-muted')
            }
          >
            {t(`status.${step}`)}
          </span>
        </li>
      ))}
    </ol>
  );
}

function SendSummary({ state }: Pick<CourseBarProps, 'state'>) {
  const { t } = useTranslation('meeting');
  const me = useMe();
  const counts = [...invitedBy(state, me.id)];
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  const gaps = [
    state.agenda.length === 0 ? t('course.noAgenda') : '',
    state.papers.length === 0 ? t('course.noPapers') : '',
  ].filter((text) => text !== '');
  return (
    <div className="flex flex-col gap-3">
      <p>{t('course.sendText', { count: all })}</p>
      <ul className="figures list-disc pl-5">
        {counts.map(([role, count]) => (
          <li key={role}>{t('course.sendCount', { role: t(`role.${role}`), count })}</li>
        ))}
      </ul>
      {gaps.map((gap) => (
        <p key={gap} className="flex items-start gap-2">
          <Icon name="warning" className="mt-0.5 text-warn-ink" />
          {gap}
        </p>
      ))}
      <p className="text-sm text-ink-muted">{t('course.sendWays')}</p>
    </div>
  );
}
