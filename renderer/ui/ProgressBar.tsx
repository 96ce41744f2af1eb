import { ProgressBar as AriaProgressBar } from 'react-aria-components';
import { cx } from './cx.ts';

export interface ProgressBarProps {
  readonly label: string;
  /** 0 to 1, or null while nobody knows. */
  readonly value: number | null;
  /** Said and shown instead of the percentage, such as "3,2 / 10 MB". */
  readonly valueText?: string;
  readonly hideLabel?: boolean;
  readonly className?: string;
}

/** How far something has come. */
export function ProgressBar({ label, value, valueText, hideLabel = false, className }: ProgressBarProps) {
  return (
    <AriaProgressBar
      value={(value ?? 0) * 100}
      isIndeterminate={value === null}
      {...(valueText === undefined ? {} : { valueLabel: valueText })}
      aria-label={label}
      className={cx('flex flex-col gap-1', className)}
    >
      {({ percentage, valueText: shown }) => (
        <>
          {hideLabel ? null : (
            <span className="flex justify-between gap-3 text-sm">
              <span className="min-w-0 truncate">{label}</span>
              {value === null ? null : <span className="figures text-ink-muted">{shown}</span>}
            </span>
          )}
          <span className="block h-1.5 overflow-hidden rounded-full bg-sunken ring-1 ring-line">
            <span
              className={cx(
                'block h-full rounded-full bg-accent transition-[width]',
                value === null && 'sweep w-1/3',
              )}
              style={value === null ? undefined : { width: `${percentage ?? 0}%` }}
            />
          </span>
        </>
      )}
    </AriaProgressBar>
  );
}
