import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Icon, Spinner, ToggleButton, Toolbar } from '../../ui/index.ts';
import { type BarStatus, barStatus, type MicrophoneTurn } from './bar-status.ts';
import { DeviceMenu } from './DeviceMenu.tsx';
import type { MediaSession } from './media-session.ts';
import type { MediaSnapshot } from './media-snapshot.ts';
import { useMediaSnapshot } from './useMediaSnapshot.ts';

export interface MediaBarProps {
  readonly session: MediaSession;
  readonly turn: MicrophoneTurn;
  /** Asks to speak; absent while that can't be asked. */
  readonly onAsk?: () => void;
}

/**
 * One's own sound and picture in the meeting. Whoever opens the room hears it at once, without a device; speaking and
 * showing oneself are each one click. The words beside say what is the matter, whatever it is.
 */
export function MediaBar({ session, turn, onAsk }: MediaBarProps) {
  const { t } = useTranslation('media');
  const media = useMediaSnapshot(session);
  useEffect(() => session.join(), [session]);
  return (
    <section
      aria-label={t('bar')}
      className="flex min-h-(--control-lg) flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line bg-surface px-4 py-1.5"
    >
      <StatusLine status={barStatus(media, turn)} />
      {turn === 'held' && onAsk !== undefined ? (
        <Button size="sm" icon="hand" onPress={onAsk}>
          {t('askToSpeak')}
        </Button>
      ) : null}
      {media.server.state === 'ready' ? <Controls session={session} media={media} /> : null}
    </section>
  );
}

function StatusLine({ status }: { readonly status: BarStatus }) {
  const { t } = useTranslation('media');
  return (
    <p role="status" className="flex min-w-0 flex-1 basis-64 items-center gap-2 text-sm text-ink-muted">
      {status.tone === 'busy' ? <Spinner /> : null}
      {status.tone === 'warn' ? <Icon name="warning" className="shrink-0 text-warn-ink" /> : null}
      <span>{t(status.key)}</span>
    </p>
  );
}

function Controls({ session, media }: { readonly session: MediaSession; readonly media: MediaSnapshot }) {
  const { t } = useTranslation('media');
  if (media.phase === 'off') {
    return (
      <Button icon="speaker" onPress={() => session.join()}>
        {t('join')}
      </Button>
    );
  }
  if (media.phase === 'elsewhere') {
    return (
      <Button icon="devices" onPress={() => session.takeOver()}>
        {t('moveHere')}
      </Button>
    );
  }
  const { microphone, camera } = media;
  const speaks = microphone.state !== 'off' && !microphone.muted;
  return (
    <Toolbar label={t('bar')}>
      {media.soundBlocked ? (
        <Button icon="speaker" onPress={() => session.unblockSound()}>
          {t('soundOn')}
        </Button>
      ) : null}
      {media.insecure ? null : (
        <>
          <ToggleButton
            label={t('microphone')}
            icon="microphone-off"
            selectedIcon="microphone"
            isSelected={speaks}
            onChange={(on) => (on ? void session.turnOnMicrophone() : session.mute())}
          />
          <ToggleButton
            label={t('camera')}
            icon="camera-off"
            selectedIcon="camera"
            isSelected={camera.state !== 'off'}
            onChange={(on) => (on ? void session.turnOnCamera() : session.turnOffCamera())}
          />
          <DeviceMenu session={session} microphone={microphone} camera={camera} />
        </>
      )}
      <Button
        icon="leave"
        variant="quiet"
        className="max-sm:[&>span]:sr-only"
        onPress={() => session.leave()}
      >
        {t('leave')}
      </Button>
    </Toolbar>
  );
}
