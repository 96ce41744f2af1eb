import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hasUncounted } from '#protocol/ballots/decide';
import { isAsking, mayRemindAt } from '#protocol/meeting/in-writing';
import {
  Button,
  ConfirmDialog,
  formatTime,
  Notice,
  ProgressBar,
  Unfold,
  useLanguage,
} from '../../../ui/index.ts';
import { roundView, type BallotUse } from '../../ballots/index.ts';
import { PostponeDialog } from './PostponeDialog.tsx';

/** What chair and secretaries do with an opinion round while it is asked: who hasn't answered, remind, put off, end. */
export function RoundDesk({ use }: { readonly use: BallotUse }) {
  const { t } = useTranslation('meeting');
  const language = useLanguage();
  const [open, setOpen] = useState<'postpone' | 'end' | 'close' | null>(null);
  const { state, me, now, nameOf, run } = use;
  const ending = useEnding(use);
  if (!isAsking(state)) return null;
  const { questions, asked, missing, isPast } = roundView(state, me, now);
  const answered = asked.size - missing.length;
  const isAsked = questions.length > 0;
  const { remindedAt } = state.voting;
  return (
    <section aria-label={t('round.desk')} className="flex flex-col gap-3 border-b border-line px-4 py-3">
      {isAsked ? (
        <ProgressBar
          label={t('round.progress')}
          value={asked.size === 0 ? 0 : answered / asked.size}
          valueText={t('round.progressValue', { answered, of: asked.size })}
        />
      ) : (
        <Notice>{t(hasUncounted(state) ? 'round.counting' : 'round.counted')}</Notice>
      )}
      {isAsked && isPast ? <Notice tone="warn">{t('round.past')}</Notice> : null}
      {missing.length === 0 ? null : (
        <Unfold label={t('round.missing', { count: missing.length })}>
          <ul
            aria-label={t('round.missing', { count: missing.length })}
            className="flex flex-col py-1 text-sm"
          >
            {missing.map((person) => (
              <li key={person} className="py-0.5">
                {nameOf(person)}
              </li>
            ))}
          </ul>
        </Unfold>
      )}
      <div className="flex flex-wrap gap-1.5">
        {isAsked ? (
          <>
            <Button
              size="sm"
              icon="bell"
              isDisabled={missing.length === 0 || now < mayRemindAt(state)}
              onPress={() => void run({ type: 'vote.remind' })}
            >
              {t('round.remind')}
            </Button>
            <Button size="sm" icon="clock" onPress={() => setOpen('postpone')}>
              {t('round.postpone')}
            </Button>
          </>
        ) : null}
        <Button
          size="sm"
          variant={isAsked && !isPast && missing.length > 0 ? 'secondary' : 'primary'}
          icon="check"
          isPending={ending.isRunning}
          onPress={() => setOpen(isAsked ? 'end' : 'close')}
        >
          {t(isAsked ? 'round.end' : 'round.close')}
        </Button>
      </div>
      {remindedAt === null || !isAsked ? null : (
        <p className="figures text-sm text-ink-muted">
          {t('round.reminded', { time: formatTime(remindedAt, language) })}
        </p>
      )}
      {open === 'postpone' ? (
        <PostponeDialog state={state} now={now} run={run} onClose={() => setOpen(null)} />
      ) : null}
      <ConfirmDialog
        isOpen={open === 'end'}
        title={t('round.endTitle')}
        confirmLabel={t('round.end')}
        isDanger={missing.length > 0}
        onConfirm={ending.end}
        onClose={() => setOpen(null)}
      >
        {missing.length === 0 ? t('round.endAll') : t('round.endMissing', { count: missing.length })}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={open === 'close'}
        title={t('round.closeTitle')}
        confirmLabel={t('round.close')}
        isDanger
        onConfirm={async () => {
          await run({ type: 'meeting.close' });
        }}
        onClose={() => setOpen(null)}
      >
        {t('round.closeText')}
      </ConfirmDialog>
    </section>
  );
}

/**
 * Ends a round: all questions are stopped, and once the last is counted the meeting is closed, unless the chair wants to
 * see a result before the others do.
 */
function useEnding({ state, run }: BallotUse): {
  readonly isRunning: boolean;
  readonly end: () => Promise<void>;
} {
  const [isRunning, setRunning] = useState(false);
  const isClosing = useRef(false);
  const { votes } = state.voting;
  const isCounted = !hasUncounted(state);
  const isPublished = votes.every(({ count }) => count === null || count.isPublished);
  useEffect(() => {
    if (!isRunning || !isCounted || isClosing.current) return;
    isClosing.current = true;
    void (isPublished ? run({ type: 'meeting.close' }) : Promise.resolve()).then(() => {
      isClosing.current = false;
      setRunning(false);
    });
  }, [isRunning, isCounted, isPublished, run]);
  return {
    isRunning,
    async end() {
      for (const { id, status } of votes) {
        if (status !== 'open') continue;
        // What was refused has been said; the rest can be ended again.
        if (!(await run({ type: 'vote.stop', id }))) return;
      }
      setRunning(true);
    },
  };
}
