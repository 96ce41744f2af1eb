import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmailAddress } from '#protocol/people/records';
import { useErrorText } from '../../sync/error-text.ts';
import { useSession } from '../../sync/session.ts';
import { Button, Form, Notice, PasswordField, TextField } from '../../ui/index.ts';
import { EntryLayout } from './EntryLayout.tsx';

/** Signs in with e-mail address and password; its route then leads where the person wanted to go. */
export function SignInPage() {
  const { t } = useTranslation('app');
  const errorText = useErrorText();
  const session = useSession();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const emailOk = EmailAddress.safeParse(email).success;
  const submit = async () => {
    setChecked(true);
    if (!emailOk || password === '') return;
    setBusy(true);
    setFailure(null);
    try {
      await session.signIn(email, password);
    } catch (error) {
      setFailure(errorText(error));
      setBusy(false);
    }
  };
  return (
    <EntryLayout title={t('signIn.title')}>
      <Form className="gap-4" onSubmit={submit}>
        {failure === null ? null : <Notice tone="error">{failure}</Notice>}
        <TextField
          autoFocus
          type="email"
          inputMode="email"
          name="email"
          autoComplete="username"
          label={t('signIn.email')}
          value={email}
          onChange={setEmail}
          {...(checked && !emailOk ? { error: t('signIn.emailInvalid') } : {})}
        />
        <PasswordField
          name="password"
          autoComplete="current-password"
          label={t('signIn.password')}
          value={password}
          onChange={setPassword}
          {...(checked && password === '' ? { error: t('signIn.passwordMissing') } : {})}
        />
        <Button type="submit" variant="primary" size="lg" isPending={busy} className="mt-1 w-full">
          {t('signIn.submit')}
        </Button>
      </Form>
      <p className="text-sm text-ink-muted">{t('signIn.forgot')}</p>
    </EntryLayout>
  );
}
