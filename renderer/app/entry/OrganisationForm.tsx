import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleApi } from '#protocol/people/api';
import { EmailAddress, Password } from '#protocol/people/records';
import { AppError } from '#protocol/wire/codes';
import { api } from '../../sync/api-client.ts';
import { useErrorText } from '../../sync/error-text.ts';
import { useSession } from '../../sync/session.ts';
import { Button, Form, Notice, TextField } from '../../ui/index.ts';
import { dropCode } from './one-time-code.ts';
import { NewPasswordField } from './NewPasswordField.tsx';

export interface OrganisationFormProps {
  readonly setupToken: string;
  /** Asks for the token again, once it was refused. */
  readonly tokenField: ReactNode;
  readonly onTokenRefused: () => void;
  readonly onBack: () => void;
}

/** Whether the server refused because it knows no such setup token; before the first person nothing else is forbidden. */
export function isWrongToken(error: unknown): boolean {
  return error instanceof AppError && error.code === 'notAllowed';
}

/** Names the organisation and makes its first administrator. */
export function OrganisationForm({ setupToken, tokenField, onTokenRefused, onBack }: OrganisationFormProps) {
  const { t } = useTranslation('app');
  const errorText = useErrorText();
  const session = useSession();
  const [organisation, setOrganisation] = useState('');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const missing = (value: string) => (checked && value.trim() === '' ? { error: t('setup.required') } : {});
  const emailOk = EmailAddress.safeParse(email).success;
  const submit = async () => {
    setChecked(true);
    const complete = setupToken !== '' && organisation.trim() !== '' && name.trim() !== '' && emailOk;
    if (!complete || !Password.safeParse(password).success) return;
    setBusy(true);
    setFailure(null);
    try {
      const signedIn = await api.call(peopleApi.setUp, {
        body: { setupToken, organisation, name, email, password, holder: session.holder },
      });
      dropCode('setup');
      await session.adopt(signedIn);
    } catch (error) {
      if (isWrongToken(error)) onTokenRefused();
      else setFailure(errorText(error));
      setBusy(false);
    }
  };
  return (
    <Form className="gap-5" onSubmit={submit}>
      {failure === null ? null : <Notice tone="error">{failure}</Notice>}
      {tokenField}
      <TextField
        autoFocus
        label={t('setup.organisation')}
        placeholder={t('setup.organisationPlaceholder')}
        value={organisation}
        onChange={setOrganisation}
        maxLength={160}
        autoComplete="organization"
        {...missing(organisation)}
      />
      <h2 className="border-t border-line pt-5 text-lg">{t('setup.adminTitle')}</h2>
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label={t('setup.name')}
          value={name}
          onChange={setName}
          maxLength={120}
          autoComplete="name"
          {...missing(name)}
        />
        <TextField
          type="email"
          inputMode="email"
          label={t('setup.email')}
          value={email}
          onChange={setEmail}
          autoComplete="username"
          {...(checked && !emailOk ? { error: t('signIn.emailInvalid') } : {})}
        />
      </div>
      <NewPasswordField
        label={t('setup.password')}
        value={password}
        onChange={setPassword}
        isChecked={checked}
      />
      <div className="flex flex-wrap justify-between gap-2">
        <Button size="lg" variant="quiet" icon="chevron-left" onPress={onBack} isDisabled={busy}>
          {t('setup.back')}
        </Button>
        <Button type="submit" size="lg" variant="primary" isPending={busy}>
          {t('setup.submit')}
        </Button>
      </div>
    </Form>
  );
}
