import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icon-paths.ts';

export interface TabItem<K extends string> {
  readonly id: K;
  readonly label: string;
  readonly icon?: IconName;
  /** Shown after the label, such as a count. */
  readonly badge?: ReactNode;
  readonly content: ReactNode;
}

export interface TabsProps<K extends string> {
  readonly label: string;
  readonly items: readonly TabItem<K>[];
  readonly value: K;
  readonly onChange: (value: K) => void;
  readonly className?: string;
  readonly panelClassName?: string;
}

/** Views of one thing, one at a time; arrow keys move between them. */
export function Tabs<K extends string>({
  label,
  items,
  value,
  onChange,
  className,
  panelClassName,
}: TabsProps<K>) {
  return (
    <AriaTabs
      selectedKey={value}
      onSelectionChange={(key) => {
        const item = items.find((each) => each.id === key);
        if (item !== undefined) onChange(item.id);
      }}
      className={cx('flex min-h-0 flex-col', className)}
    >
      <TabList aria-label={label} className="flex shrink-0 gap-1 overflow-x-auto border-b border-line px-1">
        {items.map((item) => (
          <Tab
            key={item.id}
            id={item.id}
            className="-mb-px flex min-h-(--control-md) items-center gap-2 border-b-[3px] border-transparent px-3 text-base font-medium whitespace-nowrap text-ink-muted data-hovered:text-ink data-selected:border-accent data-selected:text-ink data-focus-visible:-outline-offset-2"
          >
            {item.icon === undefined ? null : <Icon name={item.icon} size={1.125} />}
            {item.label}
            {item.badge}
          </Tab>
        ))}
      </TabList>
      {items.map((item) => (
        <TabPanel key={item.id} id={item.id} className={cx('min-h-0 flex-1', panelClassName)}>
          {item.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
