import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isWaiting } from '#protocol/meeting/rights';
import { MeetingId } from '#protocol/wire/ids';
import { EmptyState, LinkButton, Page, Spinner } from '../../ui/index.ts';
import { usePeopleBook } from '../people/index.ts';
import { LobbyPage } from './LobbyPage.tsx';
import { MeetingRoom, type MeetingRoomProps } from './MeetingRoom.tsx';
import { useMeetingChannel } from './useMeetingChannel.ts';
import { useRoomAnnouncements } from './useRoomAnnouncements.ts';

/** The meeting's room, or why one can't be in it. */
export function MeetingRoomPage() {
  const { id } = useParams({ strict: false });
  const meeting = MeetingId.safeParse(id);
  return meeting.success ? (
    <Entrance key={meeting.data} meeting={meeting.data} />
  ) : (
    <NoRoom code="notFound" />
  );
}

function Entrance({ meeting }: { readonly meeting: MeetingId }) {
  const { t } = useTranslation('meeting');
  const { channel, snapshot } = useMeetingChannel(meeting);
  const { connection, meeting: state, you } = snapshot;
  // The app itself asks to sign in again, over this screen.
  const waitsForSignIn = connection.state === 'refused' && connection.code === 'signInNeeded';
  if (connection.state === 'refused' && !waitsForSignIn) return <NoRoom code={connection.code} />;
  if (channel === null || state === undefined || you === undefined) {
    return (
      <div role="status" className="flex h-full flex-col items-center justify-center gap-3 text-ink-muted">
        <Spinner size={2} />
        <p>{t(connection.state === 'offline' ? 'room.waitingForServer' : 'room.entering')}</p>
      </div>
    );
  }
  return <Inside channel={channel} snapshot={snapshot} state={state} me={you} />;
}

/** The room, or the lobby before it. What happens is told in both, so that being let in is told too. */
function Inside(props: MeetingRoomProps) {
  const { snapshot, state, me } = props;
  useRoomAnnouncements(snapshot, me, usePeopleBook());
  return isWaiting(state, me) ? <LobbyPage state={state} snapshot={snapshot} /> : <MeetingRoom {...props} />;
}

function NoRoom({ code }: { readonly code: string }) {
  const { t } = useTranslation('meeting');
  const { t: codes } = useTranslation('codes');
  return (
    <div className="h-full overflow-y-auto">
      <Page title={t('room.closedTitle')}>
        <EmptyState
          icon="meeting"
          title={t(code === 'notFound' || code === 'notAllowed' ? 'room.notInvited' : 'room.notNow')}
          actions={
            <LinkButton href="/" variant="primary">
              {t('toHome')}
            </LinkButton>
          }
        >
          {code === 'notFound' || code === 'notAllowed' ? t('room.notInvitedText') : codes(code)}
        </EmptyState>
      </Page>
    </div>
  );
}
