import { useTranslation } from 'react-i18next';
import { Badge, Button, cx, formatClock, formatTime, useLanguage } from '../../ui/index.ts';
import { comingUp, currentItemView, type CurrentItemView } from './desk-view.ts';
import { DeskSection } from './DeskSection.tsx';
import type { DeskUse } from './desk-use.ts';

/** How many of what comes next are shown. */
const COMING = 3;

/** The item that is being discussed with its clock, and what comes after it and when. */
export function ItemSection({ use }: { readonly use: DeskUse }) {
  const { t } = useTranslation('desk');
  const language = useLanguage();
  const { state, now, onStart } = use;
  const current = currentItemView(state, now);
  const coming = comingUp(state, now);
  const [next, ...later] = coming.slice(0, COMING);
  return (
    <DeskSection title={t('item.title')}>
      {current === undefined ? (
        <p className="text-sm text-ink-muted">{t('item.none')}</p>
      ) : (
        <Current use={use} current={current} />
      )}
      {next === undefined ? (
        <p className="text-sm text-ink-muted">{t('item.last')}</p>
      ) : (
        <>
          <Button
            variant={current === undefined ? 'primary' : 'secondary'}
            icon="play"
            className="w-full justify-start! text-left!"
            onPress={() => onStart(next.item.id)}
          >
            {t('item.startNext', { number: next.number, title: next.item.title })}
          </Button>
          <ol aria-label={t('item.coming')} className="flex flex-col gap-0.5 text-sm text-ink-muted">
            {[next, ...later].map(({ item, number, at }) => (
              <li key={item.id} className="flex gap-2">
                <span className="figures shrink-0">
                  {t('item.about', { time: formatTime(at, language) })}
                </span>
                <span className="min-w-0 flex-1 leading-snug">
                  {number}. {item.title}
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </DeskSection>
  );
}

function Current({ use, current }: { readonly use: DeskUse; readonly current: CurrentItemView }) {
  const { t } = useTranslation('desk');
  const { item, number, usedMs, plannedMs, isOver } = current;
  const { id } = item;
  const isPaused = item.progress === 'paused';
  return (
    <>
      <p className="leading-snug font-semibold">
        {number}. {item.title}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <span className={cx('figures text-lg font-semibold', isOver ? 'text-live-ink' : 'text-ink')}>
          {plannedMs === null
            ? t('item.used', { used: formatClock(usedMs) })
            : t('item.usedOf', { used: formatClock(usedMs), planned: formatClock(plannedMs) })}
        </span>
        {isOver && plannedMs !== null ? (
          <Badge tone="warn" icon="clock">
            {t('item.over', { time: formatClock(usedMs - plannedMs) })}
          </Badge>
        ) : null}
        {isPaused ? <Badge icon="pause">{t('item.paused')}</Badge> : null}
      </div>
      {plannedMs === null ? null : (
        <span aria-hidden className="block h-1.5 overflow-hidden rounded-full bg-sunken ring-1 ring-line">
          <span
            className={cx('block h-full rounded-full', isOver ? 'bg-live' : 'bg-accent')}
            style={{ width: `${Math.min(100, (100 * usedMs) / plannedMs)}%` }}
          />
        </span>
      )}
      <div className="flex flex-wrap gap-1.5">
        {isPaused ? (
          <Button size="sm" icon="play" onPress={() => void use.run({ type: 'agenda.startItem', id })}>
            {t('item.resume')}
          </Button>
        ) : (
          <Button size="sm" icon="pause" onPress={() => void use.run({ type: 'agenda.pauseItem', id })}>
            {t('item.pause')}
          </Button>
        )}
        <Button size="sm" icon="postpone" onPress={() => void use.run({ type: 'agenda.postponeItem', id })}>
          {t('item.postpone')}
        </Button>
        <Button size="sm" icon="check" onPress={() => void use.run({ type: 'agenda.endItem', id })}>
          {t('item.end')}
        </Button>
      </div>
    </>
  );
}
