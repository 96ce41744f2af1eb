import type { ReactElement } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';
import { Kbd } from './Kbd.tsx';

export interface TooltipProps {
  readonly text: string;
  readonly shortcut?: string;
  readonly placement?: 'top' | 'bottom' | 'left' | 'right';
  /** One focusable element of this design system. */
  readonly children: ReactElement;
}

/** A short name for what an icon does, on hover and on keyboard focus. Never holds what is said nowhere else. */
export function Tooltip({ text, shortcut, placement = 'bottom', children }: TooltipProps) {
  return (
    <TooltipTrigger delay={450} closeDelay={80}>
      {children}
      <AriaTooltip
        placement={placement}
        offset={6}
        className="appear pointer-events-none flex max-w-72 items-center gap-2 rounded-md bg-tooltip px-2.5 py-1.5 text-sm text-on-tooltip shadow-float"
      >
        {text}
        {shortcut === undefined ? null : <Kbd onDark>{shortcut}</Kbd>}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
