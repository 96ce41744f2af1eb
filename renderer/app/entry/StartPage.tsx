import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../sync/error-text.ts';
import { usePlatform } from '../../sync/platform-context.ts';
import { useSession, useSessionState } from '../../sync/session.ts';
import { Button, Notice, Spinner } from '../../ui/index.ts';
import { EntryLayout } from './EntryLayout.tsx';

/** Milliseconds until the app looks for the server again by itself. */
const AGAIN = 5000;

/** While it is not known who is signed in, and when that can't be found out. */
export function StartPage() {
  const { t } = useTranslation('app');
  const errorText = useErrorText();
  const session = useSession();
  const platform = usePlatform();
  const state = useSessionState();
  const { phase } = state;
  useEffect(() => {
    if (phase !== 'unreachable') return undefined;
    const timer = setTimeout(() => void session.start(), AGAIN);
    return () => clearTimeout(timer);
  }, [phase, session]);
  if (state.phase === 'tooOld') {
    return (
      <EntryLayout title={t('failure.tooOldTitle')} lead={t('codes:tooOld')}>
        <div>
          <Button variant="primary" icon="refresh" onPress={() => location.reload()}>
            {t('failure.reload')}
          </Button>
        </div>
      </EntryLayout>
    );
  }
  if (state.phase === 'unreachable') {
    return (
      <EntryLayout title={t('failure.unreachableTitle')} lead={t('failure.unreachableText')}>
        <Notice tone="warn" icon="wifi-off">
          {errorText(state.error)}
        </Notice>
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" icon="refresh" onPress={() => void session.start()}>
            {t('failure.retry')}
          </Button>
          {platform.server === null ? null : (
            <Button variant="quiet" onPress={() => void platform.server?.forget()}>
              {t('server.change')}
            </Button>
          )}
        </div>
      </EntryLayout>
    );
  }
  return (
    <div className="flex h-dvh items-center justify-center gap-3 text-ink-muted">
      <Spinner size={1.5} /> {t('failure.loading')}
    </div>
  );
}
