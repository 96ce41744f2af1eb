import type { ReactNode } from 'react';
import { ToggleButtonGroup, type Key } from 'react-aria-components';
import { cx } from './cx.ts';

export interface ToggleGroupProps<K extends string> {
  readonly label: string;
  /** The id of the one that is down. */
  readonly value: K;
  /** Every id that can be down. */
  readonly values: readonly K[];
  readonly onChange: (value: K) => void;
  readonly orientation?: 'horizontal' | 'vertical';
  readonly isDisabled?: boolean;
  readonly className?: string;
  /** `ToggleButton`s, each with an `id`. */
  readonly children: ReactNode;
}

/** One of several tools or looks, such as the pen tray: arrow keys move, exactly one is down. */
export function ToggleGroup<K extends string>({
  label,
  value,
  values,
  onChange,
  orientation = 'horizontal',
  isDisabled = false,
  className,
  children,
}: ToggleGroupProps<K>) {
  const change = (keys: Set<Key>) => {
    const [first] = keys;
    const found = values.find((each) => each === first);
    if (found !== undefined) onChange(found);
  };
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={change}
      orientation={orientation}
      isDisabled={isDisabled}
      className={cx('flex gap-0.5', orientation === 'vertical' && 'flex-col', className)}
    >
      {children}
    </ToggleButtonGroup>
  );
}
