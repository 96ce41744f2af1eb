import type { ReactNode } from 'react';
import {
  ToggleButton as AriaToggleButton,
  type ToggleButtonProps as AriaToggleButtonProps,
} from 'react-aria-components';
import { buttonClass, iconButtonClass, type ControlSize } from './control-styles.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icon-paths.ts';
import { Tooltip } from './Tooltip.tsx';

const selected =
  'data-selected:bg-accent-soft data-selected:text-accent-ink data-selected:border-accent data-selected:data-hovered:bg-accent-soft-hover';

export interface ToggleButtonProps extends Omit<
  AriaToggleButtonProps,
  'children' | 'className' | 'style' | 'aria-label'
> {
  /** Accessible name; shown as text unless `iconOnly`. */
  readonly label: string;
  readonly icon?: IconName;
  /** Shown instead of `icon` while selected, so that the state is told by shape too. */
  readonly selectedIcon?: IconName;
  readonly iconOnly?: boolean;
  readonly shortcut?: string;
  readonly size?: ControlSize;
  readonly className?: string;
  /** Replaces the icon, such as a swatch of ink. */
  readonly children?: ReactNode;
}

/** A button that stays down. In a `ToggleGroup` give it an `id`. */
export function ToggleButton({
  label,
  icon,
  selectedIcon,
  iconOnly = false,
  shortcut,
  size = 'md',
  className,
  children,
  ...rest
}: ToggleButtonProps) {
  const button = (
    <AriaToggleButton
      {...rest}
      {...(iconOnly ? { 'aria-label': label } : {})}
      className={
        iconOnly
          ? iconButtonClass('quiet', size, `${selected} ${className ?? ''}`)
          : buttonClass('secondary', size, `${selected} ${className ?? ''}`)
      }
    >
      {({ isSelected }) => {
        const shown = isSelected ? (selectedIcon ?? icon) : icon;
        return (
          <>
            {children ?? (shown === undefined ? null : <Icon name={shown} size={iconOnly ? 1.25 : 1.125} />)}
            {iconOnly ? null : <span>{label}</span>}
          </>
        );
      }}
    </AriaToggleButton>
  );
  if (!iconOnly) return button;
  return (
    <Tooltip text={label} {...(shortcut === undefined ? {} : { shortcut })}>
      {button}
    </Tooltip>
  );
}
