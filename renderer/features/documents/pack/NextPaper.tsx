import { useTranslation } from 'react-i18next';
import type { Paper } from '#protocol/documents/records';
import { Button, cx, Icon } from '../../../ui/index.ts';

export interface NextPaperProps {
  readonly paper: Paper;
  readonly direction: 1 | -1;
  /** From 0 to 1: how far somebody has pulled towards it. */
  readonly pulled: number;
  readonly onGo: () => void;
}

/** The paper beyond the end of this one: quiet, one press away, and filling up while somebody scrolls on towards it. */
export function NextPaper({ paper, direction, pulled, onGo }: NextPaperProps) {
  const { t } = useTranslation('documents');
  return (
    <div
      className={cx(
        'pointer-events-none absolute inset-x-0 z-10 flex justify-center px-3',
        direction === 1 ? 'bottom-20' : 'top-3',
      )}
    >
      <div
        {...(pulled > 0 ? { 'data-pulled': true } : {})}
        className="pointer-events-auto relative flex max-w-lg min-w-0 items-center gap-3 overflow-hidden rounded-lg border border-line bg-raised py-1.5 pr-1.5 pl-3 shadow-float"
      >
        <span
          aria-hidden
          className="absolute inset-y-0 left-0 bg-accent-soft transition-[width] duration-75 motion-reduce:transition-none"
          style={{ width: `${Math.round(pulled * 100)}%` }}
        />
        <Icon
          name={direction === 1 ? 'chevron-down' : 'chevron-up'}
          size={1.125}
          className="relative shrink-0 text-accent-ink"
        />
        <p className="relative min-w-0 flex-1 text-sm">
          <span className="text-ink-muted">{t(direction === 1 ? 'pack.next' : 'pack.previous')} </span>
          <span className="font-medium">{paper.title}</span>
        </p>
        <Button size="sm" variant="secondary" className="relative min-w-12" onPress={onGo}>
          {t('pack.open')}
        </Button>
      </div>
    </div>
  );
}
