import { useTranslation } from 'react-i18next';
import type { Vote } from '#protocol/ballots/records';
import { ballotsKnown, numbersNow, progressOf, rollNow } from '#protocol/ballots/standing';
import { Notice, Unfold } from '../../../ui/index.ts';
import type { BallotUse } from '../ballot-use.ts';
import { NamedBallots } from '../BallotLists.tsx';
import { SeatBallot } from '../SeatBallot.tsx';
import { TopicLink } from '../TopicLink.tsx';
import type { BallotCardControl } from '../useBallotCard.ts';
import { useVoteText } from '../useVoteText.ts';
import { ownSeats, showsNumbers } from '../vote-view.ts';
import { VoteActions } from '../VoteActions.tsx';
import { VoteBars } from '../VoteBars.tsx';
import { VoteProgressLine } from '../VoteProgressLine.tsx';

export interface RoundQuestionProps {
  readonly use: BallotUse;
  readonly control: BallotCardControl;
  /** An open one. */
  readonly vote: Vote;
  /** Its place among all, from 1. */
  readonly number: number;
  readonly isOnly: boolean;
}

/** A question that is asked in writing: what is asked of which page, one's own ballots, and what has come in so far. */
export function RoundQuestion({ use, control, vote, number, isOnly }: RoundQuestionProps) {
  const { t } = useTranslation('ballots');
  const text = useVoteText();
  const { state, me, now, nameOf, canRun } = use;
  const { fields } = vote;
  const seats = ownSeats(state, vote, me, now);
  const isPlain = seats.length === 1 && seats[0]?.why === 'own';
  const { cast } = progressOf(state, vote, now);
  const roll = rollNow(state, vote, now);
  const seesAnswers = showsNumbers(vote, canRun) || (canRun && fields.kind === 'named');
  return (
    <article aria-label={fields.motion} className="flex flex-col gap-3">
      <div className="flex flex-col gap-1">
        {isOnly ? null : (
          <p className="figures text-sm font-semibold text-accent-ink">{t('round.question', { number })}</p>
        )}
        <p className="leading-snug font-semibold whitespace-pre-line">{fields.motion}</p>
        <TopicLink state={state} topic={fields.about} onGo={use.onGo} />
        <p className="text-sm text-ink-muted">{text.terms(fields)}</p>
      </div>
      {seats.map((seat) => (
        <SeatBallot
          key={seat.seat}
          use={use}
          vote={vote}
          seat={seat}
          casting={control.casting}
          receipts={control.receipts}
          reasons={control.reasons}
          isPlain={isPlain}
        />
      ))}
      {seats.length === 0 && !canRun ? <Notice>{t('round.notAsked')}</Notice> : null}
      <VoteProgressLine use={use} vote={vote} />
      {showsNumbers(vote, canRun) ? (
        <VoteBars fields={fields} numbers={numbersNow(state, vote, now)} outcome={null} />
      ) : null}
      {seesAnswers && cast > 0 ? (
        <Unfold label={t('round.answers', { count: cast })}>
          <NamedBallots
            method={fields.method}
            roll={roll.filter(({ by }) => by !== null)}
            ballots={ballotsKnown(vote, roll)}
            nameOf={nameOf}
          />
        </Unfold>
      ) : null}
      <VoteActions use={use} vote={vote} />
    </article>
  );
}
