import { useTranslation } from 'react-i18next';
import { Button, EmptyState, Spinner } from '../../ui/index.ts';
import type { ReaderState } from './reader-session.ts';

export interface ReaderPhaseProps {
  readonly title: string;
  readonly state: Exclude<ReaderState, { phase: 'ready' }>;
  readonly onRetry: () => void;
}

/** A paper that is not there yet, or can't be shown, and why. */
export function ReaderPhase({ title, state, onRetry }: ReaderPhaseProps) {
  const { t } = useTranslation('documents');
  const { t: codes } = useTranslation('codes');
  if (state.phase === 'loading') {
    return (
      <section
        aria-label={title}
        aria-busy
        className="flex h-full min-h-0 items-center justify-center gap-3 text-ink-muted"
      >
        <Spinner size={1.5} isPatient />
        {t('opening', { title })}
      </section>
    );
  }
  const { failure } = state;
  const reason = failure === 'unreadable' || failure === 'endless' ? t(failure) : codes(failure);
  return (
    <section
      aria-label={title}
      className="flex h-full min-h-0 flex-col items-center justify-center"
      role="alert"
    >
      <EmptyState
        icon="warning"
        title={t('cannotOpen', { title })}
        actions={
          <Button variant="primary" icon="refresh" onPress={onRetry}>
            {t('retry')}
          </Button>
        }
      >
        <p>{reason}</p>
      </EmptyState>
    </section>
  );
}
