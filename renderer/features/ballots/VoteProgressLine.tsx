import { useTranslation } from 'react-i18next';
import type { Vote } from '#protocol/ballots/records';
import { progressOf } from '#protocol/ballots/standing';
import { ProgressBar } from '../../ui/index.ts';
import type { VotePreparing } from './ballot-use.ts';

/** How many have voted, of how many. */
export function VoteProgressLine({
  use,
  vote,
}: {
  readonly use: Pick<VotePreparing, 'state' | 'now'>;
  readonly vote: Vote;
}) {
  const { t } = useTranslation('ballots');
  const { cast, of } = progressOf(use.state, vote, use.now);
  if (vote.fields.kind === 'hands')
    return <p className="figures text-sm text-ink-muted">{t('progress.hands', { of })}</p>;
  return (
    <ProgressBar
      label={t('progress.label')}
      value={of === 0 ? 0 : cast / of}
      valueText={t('progress.value', { cast, of })}
    />
  );
}
