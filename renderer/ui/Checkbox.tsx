import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox, type CheckboxProps as AriaCheckboxProps } from 'react-aria-components';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';

export interface CheckboxProps extends Omit<AriaCheckboxProps, 'children' | 'className' | 'style'> {
  readonly children: ReactNode;
  readonly className?: string;
}

/** Yes or no, taken over when the form is sent. For what takes effect at once use `Switch`. */
export function Checkbox({ children, className, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox
      {...rest}
      className={cx(
        'group flex min-h-(--control-md) items-center gap-2.5 rounded-md text-base select-none data-disabled:text-ink-disabled data-focus-visible:outline-none',
        className,
      )}
    >
      {({ isSelected, isIndeterminate }) => (
        <>
          <span
            className={cx(
              'flex size-5 shrink-0 items-center justify-center rounded-sm border-2 outline-offset-2 outline-focus group-data-focus-visible:outline-2',
              isSelected || isIndeterminate
                ? 'border-accent bg-accent text-on-accent'
                : 'border-line-strong bg-surface',
            )}
          >
            {isIndeterminate ? (
              <Icon name="minus" size={0.875} />
            ) : isSelected ? (
              <Icon name="check" size={0.875} />
            ) : null}
          </span>
          <span>{children}</span>
        </>
      )}
    </AriaCheckbox>
  );
}
