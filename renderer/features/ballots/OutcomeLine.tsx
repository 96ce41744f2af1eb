import type { VoteFields, VoteOutcome } from '#protocol/ballots/records';
import { cx, Icon, type IconName } from '../../ui/index.ts';
import { useVoteText } from './useVoteText.ts';

const LOOKS: Record<VoteOutcome['is'], { readonly icon: IconName; readonly tone: string }> = {
  carried: { icon: 'check', tone: 'bg-ok-soft text-ok-ink' },
  decided: { icon: 'check', tone: 'bg-ok-soft text-ok-ink' },
  rejected: { icon: 'close', tone: 'bg-sunken text-ink' },
  undecided: { icon: 'minus', tone: 'bg-sunken text-ink' },
  noQuorum: { icon: 'warning', tone: 'bg-warn-soft text-warn-ink' },
};

/** What was decided, in words and with a sign of its own. */
export function OutcomeLine({
  fields,
  outcome,
}: {
  readonly fields: Pick<VoteFields, 'method'>;
  readonly outcome: VoteOutcome;
}) {
  const text = useVoteText();
  const { icon, tone } = LOOKS[outcome.is];
  return (
    <p className={cx('flex items-start gap-2 rounded-md px-3 py-2 font-semibold', tone)}>
      <Icon name={icon} className="mt-0.5" />
      <span className="min-w-0">{text.outcome(fields, outcome)}</span>
    </p>
  );
}
