import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, formatClock } from '../../ui/index.ts';
import type { FloorUse } from './floor-use.ts';
import { spokenTimes } from './floor-view.ts';
import { SpeakingHistoryDialog } from './SpeakingHistoryDialog.tsx';
import { TimeBars } from './TimeBars.tsx';

/** How long everyone has spoken in this meeting, the longest first, and the way to earlier meetings; for the chair. */
export function SpokenTimes({ use }: { readonly use: FloorUse }) {
  const { t } = useTranslation('floor');
  const [isEarlier, setEarlier] = useState(false);
  const times = spokenTimes(use.state.floor, use.now);
  return (
    <section aria-label={t('spoken.title')} className="flex flex-col items-start gap-2 px-4 py-3">
      <h3 className="text-sm font-semibold">{t('spoken.title')}</h3>
      {times.length === 0 ? (
        <p className="text-sm text-ink-muted">{t('spoken.nobody')}</p>
      ) : (
        <div className="w-full">
          <TimeBars
            label={t('spoken.title')}
            rows={times.map(({ person, turns, ms }) => ({
              id: person,
              name: use.nameOf(person),
              ms,
              text: t('spoken.time', { count: turns, time: formatClock(ms) }),
            }))}
          />
        </div>
      )}
      <Button size="sm" icon="clock" onPress={() => setEarlier(true)}>
        {t('history.open')}
      </Button>
      {isEarlier ? (
        <SpeakingHistoryDialog meeting={use.state.id} nameOf={use.nameOf} onClose={() => setEarlier(false)} />
      ) : null}
    </section>
  );
}
