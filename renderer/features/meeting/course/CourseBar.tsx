import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingCommand } from '#protocol/meeting/commands';
import { isInWriting } from '#protocol/meeting/in-writing';
import type { MeetingState } from '#protocol/meeting/records';
import { useMe } from '../../../sync/session.ts';
import {
  Button,
  ConfirmDialog,
  cx,
  formatLongDate,
  formatNumber,
  formatRelative,
  formatTime,
  Icon,
  Steps,
  useLanguage,
  type IconName,
} from '../../../ui/index.ts';
import { useNow } from '../useNow.ts';
import {
  askedBy,
  commandOf,
  courseActions,
  courseSteps,
  invitedBy,
  sendingHindrance,
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

/** What hinders sending in words of its own: where to go and what to do there. */
const TOLD = ['nothingToAsk', 'deadlinePassed', 'heldInWriting'] as const;
const isTold = (code: string): code is (typeof TOLD)[number] => TOLD.some((each) => each === code);

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
  const { t: codes } = useTranslation('codes');
  const me = useMe();
  const now = useNow(30_000);
  const inWriting = isInWriting(state.fields);
  const [asking, setAsking] = useState<'send' | 'archive' | null>(null);
  const [busy, setBusy] = useState<CourseAction | null>(null);
  const hindrance = sendingHindrance(state, me, now);
  const actions = courseActions(state, me).filter((action) =>
    action === 'send' ? hindrance === undefined : action !== 'open' || onOpened !== undefined,
  );
  const give = async (action: CourseAction) => {
    setBusy(action);
    const happened = await run(commandOf(action));
    setBusy(null);
    if (happened && action === 'open') onOpened?.();
  };
  const hint =
    hindrance !== undefined
      ? isTold(hindrance)
        ? t(`course.hindrance.${hindrance}`)
        : codes(hindrance)
      : waitsForApproval(state, me)
        ? t('course.waiting')
        : state.status === 'draft' && actions.includes('approve')
          ? t(inWriting ? 'course.roundToApprove' : 'course.yoursToApprove')
          : undefined;
  const label = (action: CourseAction) =>
    t(inWriting && action === 'send' ? 'course.action.ask' : `course.action.${action}`);
  return (
    <div className={cx('@container', className)}>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <CourseSteps state={state} />
        <div className="flex flex-wrap items-center gap-2">
          {hint === undefined ? null : (
            <span className="flex items-center gap-1.5 text-sm text-ink-muted">
              <Icon name={hindrance === undefined ? 'clock' : 'warning'} size={1} />
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
              {label(action)}
            </Button>
          ))}
        </div>
      </div>
      <ConfirmDialog
        isOpen={asking === 'send'}
        title={t(inWriting ? 'course.askTitle' : 'course.sendTitle')}
        confirmLabel={label('send')}
        onConfirm={() => give('send')}
        onClose={() => setAsking(null)}
      >
        {inWriting ? <AskSummary state={state} now={now} /> : <SendSummary state={state} />}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asking === 'archive'}
        title={t(inWriting ? 'course.archiveRoundTitle' : 'course.archiveTitle')}
        confirmLabel={t('course.action.archive')}
        isDanger
        onConfirm={() => give('archive')}
        onClose={() => setAsking(null)}
      >
        {t(inWriting ? 'course.archiveRoundText' : 'course.archiveText')}
      </ConfirmDialog>
    </div>
  );
}

function CourseSteps({ state }: Pick<CourseBarProps, 'state'>) {
  const { t } = useTranslation('meeting');
  const inWriting = isInWriting(state.fields);
  return (
    <Steps
      label={t(inWriting ? 'course.roundLabel' : 'course.label')}
      steps={courseSteps(state).map((step) => ({
        id: step,
        label: t(inWriting && step === 'inSession' ? 'status.asking' : `status.${step}`),
      }))}
      current={state.status}
    />
  );
}

function AskSummary({ state, now }: Pick<CourseBarProps, 'state'> & { readonly now: number }) {
  const { t } = useTranslation('meeting');
  const language = useLanguage();
  const { people, questions } = askedBy(state, now);
  const { endsAt } = state.fields;
  const facts = [
    [t('course.ask.people'), t('round.people', { count: people })],
    [t('course.ask.questions'), formatNumber(questions, language)],
    [
      t('course.ask.until'),
      `${formatTime(endsAt, language)}, ${formatLongDate(endsAt, language)} (${formatRelative(endsAt, now, language)})`,
    ],
  ] as const;
  return (
    <div className="flex flex-col gap-3">
      <dl className="figures grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-muted">{name}</dt>
            <dd className="font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      {state.papers.length === 0 ? <Gap text={t('course.ask.noPapers')} /> : null}
      <p className="text-sm text-ink-muted">{t('course.ask.ways')}</p>
    </div>
  );
}

function Gap({ text }: { readonly text: string }) {
  return (
    <p className="flex items-start gap-2">
      <Icon name="warning" className="mt-0.5 text-warn-ink" />
      {text}
    </p>
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
        <Gap key={gap} text={gap} />
      ))}
      <p className="text-sm text-ink-muted">{t('course.sendWays')}</p>
    </div>
  );
}
