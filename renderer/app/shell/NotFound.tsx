import { useTranslation } from 'react-i18next';
import { EmptyState, LinkButton } from '../../ui/index.ts';

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation('app');
  return (
    <main className="py-12">
      <title>{`${t('failure.notFoundTitle')} · ${t('product')}`}</title>
      <h1 className="sr-only">{t('failure.notFoundTitle')}</h1>
      <EmptyState
        icon="search"
        title={t('failure.notFoundTitle')}
        actions={
          <LinkButton href="/" icon="home" variant="primary">
            {t('failure.home')}
          </LinkButton>
        }
      >
        {t('failure.notFound')}
      </EmptyState>
    </main>
  );
}
