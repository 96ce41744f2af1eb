import { useTranslation } from 'react-i18next';
import type { Layer } from '#protocol/annotation/ydoc';
import type { PersonId } from '#protocol/wire/ids';
import { Button, IconButton, Popover, Select, Switch } from '../../../ui/index.ts';
import { FILE_LOOK, LAYER_LOOKS } from '../layer-look.ts';
import { countFilters, type Grouping, NO_FILTER, ROW_KINDS, type RowFilter } from './mark-rows.ts';
import { KIND_ICONS } from './RowView.tsx';

export interface PanelFilterProps {
  readonly filter: RowFilter;
  readonly onFilter: (filter: RowFilter) => void;
  readonly grouping: Grouping;
  readonly onGrouping: (grouping: Grouping) => void;
  readonly layers: readonly Layer[];
  /** Whether the file brought marks of its own. */
  readonly hasFileMarks: boolean;
  /** Whoever has marks here. */
  readonly authors: readonly PersonId[];
  readonly nameOf: (person: PersonId) => string;
}

const GROUPINGS: readonly Grouping[] = ['page', 'author', 'kind', 'layer'];
const ANY = 'any';

/** How the list is put together, and what of it is shown. */
export function PanelFilter({
  filter,
  onFilter,
  grouping,
  onGrouping,
  layers,
  hasFileMarks,
  authors,
  nameOf,
}: PanelFilterProps) {
  const { t } = useTranslation('annotation');
  const set = (change: Partial<RowFilter>) => onFilter({ ...filter, ...change });
  const count = countFilters(filter);
  return (
    <Popover
      label={t('panel.filter')}
      placement="bottom end"
      className="flex w-72 max-w-full flex-col gap-3"
      trigger={
        <IconButton
          icon="filter"
          variant={count === 0 ? 'quiet' : 'secondary'}
          label={count === 0 ? t('panel.filter') : t('panel.filterOn', { count })}
        />
      }
    >
      <div className="flex flex-col">
        <Switch isSelected={filter.onlyUnread} onChange={(onlyUnread) => set({ onlyUnread })}>
          {t('panel.onlyUnread')}
        </Switch>
        <Switch isSelected={filter.onlyMentions} onChange={(onlyMentions) => set({ onlyMentions })}>
          {t('panel.onlyMentions')}
        </Switch>
        <Switch isSelected={filter.withResolved} onChange={(withResolved) => set({ withResolved })}>
          {t('panel.withResolved')}
        </Switch>
      </div>
      <Select
        label={t('panel.groupBy')}
        value={grouping}
        onChange={onGrouping}
        choices={GROUPINGS.map((id) => ({ id, label: t(`panel.by.${id}`) }))}
      />
      <Select
        label={t('panel.by.author')}
        value={filter.author ?? ANY}
        onChange={(id) => set({ author: authors.find((author) => author === id) ?? null })}
        choices={[
          { id: ANY, label: t('panel.anyAuthor') },
          ...authors.map((id) => ({ id, label: nameOf(id) })),
        ]}
      />
      <Select
        label={t('panel.by.kind')}
        value={filter.kind ?? ANY}
        onChange={(id) => set({ kind: ROW_KINDS.find((kind) => kind === id) ?? null })}
        choices={[
          { id: ANY, label: t('panel.anyKind') },
          ...ROW_KINDS.map((id) => ({ id, label: t(`panel.kind.${id}`), icon: KIND_ICONS[id] })),
        ]}
      />
      <Select
        label={t('panel.by.layer')}
        value={filter.layer ?? ANY}
        onChange={(id) => set({ layer: id === 'file' ? id : (layers.find((layer) => layer === id) ?? null) })}
        choices={[
          { id: ANY, label: t('panel.anyLayer') },
          ...layers.map((id) => ({ id, label: t(`layer.${id}`), icon: LAYER_LOOKS[id].icon })),
          ...(hasFileMarks ? [{ id: 'file' as const, label: t('layer.file'), icon: FILE_LOOK.icon }] : []),
        ]}
      />
      {count === 0 ? null : (
        <Button
          size="sm"
          variant="quiet"
          icon="close"
          onPress={() => set({ ...NO_FILTER, text: filter.text })}
        >
          {t('panel.clearFilter')}
        </Button>
      )}
    </Popover>
  );
}
