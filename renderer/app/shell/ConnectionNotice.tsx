import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleApi } from '#protocol/people/api';
import { api } from '../../sync/api-client.ts';
import { useShownCopy } from '../../sync/device/current-copy.ts';
import { announce, formatDateTime, Icon, useLanguage } from '../../ui/index.ts';

/** Milliseconds between looks for the server while it is away. */
const LOOK = 4000;

/** A line under the top bar while the server can't be reached: what happened, what is safe. */
export function ConnectionNotice() {
  const { t } = useTranslation('app');
  const language = useLanguage();
  const copy = useShownCopy();
  const [lost, setLost] = useState(() => !navigator.onLine);
  useEffect(() => {
    const off = () => setLost(true);
    const look = () => {
      // The answer itself is of no interest: `onReach` tells whether there was one.
      api.call(peopleApi.serverInfo, { fresh: true }).catch(() => undefined);
    };
    const stop = api.onReach((reached) => setLost(!reached));
    window.addEventListener('offline', off);
    window.addEventListener('online', look);
    return () => {
      stop();
      window.removeEventListener('offline', off);
      window.removeEventListener('online', look);
    };
  }, []);
  useEffect(() => {
    if (!lost) return undefined;
    announce(`${t('offline.title')} ${t('offline.text')}`, 'assertive');
    const timer = setInterval(() => {
      api.call(peopleApi.serverInfo, { fresh: true }).catch(() => undefined);
    }, LOOK);
    return () => {
      clearInterval(timer);
      announce(t('offline.back'));
    };
  }, [lost, t]);
  if (!lost && copy === null) return null;
  return (
    <section
      aria-label={t('offline.title')}
      className="flex shrink-0 items-center gap-3 border-b border-warn/50 bg-warn-soft px-4 py-2 text-sm"
    >
      <Icon name="wifi-off" className="text-warn-ink" />
      <p>
        {lost ? (
          <>
            <strong className="font-semibold">{t('offline.title')}</strong> {t('offline.text')}{' '}
          </>
        ) : null}
        {copy === null ? null : t('offline.copy', { when: formatDateTime(copy.at, language) })}
      </p>
    </section>
  );
}
