import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../sync/error-text.ts';
import { useSession, useSessionState } from '../../sync/session.ts';
import { Button, Dialog, Form, Notice, PasswordField } from '../../ui/index.ts';

const leave = (): void => location.assign('/signin');

/**
 * Asks for the password over the open screen when the session has ended, so that the person comes back to the same
 * place with everything still there.
 */
export function SignInAgain() {
  const { t } = useTranslation('app');
  const errorText = useErrorText();
  const session = useSession();
  const state = useSessionState();
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  if (state.phase !== 'signedIn' || !state.expired) return null;
  const { me } = state;
  const submit = async () => {
    if (password === '') {
      setFailure(t('signIn.passwordMissing'));
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      await session.signIn(me.email, password);
      setPassword('');
    } catch (error) {
      setFailure(errorText(error));
    }
    setBusy(false);
  };
  return (
    <Dialog title={t('signIn.expiredTitle')} isOpen onClose={leave} size="sm" keepOpenOutside isBusy={busy}>
      <Form className="gap-4" onSubmit={submit}>
        <p>{t('signIn.expired', { name: me.name })}</p>
        {failure === null ? null : <Notice tone="error">{failure}</Notice>}
        <input type="text" autoComplete="username" value={me.email} readOnly hidden />
        <PasswordField
          autoFocus
          label={t('signIn.password')}
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button variant="quiet" onPress={leave}>
            {t('signIn.other')}
          </Button>
          <Button type="submit" variant="primary" isPending={busy}>
            {t('signIn.submit')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
