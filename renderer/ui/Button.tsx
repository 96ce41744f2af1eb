import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { buttonClass, type ButtonVariant, type ControlSize } from './control-styles.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icon-paths.ts';
import { Spinner } from './Spinner.tsx';

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  readonly children: ReactNode;
  readonly variant?: ButtonVariant;
  readonly size?: ControlSize;
  readonly icon?: IconName;
  /** Layout only (width, margins); colours belong to the variant. */
  readonly className?: string;
}

/** A button with words. `isPending` shows a spinner, keeps focus and swallows further presses. */
export function Button({
  children,
  variant = 'secondary',
  size = 'md',
  icon,
  className,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton {...rest} className={buttonClass(variant, size, className)}>
      {({ isPending }) => (
        <>
          {isPending ? (
            <Spinner size={1.125} />
          ) : icon === undefined ? null : (
            <Icon name={icon} size={1.125} />
          )}
          <span>{children}</span>
        </>
      )}
    </AriaButton>
  );
}
