import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Choice } from '#protocol/ballots/choice';
import { entitledSeats } from '#protocol/ballots/entitlement';
import { SIMPLE_MAJORITY, type VoteNumbers } from '#protocol/ballots/records';
import type { Trial } from '#protocol/ballots/trial';
import { Button, IconButton } from '../../ui/index.ts';
import type { BallotUse } from './ballot-use.ts';
import { CardFrame } from './CardFrame.tsx';
import { MotionButtons } from './MotionButtons.tsx';
import { VoteBars } from './VoteBars.tsx';

/** Over the page while a vote is tried out: the same buttons, a number of what has come, and nothing that is kept. */
export function TrialCard({ use }: { readonly use: BallotUse }) {
  const { trial } = use;
  return trial === null ? null : <OpenTrial use={use} trial={trial} />;
}

function OpenTrial({ use, trial }: { readonly use: BallotUse; readonly trial: Trial }) {
  const { t } = useTranslation('ballots');
  const { state, me, now, canRun, tryVote } = use;
  const [pressed, setPressed] = useState<Choice | null>(null);
  const [isClosed, setClosed] = useState(false);
  const seats = entitledSeats(state, { electorate: null }, now);
  const mayAnswer = seats.some(({ voter }) => voter === me);
  const hasAnswered = trial.answered.includes(me);
  if (isClosed || !(mayAnswer || canRun)) return null;
  const answer = (choice: Choice) => {
    setPressed(choice);
    tryVote({ do: 'answer', choice: [...choice] });
  };
  return (
    <CardFrame
      label={t('trial.title')}
      title={t('trial.title')}
      actions={
        canRun ? (
          <Button size="sm" onPress={() => tryVote({ do: 'close' })}>
            {t('trial.close')}
          </Button>
        ) : (
          <IconButton icon="close" label={t('trial.hide')} onPress={() => setClosed(true)} />
        )
      }
    >
      <div className="flex flex-col gap-3 overflow-y-auto px-4 pt-1 pb-4">
        <p>{t(mayAnswer ? 'trial.text' : 'trial.textRun')}</p>
        {mayAnswer ? <MotionButtons chosen={hasAnswered ? pressed : null} onPress={answer} /> : null}
        <p role="status" className="font-medium">
          {hasAnswered ? t('trial.works') : ''}
        </p>
        <p className="figures text-sm text-ink-muted">
          {t('trial.count', { count: trial.answered.length, of: seats.length })}
        </p>
        {canRun ? (
          <VoteBars
            fields={{ method: { is: 'motion' }, rule: SIMPLE_MAJORITY }}
            numbers={numbersOfTrial(trial, seats.length)}
            outcome={null}
          />
        ) : null}
      </div>
    </CardFrame>
  );
}

function numbersOfTrial({ answered, agree, disagree, blank }: Trial, entitled: number): VoteNumbers {
  const cast = answered.length;
  return { entitled, present: entitled, cast, blank, invalid: 0, options: [agree, disagree] };
}
