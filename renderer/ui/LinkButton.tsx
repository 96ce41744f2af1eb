import { Link, type LinkProps } from 'react-aria-components';
import type { ReactNode } from 'react';
import { buttonClass, type ButtonVariant, type ControlSize } from './control-styles.ts';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icon-paths.ts';

export interface LinkButtonProps extends Omit<LinkProps, 'children' | 'className' | 'style'> {
  readonly href: string;
  readonly children: ReactNode;
  readonly variant?: ButtonVariant;
  readonly size?: ControlSize;
  readonly icon?: IconName;
  readonly className?: string;
}

/** Goes somewhere and looks like a button. Addresses inside the app don't reload the page. */
export function LinkButton({
  children,
  variant = 'secondary',
  size = 'md',
  icon,
  className,
  ...rest
}: LinkButtonProps) {
  return (
    <Link {...rest} className={buttonClass(variant, size, className)}>
      {icon === undefined ? null : <Icon name={icon} size={1.125} />}
      <span>{children}</span>
    </Link>
  );
}

export interface TextLinkProps extends Omit<LinkProps, 'children' | 'className' | 'style'> {
  readonly href: string;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A link in a sentence. */
export function TextLink({ children, className, ...rest }: TextLinkProps) {
  return (
    <Link
      {...rest}
      className={cx(
        'rounded-sm text-accent-ink underline decoration-1 underline-offset-3 data-hovered:decoration-2',
        className,
      )}
    >
      {children}
    </Link>
  );
}
