import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleApi } from '#protocol/people/api';
import { parseServerAddress } from '../../platform/index.ts';
import { createApiClient } from '../../sync/api-client.ts';
import { usePlatform } from '../../sync/platform-context.ts';
import { Button, Form, Notice, TextField } from '../../ui/index.ts';
import { EntryLayout } from './EntryLayout.tsx';

/** On the desktop: which server this computer belongs to. It is asked who it is before it is remembered. */
export function ServerPage() {
  const { t } = useTranslation('app');
  const platform = usePlatform();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    const address = parseServerAddress(typed);
    setWrong(address === null);
    setMissing(false);
    if (address === null) return;
    setBusy(true);
    const candidate = createApiClient((input, init) => fetch(input, init));
    candidate.connect({ origin: address, token: null });
    try {
      await candidate.call(peopleApi.serverInfo, {});
      await platform.server?.use(address);
    } catch {
      setMissing(true);
      setBusy(false);
    }
  };
  return (
    <EntryLayout title={t('server.title')} lead={t('server.lead')}>
      <Form className="gap-4" onSubmit={submit}>
        {missing ? <Notice tone="error">{t('server.notBantron')}</Notice> : null}
        <TextField
          autoFocus
          label={t('server.address')}
          description={t('server.help')}
          value={typed}
          onChange={setTyped}
          inputMode="url"
          autoComplete="off"
          spellCheck="false"
          {...(wrong ? { error: t('server.invalid') } : {})}
        />
        <Button type="submit" variant="primary" size="lg" isPending={busy}>
          {t('server.submit')}
        </Button>
      </Form>
    </EntryLayout>
  );
}
