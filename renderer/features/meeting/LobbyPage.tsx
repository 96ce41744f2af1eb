import { useTranslation } from 'react-i18next';
import type { MeetingState } from '#protocol/meeting/records';
import type { MeetingSnapshot } from '../../sync/meeting-channel.ts';
import { EmptyState, LinkButton, Page } from '../../ui/index.ts';
import { usePeopleBook } from '../people/index.ts';

export interface LobbyPageProps {
  readonly state: MeetingState;
  readonly snapshot: MeetingSnapshot;
}

/** Where a guest waits until they are let in. The channel tells when that is, and the room takes this page's place. */
export function LobbyPage({ state, snapshot }: LobbyPageProps) {
  const { t } = useTranslation('meeting');
  const people = usePeopleBook();
  const { title, chair } = state.fields;
  const isAway = snapshot.connection.state === 'offline';
  return (
    <div className="h-full overflow-y-auto">
      <Page title={t('lobby.title')}>
        <EmptyState
          icon={isAway ? 'wifi-off' : 'clock'}
          title={title}
          actions={<LinkButton href="/">{t('toHome')}</LinkButton>}
        >
          <span className="flex flex-col gap-3">
            <span>{t('lobby.chair', { name: people.of(chair)?.name ?? t('formerColleague') })}</span>
            <span role="status">{t(isAway ? 'lobby.offline' : 'lobby.text')}</span>
          </span>
        </EmptyState>
      </Page>
    </div>
  );
}
