import { useTranslation } from 'react-i18next';
import { roleIn } from '#protocol/meeting/rights';
import { AskBar } from './AskBar.tsx';
import type { FloorUse } from './floor-use.ts';
import { RequestList } from './RequestList.tsx';
import { RulesButton } from './RulesButton.tsx';
import { SpeakerCard } from './SpeakerCard.tsx';
import { SpokenTimes } from './SpokenTimes.tsx';
import type { ChimeControl } from './useSpeechCues.ts';

export interface FloorPanelProps {
  readonly use: FloorUse;
  readonly chime: ChimeControl;
}

/** The floor: who speaks and for how long still, who has asked, and one's own wish to. */
export function FloorPanel({ use, chime }: FloorPanelProps) {
  const { t } = useTranslation('floor');
  const { state, me, canRun } = use;
  const { requests, rules } = state.floor;
  return (
    <div className="flex flex-col">
      <SpeakerCard {...use} />
      <AskBar use={use} />
      <section aria-label={t('title')} className="border-b border-line pb-2">
        <div className="flex items-center gap-1 pt-1.5 pr-1 pb-1 pl-4">
          <h3 className="min-w-0 flex-1 text-sm font-semibold">
            {t('title')}
            {requests.length === 0 ? null : (
              <span className="figures font-normal text-ink-muted"> · {requests.length}</span>
            )}
          </h3>
          {canRun ? <RulesButton use={use} chime={chime} /> : null}
        </div>
        {rules.order === 'fair' ? <p className="px-4 pb-1 text-sm text-ink-muted">{t('fairNote')}</p> : null}
        {requests.length === 0 ? (
          <p className="px-4 text-sm text-ink-muted">{t('nobody')}</p>
        ) : (
          <RequestList use={use} />
        )}
      </section>
      {roleIn(state, me) === 'chair' ? <SpokenTimes use={use} /> : null}
    </div>
  );
}
