import { useTranslation } from 'react-i18next';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { cx, Icon, IconButton } from '../../../ui/index.ts';
import type { ReaderPanel } from './reader-panel.ts';

export interface ReaderPanelsProps {
  readonly panels: readonly ReaderPanel[];
  /** The open one. */
  readonly open: string;
  readonly onOpenChange: (id: string | null) => void;
}

/**
 * One panel at the side of the pages, with a tab for each thing that helps to find one's way. Beside the pages where
 * there is room, over them where there is not.
 */
export function ReaderPanels({ panels, open, onOpenChange }: ReaderPanelsProps) {
  const { t } = useTranslation('documents');
  const current = panels.find(({ id }) => id === open) ?? panels[0];
  if (current === undefined) return null;
  return (
    <aside
      aria-label={t('panels.title')}
      className={cx(
        'absolute inset-y-0 left-0 z-30 flex max-w-[88%] shrink-0 flex-col border-r border-line bg-surface shadow-float @2xl:relative @2xl:z-auto @2xl:shadow-none',
        current.isWide === true ? 'w-76 @2xl:w-72 @4xl:w-80' : 'w-64 @2xl:w-60 @4xl:w-72',
      )}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        onOpenChange(null);
        document.querySelector<HTMLElement>('[data-opens="reader-panel"]')?.focus();
      }}
    >
      <Tabs
        selectedKey={current.id}
        onSelectionChange={(key) => {
          if (typeof key === 'string') onOpenChange(key);
        }}
        className="flex min-h-0 flex-1 flex-col outline-none"
      >
        <div className="flex shrink-0 items-center border-b border-line pr-1">
          <TabList aria-label={t('panels.title')} className="flex min-w-0 flex-1 overflow-x-auto px-1">
            {panels.map(({ id, label, icon, badge }) => (
              <Tab
                key={id}
                id={id}
                className="-mb-px flex min-h-(--control-lg) min-w-9 flex-1 items-center justify-center gap-1 border-b-[3px] border-transparent px-1 pointer-coarse:min-w-11 text-ink-muted data-hovered:text-ink data-selected:border-accent data-selected:text-ink data-focus-visible:-outline-offset-2"
              >
                <span title={label} className="flex items-center gap-1">
                  <Icon name={icon} size={1.25} label={label} />
                  {badge}
                </span>
              </Tab>
            ))}
          </TabList>
          <IconButton icon="close" label={t('panels.close')} onPress={() => onOpenChange(null)} />
        </div>
        <h2 className="shrink-0 px-3 pt-2.5 pb-1.5 text-sm font-semibold text-ink-muted">{current.label}</h2>
        {panels.map(({ id, content }) => (
          <TabPanel key={id} id={id} className="relative min-h-0 flex-1 overflow-auto outline-none">
            {content}
          </TabPanel>
        ))}
      </Tabs>
    </aside>
  );
}
