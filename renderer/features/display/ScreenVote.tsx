import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DisplayVote } from '#protocol/display/view';
import { cx, formatNumber, Icon, useLanguage, type IconName } from '../../ui/index.ts';
import { resultView, useVoteText, type ResultRow } from '../ballots/index.ts';

/** For how long a result has the whole screen before the page comes back, in milliseconds. */
const RESULT_WHOLE = 60_000;

/** Whether a vote has the whole screen now: while it is open and no page is shown, and for a while with its result. */
export function useIsVoteWhole(vote: DisplayVote | null, hasPage: boolean): boolean {
  // The clock of the server says when it was stopped, not when it was published: what counts is when it came here.
  const key = vote?.outcome == null ? null : vote.stoppedAt;
  const [faded, setFaded] = useState<number | null>(null);
  useEffect(() => {
    if (key === null) return undefined;
    const timer = setTimeout(() => setFaded(key), RESULT_WHOLE);
    return () => clearTimeout(timer);
  }, [key]);
  if (vote === null) return false;
  if (key !== null) return key !== faded;
  return !hasPage && vote.stoppedAt === null;
}

const SIGNS: Record<
  NonNullable<DisplayVote['outcome']>['is'],
  { readonly icon: IconName; readonly tone: string }
> = {
  carried: { icon: 'check', tone: 'bg-ok-soft text-ok-ink' },
  decided: { icon: 'check', tone: 'bg-ok-soft text-ok-ink' },
  rejected: { icon: 'close', tone: 'bg-sunken text-ink' },
  undecided: { icon: 'minus', tone: 'bg-sunken text-ink' },
  noQuorum: { icon: 'warning', tone: 'bg-warn-soft text-warn-ink' },
};

/** A vote across the whole screen: the motion, how many have voted, and the result in figures that are read from afar. */
export function VoteBoard({ vote }: { readonly vote: DisplayVote }) {
  const { t } = useTranslation('display');
  return (
    <section
      aria-label={t('vote.section')}
      className="flex h-full flex-col justify-center gap-[calc(var(--u)*4)] overflow-hidden"
    >
      <VoteHead vote={vote} />
      <p
        className={cx(
          'pb-[0.12em] leading-[1.2] font-semibold',
          vote.numbers === null
            ? 'line-clamp-5 text-[calc(var(--u)*7)]'
            : 'line-clamp-3 text-[calc(var(--u)*4.4)]',
        )}
      >
        {vote.motion}
      </p>
      <OutcomeBanner vote={vote} />
      {vote.numbers === null ? null : vote.method.is === 'motion' ? (
        <MotionFigures vote={vote} numbers={vote.numbers} />
      ) : (
        <OptionRows vote={vote} numbers={vote.numbers} />
      )}
      {vote.stoppedAt === null ? <CastLine vote={vote} isLarge /> : null}
    </section>
  );
}

/** The same beside a page. */
export function VoteBox({ vote }: { readonly vote: DisplayVote }) {
  const { t } = useTranslation('display');
  const text = useVoteText();
  const language = useLanguage();
  return (
    <section
      aria-label={t('vote.section')}
      className="flex min-h-0 shrink-0 flex-col gap-[calc(var(--u)*1.6)] rounded-xl border-2 border-accent bg-surface p-[calc(var(--u)*2.4)]"
    >
      <VoteHead vote={vote} isSmall />
      <p className="line-clamp-4 pb-[0.12em] text-[calc(var(--u)*3)] leading-[1.2] font-semibold">
        {vote.motion}
      </p>
      {vote.outcome === null || vote.numbers === null ? (
        <CastLine vote={vote} />
      ) : (
        <>
          <p className="text-[calc(var(--u)*3.2)] leading-tight font-semibold">
            {text.outcome(vote, vote.outcome)}
          </p>
          {vote.method.is === 'motion' ? (
            <p className="figures text-[calc(var(--u)*2.4)] text-ink-muted">
              {resultView(vote, vote.numbers, vote.outcome)
                .rows.map((row) => `${text.row(vote.method, row)} ${formatNumber(row.votes, language)}`)
                .join(' · ')}
            </p>
          ) : null}
        </>
      )}
    </section>
  );
}

function VoteHead({ vote, isSmall = false }: { readonly vote: DisplayVote; readonly isSmall?: boolean }) {
  const { t } = useTranslation('display');
  const isOpen = vote.stoppedAt === null;
  return (
    <p
      className={cx(
        'flex shrink-0 items-center gap-[0.5em] leading-tight font-semibold text-accent-ink',
        isSmall ? 'text-[calc(var(--u)*2.6)]' : 'text-[calc(var(--u)*3.6)]',
      )}
    >
      <Icon name="ballot" className="size-[1.2em]!" />
      {isOpen ? t(`vote.open.${vote.kind}`) : t(vote.outcome === null ? 'vote.counting' : 'vote.result')}
    </p>
  );
}

function OutcomeBanner({ vote }: { readonly vote: DisplayVote }) {
  const text = useVoteText();
  if (vote.outcome === null) return null;
  const { icon, tone } = SIGNS[vote.outcome.is];
  const said = text.outcome(vote, vote.outcome);
  return (
    <p
      className={cx(
        'flex shrink-0 items-center gap-[0.5em] self-start rounded-xl px-[0.6em] py-[0.25em] leading-tight font-semibold',
        // Names are more than a word or two.
        said.length > 36 ? 'text-[calc(var(--u)*4.6)]' : 'text-[calc(var(--u)*7)]',
        tone,
      )}
    >
      <Icon name={icon} className="size-[1em]!" />
      <span className="line-clamp-3 pb-[0.1em]">{said}</span>
    </p>
  );
}

