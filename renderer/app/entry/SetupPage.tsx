import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleApi } from '#protocol/people/api';
import { api } from '../../sync/api-client.ts';
import { useErrorText } from '../../sync/error-text.ts';
import { useServer, useSession } from '../../sync/session.ts';
import { Button, Card, Icon, LinkButton, Notice, TextField, type IconName } from '../../ui/index.ts';
import { EntryLayout } from './EntryLayout.tsx';
import { dropCode, useKeptCode } from './one-time-code.ts';
import { isWrongToken, OrganisationForm } from './OrganisationForm.tsx';

/** The first run: set up the organisation, or open the sample meeting. */
export function SetupPage() {
  const { t } = useTranslation('app');
  const errorText = useErrorText();
  const session = useSession();
  const server = useServer();
  const given = useKeptCode('setup');
  const [typed, setTyped] = useState('');
  const [tokenChecked, setTokenChecked] = useState(false);
  const [tokenRefused, setTokenRefused] = useState(false);
  const [step, setStep] = useState<'choose' | 'organisation'>('choose');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const setupToken = given === '' ? typed.trim() : given;

  if (server.setUp) {
    return (
      <EntryLayout title={t('setup.doneTitle')} lead={t('setup.doneText')}>
        <div>
          <LinkButton href="/signin" variant="primary" size="lg">
            {t('signIn.title')}
          </LinkButton>
        </div>
      </EntryLayout>
    );
  }
  const withToken = (go: () => void) => {
    setTokenChecked(true);
    setFailure(null);
    if (setupToken !== '') go();
  };
  const openSample = async () => {
    setBusy(true);
    try {
      const signedIn = await api.call(peopleApi.openSample, { body: { setupToken, holder: session.holder } });
      dropCode('setup');
      await session.adopt(signedIn);
    } catch (error) {
      if (isWrongToken(error)) askToken();
      else setFailure(errorText(error));
      setBusy(false);
    }
  };
  // A token of an address that the server doesn't know would be sent again and again if it stayed hidden.
  const askToken = () => {
    dropCode('setup');
    setTyped('');
    setTokenRefused(true);
  };
  const tokenFault = setupToken !== '' ? undefined : tokenRefused ? 'tokenWrong' : 'tokenMissing';
  const tokenField =
    given !== '' ? null : (
      <TextField
        label={t('setup.token')}
        description={t('setup.tokenHelp')}
        value={typed}
        onChange={setTyped}
        autoComplete="off"
        spellCheck="false"
        inputClassName="font-mono"
        {...((tokenChecked || tokenRefused) && tokenFault !== undefined
          ? { error: t(`setup.${tokenFault}`) }
          : {})}
      />
    );
  if (step === 'organisation') {
    return (
      <EntryLayout title={t('setup.formTitle')} wide>
        <OrganisationForm
          setupToken={setupToken}
          tokenField={tokenRefused ? tokenField : null}
          onTokenRefused={askToken}
          onBack={() => setStep('choose')}
        />
      </EntryLayout>
    );
  }
  return (
    <EntryLayout title={t('setup.title')} lead={t('setup.lead')} wide>
      {failure === null ? null : <Notice tone="error">{failure}</Notice>}
      {tokenField}
      <div className="grid gap-4 sm:grid-cols-2">
        <Choice
          icon="organisation"
          title={t('setup.organisationChoice')}
          text={t('setup.organisationText')}
          action={
            <Button
              variant="primary"
              size="lg"
              className="w-full"
              isDisabled={busy}
              onPress={() => withToken(() => setStep('organisation'))}
            >
              {t('setup.start')}
            </Button>
          }
        />
        <Choice
          icon="meeting"
          title={t('setup.sampleChoice')}
          text={t('setup.sampleText')}
          action={
            <Button
              size="lg"
              className="w-full"
              isPending={busy}
              onPress={() => withToken(() => void openSample())}
            >
              {busy ? t('setup.opening') : t('setup.open')}
            </Button>
          }
        />
      </div>
    </EntryLayout>
  );
}

function Choice({
  icon,
  title,
  text,
  action,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly action: ReactNode;
}) {
  return (
    <Card className="flex flex-col gap-3 p-5">
      <span className="flex size-11 items-center justify-center rounded-md bg-accent-soft text-accent-ink">
        <Icon name={icon} size={1.5} />
      </span>
      <h2 className="text-lg">{title}</h2>
      <p className="flex-1 text-ink-muted">{text}</p>
      <div className="mt-2">{action}</div>
    </Card>
  );
}
