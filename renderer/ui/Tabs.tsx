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
  /** `stacked`: the icon over the label, side by side across the whole width; for narrow panels. */
  readonly look?: 'plain' | 'stacked';
  readonly className?: string;
  readonly panelClassName?: string;
}

const LIST = {
  plain: 'gap-1 overflow-x-auto px-1',
  // The panel scrolls around it.
  stacked: 'sticky top-0 z-10 bg-surface',
} as const;

const TAB = {
  plain: 'min-h-(--control-md) items-center gap-2 px-3 text-base whitespace-nowrap',
  stacked:
    'min-h-(--control-lg) min-w-0 flex-1 flex-col items-center justify-center gap-0.5 px-0.5 py-1 text-center text-xs leading-tight',
} as const;

/** Views of one thing, one at a time; arrow keys move between them. */
export function Tabs<K extends string>({
  label,
  items,
  value,
  onChange,
  look = 'plain',
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
      <TabList aria-label={label} className={cx('flex shrink-0 border-b border-line', LIST[look])}>
        {items.map((item) => (
          <Tab
            key={item.id}
            id={item.id}
            className={cx(
              '-mb-px flex border-b-[3px] border-transparent font-medium text-ink-muted data-hovered:text-ink data-selected:border-accent data-selected:text-ink data-focus-visible:-outline-offset-2',
              TAB[look],
            )}
          >
            {look === 'plain' ? (
              <>
                {item.icon === undefined ? null : <Icon name={item.icon} size={1.125} />}
                {item.label}
                {item.badge}
              </>
            ) : (
              <>
                <span className="flex h-5 items-center gap-1">
                  {item.icon === undefined ? null : <Icon name={item.icon} size={1.125} />}
                  {item.badge}
                </span>
                {item.label}
              </>
            )}
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
