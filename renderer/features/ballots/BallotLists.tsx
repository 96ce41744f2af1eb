import { useTranslation } from 'react-i18next';
import type { Ballot, RollSeat, Vote, VoteCount, VoteMethod } from '#protocol/ballots/records';
import type { PersonId } from '#protocol/wire/ids';
import { Badge, cx } from '../../ui/index.ts';
import type { ReceiptBook } from './receipt-book.ts';
import { useVoteText } from './useVoteText.ts';
import { publishedBallots, receiptText } from './vote-view.ts';

/** Who chose what in a named vote and why, and who of its roll didn't vote. */
export function NamedBallots({
  method,
  roll,
  ballots,
  nameOf,
}: {
  readonly method: VoteMethod;
  readonly roll: readonly RollSeat[];
  readonly ballots: readonly Ballot[];
  readonly nameOf: (person: PersonId) => string;
}) {
  const { t } = useTranslation('ballots');
  const text = useVoteText();
  const known = new Map(ballots.map((ballot) => [ballot.seat, ballot]));
  return (
    <ul
      aria-label={t('lists.named')}
      className="flex flex-col divide-y divide-line border-y border-line text-sm"
    >
      {roll.map(({ seat, by, weight }) => {
        const { choice, reason = '' } = known.get(seat) ?? {};
        return (
          <li key={seat} className="flex flex-wrap items-start gap-x-3 py-1.5">
            <span className="min-w-0 flex-1">
              {nameOf(seat)}
              {by === null || by === seat ? null : (
                <span className="block text-ink-muted">{t('lists.by', { name: nameOf(by) })}</span>
              )}
              {weight === 1 ? null : (
                <span className="figures block text-ink-muted">{t('lists.weight', { count: weight })}</span>
              )}
            </span>
            <span
              className={cx('max-w-1/2 text-right', choice === undefined ? 'text-ink-muted' : 'font-medium')}
            >
              {choice === undefined ? t('row.notCast') : text.choice(method, choice)}
            </span>
            {reason === '' ? null : (
              <span className="basis-full pt-0.5 whitespace-pre-line text-ink-muted">{reason}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The published ballots of a secret vote, sorted by receipt: everybody finds their own, and can count them all again. */
export function SecretBallots({
  vote,
  count,
  receipts,
}: {
  readonly vote: Vote;
  readonly count: VoteCount;
  readonly receipts: ReceiptBook;
}) {
  const { t } = useTranslation('ballots');
  const text = useVoteText();
  const own = new Set(Object.values(receipts.of(vote.id)));
  const ballots = publishedBallots(count.ballots, own);
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-sm text-ink-muted">
        {t(vote.fields.receipts ? 'lists.secretNote' : 'lists.noReceipts')}
      </p>
      <ol
        aria-label={t('lists.secret')}
        className="flex flex-col divide-y divide-line border-y border-line text-sm"
      >
        {ballots.map(({ receipt, choice, isOwn }, index) => (
          <li
            key={receipt ?? `${index}`}
            className={cx(
              'flex flex-wrap items-center gap-x-3 py-1.5',
              isOwn && '-mx-2 rounded-sm bg-accent-soft px-2',
            )}
          >
            <span className="min-w-0 flex-1 basis-36">
              {receipt === null ? null : <span className="font-mono text-xs">{receiptText(receipt)}</span>}{' '}
              {isOwn ? <Badge tone="accent">{t('lists.own')}</Badge> : null}
            </span>
            <span className="font-medium">{text.choice(vote.fields.method, choice)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
