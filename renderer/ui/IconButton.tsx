import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { iconButtonClass, type ButtonVariant, type ControlSize } from './control-styles.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icon-paths.ts';
import { Tooltip } from './Tooltip.tsx';

export interface IconButtonProps extends Omit<
  AriaButtonProps,
  'children' | 'className' | 'style' | 'aria-label'
> {
  readonly icon: IconName;
  /** What it does: the accessible name, and the tooltip. */
  readonly label: string;
  /** Shown in the tooltip after the label, such as "Ctrl+Z". */
  readonly shortcut?: string;
  readonly variant?: ButtonVariant;
  readonly size?: ControlSize;
  readonly className?: string;
}

/** A square button with one icon; its name is always there for hover, focus and screen readers. */
export function IconButton({
  icon,
  label,
  shortcut,
  variant = 'quiet',
  size = 'md',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} {...(shortcut === undefined ? {} : { shortcut })}>
      <AriaButton {...rest} aria-label={label} className={iconButtonClass(variant, size, className)}>
        <Icon name={icon} />
      </AriaButton>
    </Tooltip>
  );
}
