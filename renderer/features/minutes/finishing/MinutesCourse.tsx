import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingCommand } from '#protocol/meeting/commands';
import type { ConclusionTask } from '#protocol/minutes/conclusions';
import type { MeetingState } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';
import {
  Button,
  ConfirmDialog,
  formatDateTime,
  Steps,
  useLanguage,
  type IconName,
} from '../../../ui/index.ts';
import type { AdministrativeDocument } from '../../administrative-document/index.ts';
import { ApproveDialog } from './ApproveDialog.tsx';
import { CommentsDialog } from './CommentsDialog.tsx';
import { MINUTES_STEPS, minutesActions, minutesStep, type MinutesAction } from './course.ts';
import { LineDialog } from './LineDialog.tsx';
import { SignMinutesDialog } from '../signing/SignMinutesDialog.tsx';

export interface MinutesCourseProps {
  readonly state: MeetingState;
  readonly me: PersonId;
  /** By the server's clock, milliseconds. */
  readonly now: number;
  readonly run: (command: MeetingCommand) => Promise<boolean>;
  /** The minutes as they stand now; undefined while the text isn't there. */
  readonly write: () => WrittenMinutes | undefined;
  /** What is still open in the text, in words. */
  readonly open: () => readonly string[];
}

/** The document, and its conclusions as tasks to be. */
export interface WrittenMinutes {
  readonly document: AdministrativeDocument;
  readonly conclusions: readonly ConclusionTask[];
}

const ICONS: Record<MinutesAction, IconName> = {
  openComments: 'comment',
  closeComments: 'check',
  approve: 'check',
  sign: 'pen',
  issue: 'send',
  reopen: 'undo',
};

/** From draft to issue: where the minutes stand, and what this person can do next. */
export function MinutesCourse({ state, me, now, run, write, open }: MinutesCourseProps) {
  const { t } = useTranslation('minutes');
  const language = useLanguage();
  const [asking, setAsking] = useState<MinutesAction | null>(null);
  const [approving, setApproving] = useState<WrittenMinutes | null>(null);
  const actions = minutesActions(state, me);
  const close = () => setAsking(null);
  const { commentsUntil } = state.minutes;
  return (
    <div className="@container">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <Steps
          label={t('finishing.course')}
          steps={MINUTES_STEPS.map((step) => ({ id: step, label: t(`finishing.step.${step}`) }))}
          current={minutesStep(state)}
        />
        <div className="flex flex-wrap items-center gap-2">
          {commentsUntil === null ? null : (
            <span className="text-sm text-ink-muted">
              {t(now < commentsUntil ? 'finishing.openUntil' : 'finishing.overSince', {
                time: formatDateTime(commentsUntil, language),
              })}
            </span>
          )}
          {actions.map((action, index) => (
            <Button
              key={action}
              icon={ICONS[action]}
              variant={index === 0 && action !== 'reopen' ? 'primary' : 'secondary'}
              onPress={() => {
                if (action === 'approve') setApproving(write() ?? null);
                else setAsking(action);
              }}
            >
              {t(`finishing.action.${action}`)}
            </Button>
          ))}
        </div>
      </div>
      {asking === 'openComments' ? <CommentsDialog now={now} run={run} onClose={close} /> : null}
      <ConfirmDialog
        isOpen={asking === 'closeComments'}
        title={t('finishing.closeTitle')}
        confirmLabel={t('finishing.action.closeComments')}
        onConfirm={async () => void (await run({ type: 'minutes.closeComments' }))}
        onClose={close}
      >
        {t('finishing.closeText')}
      </ConfirmDialog>
      {approving === null ? null : (
        <ApproveDialog
          meeting={state.id}
          {...approving}
          open={open()}
          run={run}
          onClose={() => setApproving(null)}
        />
      )}
      {asking === 'sign' ? <SignMinutesDialog state={state} now={now} run={run} onClose={close} /> : null}
      {asking === 'reopen' ? (
        <LineDialog
          title={t('finishing.reopenTitle')}
          text={t('finishing.reopenText', { count: state.minutes.signatures.length })}
          label={t('finishing.reason')}
          missing={t('finishing.reasonMissing')}
          maxLength={300}
          action={t('finishing.action.reopen')}
          onDone={(reason) => run({ type: 'minutes.reopen', reason })}
          onClose={close}
        />
      ) : null}
      {asking === 'issue' ? (
        <LineDialog
          title={t('finishing.issueTitle')}
          text={t('finishing.issueText')}
          label={t('finishing.number')}
          missing={t('finishing.numberMissing')}
          maxLength={80}
          action={t('finishing.action.issue')}
          isFinal
          onDone={(number) => run({ type: 'minutes.issue', number })}
          onClose={close}
        />
      ) : null}
    </div>
  );
}