interface FiguresProps {
  readonly vote: DisplayVote;
  readonly numbers: NonNullable<DisplayVote['numbers']>;
}

const FILL: Record<ResultRow['is'], string> = {
  option: 'bg-accent',
  blank: 'bg-line-strong',
  invalid: 'bg-line-strong',
  // Hollow: the room is to see what was cast.
  notCast: 'bg-transparent',
};

/** In one bar agreeing and disagreeing need colours of their own; each has its name beside its figure. */
const fillOf = (row: ResultRow) => (row.option === 1 ? 'bg-warn' : FILL[row.is]);

function MotionFigures({ vote, numbers }: FiguresProps) {
  const text = useVoteText();
  const language = useLanguage();
  const { rows, mark } = resultView(vote, numbers, vote.outcome);
  return (
    <div className="flex shrink-0 flex-col gap-[calc(var(--u)*2)]">
      <ul className="flex gap-[calc(var(--u)*6)]">
        {rows.map((row) => (
          <li key={`${row.is}${row.option}`} className="flex min-w-0 flex-1 flex-col">
            <span className="figures text-[calc(var(--u)*14)] leading-none font-semibold">
              {formatNumber(row.votes, language)}
            </span>
            <span className="mt-[calc(var(--u)*1)] text-[calc(var(--u)*3.2)] leading-tight">
              <span
                aria-hidden
                className={cx(
                  'mr-[0.4em] inline-block size-[0.6em] rounded-sm ring-1 ring-line-strong',
                  fillOf(row),
                )}
              />
              {text.row(vote.method, row)}
            </span>
            <span className="figures text-[calc(var(--u)*2.8)] text-ink-muted">
              {row.share === null ? '' : text.percent(row.share)}
            </span>
          </li>
        ))}
      </ul>
      <span
        aria-hidden
        className="relative flex h-[calc(var(--u)*2.4)] overflow-hidden rounded-full bg-sunken ring-1 ring-line-strong"
      >
        {rows.map((row) => (
          <span
            key={`${row.is}${row.option}`}
            className={cx('block h-full', row.votes > 0 && 'border-r-2 border-canvas', fillOf(row))}
            style={{ width: `${100 * row.bar}%` }}
          />
        ))}
        {mark === null ? null : (
          <span
            className="absolute inset-y-0 w-[calc(var(--u)*0.4)] bg-ink"
            style={{ left: `calc(${100 * mark}% - var(--u) * 0.2)` }}
          />
        )}
      </span>
    </div>
  );
}

function OptionRows({ vote, numbers }: FiguresProps) {
  const text = useVoteText();
  const { rows } = resultView(vote, numbers, vote.outcome);
  const shown = rows.filter(({ is }) => is === 'option' || vote.method.is !== 'ranking');
  // The more there are the smaller they are; beyond a dozen in two columns.
  const size = Math.max(2, Math.min(4, 44 / shown.length));
  return (
    <ul
      className={cx(
        'grid min-h-0 gap-x-[calc(var(--u)*5)] gap-y-[0.4em] overflow-hidden',
        shown.length > 12 && 'grid-cols-2',
      )}
      style={{ fontSize: `calc(var(--u) * ${size})` }}
    >
      {shown.map((row) => (
        <li
          key={`${row.is}${row.option}`}
          className="grid grid-cols-[minmax(0,1fr)_auto_4em] items-baseline gap-x-[0.6em] leading-tight"
        >
          <span className={cx('truncate', row.isChosen && 'font-semibold text-ok-ink')}>
            {row.isChosen ? <Icon name="check" className="mr-[0.3em] inline size-[0.9em]!" /> : null}
            {text.row(vote.method, row)}
          </span>
          <span className="figures text-right font-semibold whitespace-nowrap">
            {text.votes(vote.method, row)}
          </span>
          <span className="figures text-right text-ink-muted">
            {row.share === null ? '' : text.percent(row.share)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function CastLine({ vote, isLarge = false }: { readonly vote: DisplayVote; readonly isLarge?: boolean }) {
  const { t } = useTranslation('display');
  const language = useLanguage();
  const { cast, of, kind, stoppedAt } = vote;
  if (kind === 'hands' || stoppedAt !== null) return null;
  return (
    <div className={cx('shrink-0', isLarge ? 'text-[calc(var(--u)*5)]' : 'text-[calc(var(--u)*3)]')}>
      <p className="figures flex items-baseline gap-[0.4em] leading-tight">
        {t('vote.cast')}{' '}
        <span className="text-[1.4em] font-semibold">
          {t('vote.castOf', { cast: formatNumber(cast, language), of: formatNumber(of, language) })}
        </span>
      </p>
      <span
        aria-hidden
        className="mt-[0.3em] block h-[0.4em] overflow-hidden rounded-full bg-sunken ring-1 ring-line-strong"
      >
        <span
          className="block h-full rounded-full bg-accent"
          style={{ width: `${of === 0 ? 0 : (100 * cast) / of}%` }}
        />
      </span>
    </div>
  );
}
