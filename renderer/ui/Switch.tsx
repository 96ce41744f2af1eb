import type { ReactNode } from 'react';
import { Switch as AriaSwitch, type SwitchProps as AriaSwitchProps } from 'react-aria-components';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';

export interface SwitchProps extends Omit<AriaSwitchProps, 'children' | 'className' | 'style'> {
  readonly children: ReactNode;
  readonly className?: string;
}

/** On or off, at once. The knob moves and carries a tick, so that the state is not told by colour alone. */
export function Switch({ children, className, ...rest }: SwitchProps) {
  return (
    <AriaSwitch
      {...rest}
      className={cx(
        'group flex min-h-(--control-md) items-center gap-3 text-base select-none data-disabled:text-ink-disabled data-focus-visible:outline-none',
        className,
      )}
    >
      {({ isSelected }) => (
        <>
          <span
            className={cx(
              'relative h-6 w-11 shrink-0 rounded-full border-2 outline-offset-2 outline-focus transition-colors group-data-focus-visible:outline-2',
              isSelected ? 'border-accent bg-accent' : 'border-line-strong bg-sunken',
            )}
          >
            <span
              className={cx(
                'absolute top-0.5 left-0.5 flex size-4 items-center justify-center rounded-full transition-transform',
                isSelected ? 'translate-x-5 bg-on-accent text-accent' : 'bg-line-strong text-transparent',
              )}
            >
              <Icon name="check" size={0.75} />
            </span>
          </span>
          <span>{children}</span>
        </>
      )}
    </AriaSwitch>
  );
}
