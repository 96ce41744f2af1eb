import { useTranslation } from 'react-i18next';
import type { DisplayView } from '#protocol/display/view';
import { cx, formatClock, formatNumber, useLanguage } from '../../ui/index.ts';
import { clockLook, type ClockLook } from './clock-look.ts';

/** Beside a page; beside a speaker; alone. */
const itemSizes = {
  small: {
    number: 'text-[calc(var(--u)*2.8)]',
    title: 'line-clamp-4 text-[calc(var(--u)*3.6)]',
    used: 'text-[calc(var(--u)*2.4)]',
  },
  large: {
    number: 'text-[calc(var(--u)*4)]',
    title: 'line-clamp-3 text-[calc(var(--u)*6)]',
    used: 'text-[calc(var(--u)*3.4)]',
  },
  huge: {
    number: 'text-[calc(var(--u)*5)]',
    title: 'line-clamp-4 text-[calc(var(--u)*8)]',
    used: 'text-[calc(var(--u)*4)]',
  },
} as const;

/** The current item: its number and, where it is public, what it is about and how long it has taken. */
export function ItemBox({
  item,
  now,
  size,
}: {
  readonly item: DisplayView['item'];
  readonly now: number;
  readonly size: keyof typeof itemSizes;
}) {
  const { t } = useTranslation('display');
  const sizes = itemSizes[size];
  if (item === null) return <p className={cx('leading-tight', sizes.title)}>{t('item.none')}</p>;
  const { about } = item;
  return (
    <section
      aria-label={t('item.section')}
      className="flex min-h-0 flex-col gap-[calc(var(--u)*1)] overflow-hidden"
    >
      <p className={cx('shrink-0 leading-tight font-semibold text-accent-ink', sizes.number)}>
        {t('item.number', { number: item.number })}
      </p>
      <h2
        className={cx(
          // Clamping cuts below the last line, where ọ and ạ have their dots.
          'pb-[0.12em] leading-[1.2] font-semibold',
          sizes.title,
          about === null && 'text-ink-muted',
        )}
      >
        {about === null ? t('item.notPublic') : about.title}
      </h2>
      {about === null ? null : (
        <p className={cx('figures shrink-0 text-ink-muted', sizes.used)}>{usedText(t, about, now)}</p>
      )}
    </section>
  );
}

type Translate = ReturnType<typeof useTranslation<'display'>>['t'];

function usedText(t: Translate, about: NonNullable<NonNullable<DisplayView['item']>['about']>, now: number) {
  const used = formatClock(about.usedMs + (about.since === null ? 0 : Math.max(0, now - about.since)));
  return about.minutes === 0 ? t('item.used', { used }) : t('item.usedOf', { used, minutes: about.minutes });
}

const clockColours: Record<ClockLook['is'], string> = {
  free: 'text-ink',
  good: 'text-ok-ink',
  nearly: 'text-warn-ink',
  over: 'text-live-ink',
};

/** Who has the floor, and the time that they have: by its colour from afar, and in words. */
export function SpeakerBox({
  speaker,
  now,
  isLarge = false,
}: {
  readonly speaker: DisplayView['speaker'];
  readonly now: number;
  readonly isLarge?: boolean;
}) {
  const { t } = useTranslation('display');
  if (speaker === null) return null;
  const look = clockLook(speaker, now);
  return (
    <section
      aria-label={t('speaker.section')}
      className={cx(
        'flex shrink-0 rounded-xl border-2 bg-surface p-[calc(var(--u)*2.4)]',
        isLarge ? 'items-center justify-between gap-[calc(var(--u)*5)]' : 'flex-col gap-[calc(var(--u)*1.4)]',
        look.is === 'over' ? 'border-live' : look.is === 'nearly' ? 'border-warn' : 'border-line',
      )}
    >
      <div className="min-w-0">
        <p className="text-[calc(var(--u)*2.4)] text-ink-muted">{t(`speaker.${speaker.kind}`)}</p>
        <p
          className={cx(
            'line-clamp-2 leading-tight font-semibold',
            isLarge ? 'text-[calc(var(--u)*5)]' : 'text-[calc(var(--u)*3.6)]',
          )}
        >
          {speaker.name === '' ? t('speaker.unknown') : speaker.name}
        </p>
        {speaker.title === '' ? null : (
          <p
            className={cx(
              'line-clamp-2 text-ink-muted',
              isLarge ? 'text-[calc(var(--u)*3.4)]' : 'text-[calc(var(--u)*2.4)]',
            )}
          >
            {speaker.title}
          </p>
        )}
      </div>
      <div className={cx('shrink-0', clockColours[look.is], isLarge && 'text-right')}>
        <p
          role="timer"
          className={cx(
            'figures leading-none font-semibold',
            isLarge ? 'text-[calc(var(--u)*13)]' : 'text-[calc(var(--u)*9)]',
          )}
        >
          {look.is === 'over' ? '+' : ''}
          {formatClock(look.ms)}
        </p>
        <p className="mt-[calc(var(--u)*0.8)] text-[calc(var(--u)*2.8)] font-semibold">
          {t(speaker.since === null ? 'speaker.still' : `speaker.clock.${look.is}`)}
        </p>
      </div>
    </section>
  );
}

export function WaitingLine({ waiting }: { readonly waiting: number }) {
  const { t } = useTranslation('display');
  if (waiting === 0) return null;
  return <p className="text-[calc(var(--u)*2.8)] text-ink-muted">{t('waiting', { count: waiting })}</p>;
}

/** Túc số: how many are there of whom, and the rule with whether it is kept. */
export function QuorumBar({ quorum }: { readonly quorum: DisplayView['quorum'] }) {
  const { t } = useTranslation('display');
  const language = useLanguage();
  const { present, of, rule, needed } = quorum;
  if (of === 0) return null;
  const isKept = needed === null || present >= needed;
  const counts = t('quorum.present', {
    present: formatNumber(present, language),
    of: formatNumber(of, language),
  });
  const share = (count: number) => `${Math.min(100, (100 * count) / of)}%`;
  return (
    <section
      aria-label={t('quorum.section')}
      className="flex shrink-0 items-center gap-[calc(var(--u)*3)] text-[calc(var(--u)*2.6)]"
    >
      <p className="figures shrink-0 font-semibold">{counts}</p>
      <div
        role="img"
        aria-label={counts}
        className="relative h-[calc(var(--u)*1.6)] min-w-0 flex-1 rounded-full bg-sunken ring-1 ring-line-strong"
      >
        <div
          className={cx('h-full rounded-full', rule === null ? 'bg-accent' : isKept ? 'bg-ok' : 'bg-warn')}
          style={{ width: share(present) }}
        />
        {needed === null ? null : (
          <div
            className="absolute inset-y-[calc(var(--u)*-0.8)] w-[calc(var(--u)*0.4)] bg-ink"
            style={{ left: `calc(${share(needed)} - var(--u) * 0.4)` }}
          />
        )}
      </div>
      {rule === null || needed === null ? null : (
        <p className={cx('shrink-0', isKept ? 'text-ok-ink' : 'text-warn-ink')}>
          <span className="font-semibold">{t(isKept ? 'quorum.kept' : 'quorum.missing')}</span>{' '}
          {t(`quorum.rule.${rule.base}`, { percent: rule.percent, needed })}
        </p>
      )}
    </section>
  );
}
