import { useTranslation } from 'react-i18next';
import { AppError } from '#protocol/wire/codes';
import { useErrorText } from '../../sync/error-text.ts';
import { Button, Card, Icon, LinkButton } from '../../ui/index.ts';

export interface FailureProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** A screen that could not be shown: what happened, what is safe, what to do. */
export function Failure({ error, onRetry }: FailureProps) {
  const { t } = useTranslation('app');
  const errorText = useErrorText();
  const refused = error instanceof AppError;
  return (
    <main className="mx-auto flex w-full max-w-xl flex-col px-4 py-12">
      <title>{`${t('failure.title')} · ${t('product')}`}</title>
      <Card className="flex flex-col gap-4 p-6">
        <span className="text-live-ink">
          <Icon name="error" size={2} />
        </span>
        <h1 className="text-xl">{t('failure.title')}</h1>
        <p>{errorText(error)}</p>
        {refused ? null : <p className="text-ink-muted">{t('failure.safe')}</p>}
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" icon="refresh" onPress={onRetry}>
            {t('failure.retry')}
          </Button>
          <LinkButton href="/" icon="home">
            {t('failure.home')}
          </LinkButton>
        </div>
        {refused ? null : (
          <details className="text-sm text-ink-muted">
            <summary className="flex min-h-(--control-md) cursor-default items-center">
              {t('failure.details')}
            </summary>
            <pre className="overflow-auto rounded-md bg-sunken p-3 font-mono text-xs whitespace-pre-wrap">
              {error instanceof Error ? `${error.name}: ${error.message}` : String(error)}
            </pre>
          </details>
        )}
      </Card>
    </main>
  );
}
