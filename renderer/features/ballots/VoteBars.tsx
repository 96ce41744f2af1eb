import { useTranslation } from 'react-i18next';
import type { VoteFields, VoteNumbers, VoteOutcome } from '#protocol/ballots/records';
import { cx, Icon } from '../../ui/index.ts';
import { useVoteText } from './useVoteText.ts';
import { resultView, type ResultRow } from './vote-view.ts';

export interface VoteBarsProps {
  readonly fields: Pick<VoteFields, 'method' | 'rule'>;
  readonly numbers: VoteNumbers;
  /** Null while the vote is open. */
  readonly outcome: VoteOutcome | null;
}

const FILL: Record<ResultRow['is'], string> = {
  option: 'bg-accent',
  blank: 'bg-line-strong',
  invalid: 'bg-line-strong',
  notCast: 'bg-line',
};

/** The numbers of a vote: a bar for each option, blank ones and those who didn't vote, with shares of the rule's base. */
export function VoteBars({ fields, numbers, outcome }: VoteBarsProps) {
  const { t } = useTranslation('ballots');
  const text = useVoteText();
  const { rows, mark } = resultView(fields, numbers, outcome);
  const isRanking = fields.method.is === 'ranking';
  return (
    <ul aria-label={t('result.numbers')} className="flex flex-col gap-2">
      {rows.map((row) => (
        <li key={`${row.is}${row.option}`} className="flex flex-col gap-1">
          <p className="flex items-baseline gap-2 text-sm leading-snug">
            <span className={cx('min-w-0 flex-1', row.isChosen && 'font-semibold')}>
              {text.row(fields.method, row)}
              {row.isChosen && fields.method.is !== 'motion' ? (
                <Icon name="check" size={1} label={t('result.chosen')} className="ml-1 inline text-ok-ink" />
              ) : null}
            </span>
            <span className="figures shrink-0 font-semibold">{text.votes(fields.method, row)}</span>
            {row.share === null ? null : (
              <span className="figures w-14 shrink-0 text-right text-ink-muted">
                {text.percent(row.share)}
              </span>
            )}
          </p>
          {isRanking && row.is !== 'option' ? null : (
            <span aria-hidden className="relative block h-2.5 rounded-full bg-sunken ring-1 ring-line">
              <span
                className={cx('block h-full rounded-full', FILL[row.is])}
                style={{ width: `${100 * row.bar}%` }}
              />
              {mark === null ||
              row.is !== 'option' ||
              (fields.method.is === 'motion' && row.option > 0) ? null : (
                <span
                  className="absolute -inset-y-1 w-0.5 bg-ink"
                  style={{ left: `calc(${100 * mark}% - 1px)` }}
                />
              )}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
