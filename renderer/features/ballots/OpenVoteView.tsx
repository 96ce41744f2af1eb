import { useTranslation } from 'react-i18next';
import type { Vote } from '#protocol/ballots/records';
import { numbersNow, progressOf } from '#protocol/ballots/standing';
import { Badge, Unfold } from '../../ui/index.ts';
import type { BallotUse } from './ballot-use.ts';
import { TopicLink } from './TopicLink.tsx';
import { useVoteText } from './useVoteText.ts';
import { showsNumbers } from './vote-view.ts';
import { VoteActions } from './VoteActions.tsx';
import { VoteBars } from './VoteBars.tsx';
import { VoteProgressLine } from './VoteProgressLine.tsx';

/** The open vote: how many have voted, who hasn't, the numbers where they are shown, and what can be done with it. */
export function OpenVoteView({ use, vote }: { readonly use: BallotUse; readonly vote: Vote }) {
  const { t } = useTranslation('ballots');
  const text = useVoteText();
  const { state, now, nameOf, canRun } = use;
  const { fields } = vote;
  const { missing } = progressOf(state, vote, now);
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap gap-1.5">
        <Badge tone="live">{t('status.open')}</Badge>
      </p>
      <p className="leading-snug font-semibold whitespace-pre-line">{fields.motion}</p>
      <TopicLink state={state} topic={fields.about} onGo={use.onGo} />
      <p className="text-sm text-ink-muted">{text.terms(fields)}</p>
      <VoteProgressLine use={use} vote={vote} />
      {showsNumbers(vote, canRun) ? (
        <VoteBars fields={fields} numbers={numbersNow(state, vote, now)} outcome={null} />
      ) : null}
      {canRun && fields.kind !== 'hands' && missing.length > 0 ? (
        <Unfold label={t('progress.missing', { count: missing.length })}>
          <ul aria-label={t('progress.missing', { count: missing.length })} className="flex flex-col text-sm">
            {missing.map(({ seat, voter }) => (
              <li key={seat} className="py-0.5">
                {nameOf(seat)}
                {voter === seat ? null : (
                  <span className="text-ink-muted"> {t('progress.voter', { name: nameOf(voter) })}</span>
                )}
              </li>
            ))}
          </ul>
        </Unfold>
      ) : null}
      <VoteActions use={use} vote={vote} />
    </div>
  );
}
