import { useTranslation } from 'react-i18next';
import { formatClock } from '../../ui/index.ts';
import { spokenTimes } from './floor-view.ts';
import type { FloorUse } from './floor-use.ts';

/** How long everyone has spoken in this meeting, the longest first; for the chair. */
export function SpokenTimes({ use }: { readonly use: FloorUse }) {
  const { t } = useTranslation('floor');
  const times = spokenTimes(use.state.floor, use.now);
  const most = times[0]?.ms ?? 0;
  if (times.length === 0) return null;
  return (
    <section aria-label={t('spoken.title')} className="px-4 py-3">
      <h3 className="pb-1.5 text-sm font-semibold">{t('spoken.title')}</h3>
      <ul className="flex flex-col gap-1.5">
        {times.map(({ person, turns, ms }) => (
          <li key={person} className="text-sm">
            <p className="flex justify-between gap-2">
              <span className="min-w-0">{use.nameOf(person)}</span>
              <span className="figures shrink-0 text-ink-muted">
                {t('spoken.time', { count: turns, time: formatClock(ms) })}
              </span>
            </p>
            <span aria-hidden className="block h-1.5 rounded-full bg-sunken">
              <span
                className="block h-full rounded-full bg-accent"
                style={{ width: `${most === 0 ? 0 : (100 * ms) / most}%` }}
              />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
