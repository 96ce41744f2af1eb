import { useTranslation } from 'react-i18next';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';

export interface StepsProps<Id extends string> {
  /** What the steps are of, for screen readers. */
  readonly label: string;
  readonly steps: readonly { readonly id: Id; readonly label: string }[];
  readonly current: Id;
  className?: string;
}

/**
 * Where something stands on its way. In a narrow container, which the parent has to be (`@container`), only the present
 * step is named; the others are there for screen readers.
 */
export function Steps<Id extends string>({ label, steps, current, className }: StepsProps<Id>) {
  const { t } = useTranslation('ui');
  const reached = steps.findIndex(({ id }) => id === current);
  return (
    <ol aria-label={label} className={cx('flex flex-wrap items-center gap-1 text-sm', className)}>
      {steps.map((step, index) => (
        <li
          key={step.id}
          {...(index === reached ? { 'aria-current': 'step' as const } : {})}
          className="flex items-center gap-1 whitespace-nowrap"
        >
          {index === 0 ? null : <Icon name="chevron-right" size={0.875} className="text-ink-muted" />}
          {index < reached ? (
            <Icon name="check" size={0.875} label={t('stepDone')} className="text-ok-ink" />
          ) : index === reached ? null : (
            <span aria-hidden className="size-1.5 rounded-full bg-line-strong @2xl:hidden" />
          )}
          <span
            className={
              index === reached
                ? 'rounded-full bg-accent-soft px-2.5 py-0.5 font-semibold text-accent-ink'
                : cx('sr-only @2xl:not-sr-only', index > reached && 'text-ink-muted')
            }
          >
            {step.label}
          </span>
        </li>
      ))}
    </ol>
  );
}
