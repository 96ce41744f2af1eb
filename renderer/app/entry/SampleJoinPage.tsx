import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleApi } from '#protocol/people/api';
import { api } from '../../sync/api-client.ts';
import { useErrorText } from '../../sync/error-text.ts';
import { useSession } from '../../sync/session.ts';
import { LinkButton, Notice, Spinner } from '../../ui/index.ts';
import { EntryLayout } from './EntryLayout.tsx';
import { dropCode, keptCode } from './one-time-code.ts';

/** Opens a tab as another person of the sample meeting. */
export function SampleJoinPage() {
  const { t } = useTranslation('app');
  const errorText = useErrorText();
  const session = useSession();
  const [code] = useState(() => keptCode('sample'));
  const join = useMutation({
    mutationFn: async () => {
      const signedIn = await api.call(peopleApi.useSampleLink, { body: { code } });
      dropCode('sample');
      await session.adopt(signedIn);
    },
  });
  // A code works once: React's double mounting in development must not use it up.
  const started = useRef(false);
  const { mutate } = join;
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    mutate();
  }, [mutate]);
  return (
    <EntryLayout title={join.isError ? t('sampleJoin.failed') : t('sampleJoin.title')}>
      {join.isError ? (
        <>
          <Notice tone="error">{errorText(join.error)}</Notice>
          <div>
            <LinkButton href="/" icon="home">
              {t('failure.home')}
            </LinkButton>
          </div>
        </>
      ) : (
        <p className="flex items-center gap-3 text-ink-muted">
          <Spinner /> {t('sampleJoin.working')}
        </p>
      )}
    </EntryLayout>
  );
}
