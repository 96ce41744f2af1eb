import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, toast } from '../../ui/index.ts';
import { SpeakerCard, type FloorUse } from '../floor/index.ts';
import { AnnouncementSection } from './AnnouncementSection.tsx';
import { DeskSection } from './DeskSection.tsx';
import type { DeskUse } from './desk-use.ts';
import { HandOverDialog } from './HandOverDialog.tsx';
import { ItemSection } from './ItemSection.tsx';
import { LobbySection } from './LobbySection.tsx';
import { PresenterSection } from './PresenterSection.tsx';
import { QuorumSection } from './QuorumSection.tsx';
import { ServiceCalls } from './ServiceCalls.tsx';

export interface ChairDeskProps {
  readonly use: DeskUse;
  readonly floor: FloorUse;
  /** Putting something to the vote, and the vote that is open. */
  readonly voting: ReactNode;
}

/** Bàn chủ trì: everything that runs the meeting, the most urgent above. Only while it is in session. */
export function ChairDesk({ use, floor, voting }: ChairDeskProps) {
  const { t } = useTranslation('desk');
  const { state, me, run } = use;
  const [handing, setHanding] = useState(false);
  const muteAll = async () => {
    if (await run({ type: 'media.muteAll' })) toast(t('room.muted'));
  };
  return (
    <div className="flex flex-col">
      <ItemSection use={use} />
      <DeskSection title={t('voting.title')}>{voting}</DeskSection>
      <SpeakerCard {...floor} />
      <ServiceCalls use={use} />
      <QuorumSection use={use} />
      <PresenterSection use={use} />
      <AnnouncementSection use={use} />
      <LobbySection use={use} />
      <DeskSection title={t('room.title')}>
        <div className="flex flex-wrap gap-1.5">
          <Button size="sm" icon="microphone-off" onPress={() => void muteAll()}>
            {t('room.muteAll')}
          </Button>
          {state.fields.chair === me ? (
            <Button size="sm" icon="gavel" onPress={() => setHanding(true)}>
              {t('chair.handOverShort')}
            </Button>
          ) : null}
        </div>
      </DeskSection>
      <HandOverDialog use={use} isOpen={handing} onClose={() => setHanding(false)} />
    </div>
  );
}
