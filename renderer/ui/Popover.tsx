import type { ReactElement, ReactNode } from 'react';
import { Dialog, DialogTrigger, Popover as AriaPopover } from 'react-aria-components';
import { floatClass } from './control-styles.ts';
import { cx } from './cx.ts';

export interface PopoverProps {
  /** Accessible name of what opens. */
  readonly label: string;
  /** One `Button`, `IconButton` or `ToggleButton`. */
  readonly trigger: ReactElement;
  readonly placement?:
    | 'top'
    | 'bottom'
    | 'left'
    | 'right'
    | 'bottom start'
    | 'bottom end'
    | 'top start'
    | 'top end';
  readonly className?: string;
  /** Given by who opens it otherwise than by its button. */
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
  readonly children: ReactNode;
}

/** A small panel beside the button that opened it; the rest of the page stays usable. */
export function Popover({
  label,
  trigger,
  placement = 'bottom',
  className,
  isOpen,
  onOpenChange,
  children,
}: PopoverProps) {
  return (
    <DialogTrigger
      {...(isOpen === undefined ? {} : { isOpen })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      {trigger}
      <AriaPopover
        offset={8}
        placement={placement}
        className={cx(floatClass, 'max-w-[min(26rem,92vw)] overflow-auto')}
      >
        <Dialog aria-label={label} className={cx('p-4 outline-none', className)}>
          {children}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  );
}
