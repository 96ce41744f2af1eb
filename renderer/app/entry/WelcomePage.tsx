import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleApi } from '#protocol/people/api';
import { Password } from '#protocol/people/records';
import { api } from '../../sync/api-client.ts';
import { useErrorText } from '../../sync/error-text.ts';
import { useSession } from '../../sync/session.ts';
import { Button, Form, LinkButton, Notice, Spinner } from '../../ui/index.ts';
import { EntryLayout } from './EntryLayout.tsx';
import { NewPasswordField } from './NewPasswordField.tsx';
import { dropCode, keptCode } from './one-time-code.ts';

/** Chooses a password with a one-time link, and signs in with it. */
export function WelcomePage() {
  const { t } = useTranslation('app');
  const errorText = useErrorText();
  const session = useSession();
  const [code] = useState(() => keptCode('welcome'));
  const [password, setPassword] = useState('');
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const guest = useQuery({
    queryKey: ['welcome', code],
    queryFn: ({ signal }) => api.call(peopleApi.welcome, { body: { code }, signal }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const submit = async () => {
    setChecked(true);
    if (!Password.safeParse(password).success) return;
    setBusy(true);
    setFailure(null);
    try {
      const signedIn = await api.call(peopleApi.choosePassword, {
        body: { code, password, holder: session.holder },
      });
      dropCode('welcome');
      await session.adopt(signedIn);
    } catch (error) {
      setFailure(errorText(error));
      setBusy(false);
    }
  };
  if (guest.isPending) {
    return (
      <EntryLayout title={t('welcome.title')}>
        <p className="flex items-center gap-3 text-ink-muted">
          <Spinner /> {t('welcome.checking')}
        </p>
      </EntryLayout>
    );
  }
  if (guest.isError) {
    return (
      <EntryLayout title={t('welcome.failed')}>
        <Notice tone="error">{errorText(guest.error)}</Notice>
        <div className="flex flex-wrap gap-2">
          <LinkButton href="/signin" variant="primary">
            {t('welcome.toSignIn')}
          </LinkButton>
          <Button icon="refresh" onPress={() => void guest.refetch()}>
            {t('failure.retry')}
          </Button>
        </div>
      </EntryLayout>
    );
  }
  const { name, email, organisation } = guest.data;
  return (
    <EntryLayout title={t('welcome.title')} lead={t('welcome.lead', { name, organisation })}>
      <Form className="gap-5" onSubmit={submit}>
        {failure === null ? null : <Notice tone="error">{failure}</Notice>}
        <dl className="rounded-md border border-line bg-surface px-4 py-3">
          <dt className="text-sm text-ink-muted">{t('welcome.account')}</dt>
          <dd className="font-medium break-all">{email}</dd>
        </dl>
        <input type="text" autoComplete="username" value={email} readOnly hidden />
        <NewPasswordField
          autoFocus
          label={t('welcome.password')}
          value={password}
          onChange={setPassword}
          isChecked={checked}
        />
        <Button type="submit" variant="primary" size="lg" isPending={busy} className="w-full">
          {t('welcome.submit')}
        </Button>
      </Form>
    </EntryLayout>
  );
}
