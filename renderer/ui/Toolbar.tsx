import type { ReactNode } from 'react';
import { Separator, Toolbar as AriaToolbar } from 'react-aria-components';
import { cx } from './cx.ts';

export interface ToolbarProps {
  readonly label: string;
  readonly orientation?: 'horizontal' | 'vertical';
  /** `float` lies above a document, `bar` is part of the page. */
  readonly look?: 'bar' | 'float' | 'plain';
  readonly className?: string;
  readonly children: ReactNode;
}

const looks = {
  plain: '',
  bar: 'border-b border-line bg-surface px-2 py-1',
  float: 'rounded-lg border border-line bg-raised p-1 shadow-float',
} as const;

/** Tools in a row: one stop for Tab, arrow keys inside. */
export function Toolbar({
  label,
  orientation = 'horizontal',
  look = 'plain',
  className,
  children,
}: ToolbarProps) {
  return (
    <AriaToolbar
      aria-label={label}
      orientation={orientation}
      className={cx(
        'flex items-center gap-1',
        orientation === 'vertical' ? 'flex-col' : 'flex-wrap',
        looks[look],
        className,
      )}
    >
      {children}
    </AriaToolbar>
  );
}

/** A thin line between groups of tools. */
export function ToolbarSeparator({
  orientation = 'vertical',
}: {
  readonly orientation?: 'horizontal' | 'vertical';
}) {
  return (
    <Separator
      orientation={orientation}
      className={
        orientation === 'vertical' ? 'mx-1 h-6 w-px border-0 bg-line' : 'my-1 h-px w-6 border-0 bg-line'
      }
    />
  );
}
