import { useTranslation } from 'react-i18next';
import { Badge, cx, formatTime, useLanguage } from '../../ui/index.ts';
import { quorumPlot, quorumView } from './desk-view.ts';
import { DeskSection } from './DeskSection.tsx';
import type { DeskUse } from './desk-use.ts';

/** Who is there against what is needed, now and over the meeting; the rule in words. */
export function QuorumSection({ use }: { readonly use: DeskUse }) {
  const { t } = useTranslation('desk');
  const { state } = use;
  const view = quorumView(state);
  const { present, of, needed, isReached } = view;
  const rule = state.fields.quorum;
  const share = (count: number) => `${of === 0 ? 0 : Math.min(100, (100 * count) / of)}%`;
  return (
    <DeskSection
      title={t('quorum.title')}
      aside={
        needed === null ? null : (
          <Badge tone={isReached ? 'ok' : 'warn'} icon={isReached ? 'check' : 'warning'}>
            {t(isReached ? 'quorum.reached' : 'quorum.missing')}
          </Badge>
        )
      }
    >
      <p className="figures text-sm">
        {rule === null || needed === null
          ? t('quorum.noRule', { present, of })
          : t(`quorum.rule.${rule.base}`, { present, of, percent: rule.percent, needed })}
      </p>
      <span
        aria-hidden
        className="relative block h-3 overflow-hidden rounded-full bg-sunken ring-1 ring-line"
      >
        <span
          className={cx('block h-full', isReached ? 'bg-ok' : 'bg-warn')}
          style={{ width: share(present) }}
        />
        {needed === null ? null : (
          <span className="absolute inset-y-0 w-0.5 bg-ink" style={{ left: share(needed) }} />
        )}
      </span>
      <QuorumPlot use={use} />
    </DeskSection>
  );
}

function QuorumPlot({ use }: { readonly use: DeskUse }) {
  const { t } = useTranslation('desk');
  const language = useLanguage();
  const { state, now } = use;
  const { openedAt } = state;
  if (openedAt === null) return null;
  const plot = quorumPlot(state.quorum, quorumView(state), openedAt, state.endedAt ?? now);
  // A line that never moved says nothing that the bar doesn't.
  if (plot === undefined || state.quorum.length < 2) return null;
  return (
    <figure className="flex flex-col gap-0.5">
      <svg
        role="img"
        aria-label={t('quorum.history')}
        viewBox="0 -4 100 108"
        preserveAspectRatio="none"
        className="h-12 w-full overflow-visible"
      >
        {plot.needed === null ? null : (
          <path
            d={`M0 ${plot.needed}H100`}
            className="stroke-ink-muted"
            strokeWidth={1}
            strokeDasharray="4 3"
            vectorEffect="non-scaling-stroke"
          />
        )}
        <path
          d={plot.line}
          fill="none"
          className="stroke-accent"
          strokeWidth={2}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <figcaption className="figures flex justify-between text-xs text-ink-muted">
        <span>{formatTime(openedAt, language)}</span>
        <span>{t('quorum.history')}</span>
        <span>{formatTime(state.endedAt ?? now, language)}</span>
      </figcaption>
    </figure>
  );
}
