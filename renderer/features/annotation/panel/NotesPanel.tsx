import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId } from '#protocol/wire/ids';
import {
  announce,
  Button,
  EmptyState,
  IconButton,
  Menu,
  type MenuAction,
  SearchField,
} from '../../../ui/index.ts';
import type { AnnotationSession } from '../annotation-session.ts';
import { useNoteDesk, useNotePlaces } from '../note-desk.ts';
import { threadKey, type ThreadRoot } from '../threads/thread-model.ts';
import { useGoToMark, useMarkActions } from '../threads/useMarkActions.ts';
import { useUnread } from '../threads/useThreads.ts';
import type { FileMark } from '../file-layer.ts';
import { FileMarkDetail } from './FileMarkDetail.tsx';
import { FileRowView } from './FileRowView.tsx';
import { LayerSwitches } from './LayerSwitches.tsx';
import {
  fileRowOf,
  filtered,
  grouped,
  type Grouping,
  type ListEntry,
  NO_FILTER,
  type RowGroup,
} from './mark-rows.ts';
import { ModerationLines } from './ModerationLines.tsx';
import { PanelFilter } from './PanelFilter.tsx';
import { ROW_HEIGHT, RowView } from './RowView.tsx';
import { ThreadDetail } from './ThreadDetail.tsx';
import { useFileLayer, useGatheredFile } from './useFileLayer.ts';
import { useMarkRows } from './useMarkRows.ts';
import { VirtualRows } from './VirtualRows.tsx';

export interface NotesPanelProps {
  readonly session: AnnotationSession;
  /** The thread that is open in place of the list. */
  readonly open: ThreadRoot | null;
  readonly onOpenChange: (open: ThreadRoot | null) => void;
}

/** Notes and comments of the paper: all marks as a list to search, filter and go to, and one thread at a time. */
export function NotesPanel({ session, open, onOpenChange }: NotesPanelProps) {
  const [openFile, setOpenFile] = useState<FileMark | null>(null);
  const goToFile = useGoToFileMark(session);
  if (open !== null) {
    return (
      <ThreadDetail
        key={threadKey(open)}
        session={session}
        root={open}
        onBack={() => onOpenChange(null)}
        onMoved={onOpenChange}
      />
    );
  }
  if (openFile !== null) {
    return <FileMarkDetail mark={openFile} onBack={() => setOpenFile(null)} onGo={goToFile} />;
  }
  return (
    <MarkList
      session={session}
      onOpen={onOpenChange}
      onOpenFile={(mark) => {
        goToFile(mark);
        setOpenFile(mark);
      }}
    />
  );
}

/** Goes to a mark of the file: its page is scrolled to and its place lights up. */
function useGoToFileMark(session: AnnotationSession): (mark: FileMark) => void {
  const places = useNotePlaces();
  const { layer } = useFileLayer();
  return ({ page, rect }) => {
    layer?.show(true);
    places?.onGoTo(page, rect);
    session.spotlight.pulseAt(page, rect);
  };
}

function MarkList({
  session,
  onOpen,
  onOpenFile,
}: {
  readonly session: AnnotationSession;
  readonly onOpen: (root: ThreadRoot) => void;
  readonly onOpenFile: (mark: FileMark) => void;
}) {
  const { t } = useTranslation('annotation');
  const { nameOf, people, moderation } = useNoteDesk();
  const unread = useUnread(session);
  const ownRows = useMarkRows(session);
  const file = useGatheredFile();
  const rows = [...ownRows, ...file.marks.map(fileRowOf)];
  const [filter, setFilter] = useState(NO_FILTER);
  const [grouping, setGrouping] = useState<Grouping>('page');
  const [active, setActive] = useState<string | null>(null);
  const go = useGoToMark(session);
  const order = new Map(people.map(({ id }, n) => [id, n]));
  const authors = [...new Set(ownRows.map(({ thread }) => thread.root.author))].toSorted(
    (a, b) => (order.get(a) ?? order.size) - (order.get(b) ?? order.size),
  );
  // While one types, the list may lag behind the field.
  const sought = useDeferredValue(filter);
  const found = filtered(rows, sought, nameOf);
  const entries: Entry[] = grouped(found, grouping, order).map((entry) => ({
    ...entry,
    isHeading: entry.is === 'group',
  }));
  const activeRow = found.find(({ key }) => key === active);
  const activeMark = activeRow?.is === 'mark' ? activeRow.thread.mark : undefined;
  const { onKey } = useMarkActions(session, activeMark, onOpen);
  const actions: MenuAction[] = [
    {
      id: 'seen',
      icon: 'check',
      label: t('panel.seeAll'),
      isDisabled: unread === 0,
      onAction: () => {
        session.threads.seeAll();
        announce(t('panel.sawAll'));
      },
    },
  ];
  const { onLock, locked } = moderation;
  if (onLock !== undefined) {
    actions.push({
      id: 'lock',
      icon: 'lock',
      label: t(locked ? 'panel.unlockLayer' : 'panel.lockLayer'),
      onAction: () => onLock(!locked),
    });
  }
  const { onHide, hidden } = moderation;
  if (onHide !== undefined && sought.author !== null && sought.author !== session.me) {
    const { author } = sought;
    const isHidden = hidden.includes(author);
    actions.push({
      id: 'hide',
      icon: isHidden ? 'eye' : 'eye-off',
      label: t(isHidden ? 'panel.showAuthor' : 'threads.hideAuthor', { name: nameOf(author) }),
      isDanger: !isHidden,
      onAction: () => onHide(author, !isHidden),
    });
  }
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 flex-col gap-2 border-b border-line px-3 pt-1 pb-2">
        <div className="flex items-center gap-1">
          <SearchField
            label={t('panel.search')}
            hideLabel
            placeholder={t('panel.search')}
            className="min-w-0 flex-1"
            value={filter.text}
            onChange={(text) => setFilter({ ...filter, text })}
          />
          <PanelFilter
            filter={filter}
            onFilter={setFilter}
            grouping={grouping}
            onGrouping={setGrouping}
            layers={session.marks.layers}
            hasFileMarks={file.marks.length > 0}
            authors={authors}
            nameOf={nameOf}
          />
          <Menu
            label={t('panel.more')}
            trigger={<IconButton icon="more" label={t('panel.more')} />}
            actions={actions}
          />
        </div>
        <LayerSwitches session={session} />
        <ModerationLines session={session} />
        <p role="status" className="figures text-sm text-ink-muted">
          {t('panel.count', { count: found.length })}
          {unread > 0 ? ` · ${t('threads.unread', { count: unread })}` : ''}
        </p>
        {file.readPages < file.pages && file.pages > MANY_PAGES ? (
          <p className="figures text-sm text-ink-muted">
            {t('file.reading', { page: file.readPages, pages: file.pages })}
          </p>
        ) : null}
      </div>
      {entries.length > 0 ? (
        <VirtualRows
          label={t('panel.title')}
          entries={entries}
          height={ROW_HEIGHT}
          active={active}
          onActive={setActive}
          onChoose={(entry) => {
            if (entry.is !== 'row') return;
            if (entry.row.is === 'file') {
              onOpenFile(entry.row.mark);
              return;
            }
            const { thread } = entry.row;
            if (thread.mark !== undefined) go(thread.mark);
            onOpen(thread.root);
          }}
          onKey={onKey}
        >
          {(entry) =>
            entry.is === 'group' ? (
              <GroupHead group={entry.group} count={entry.count} nameOf={nameOf} />
            ) : entry.row.is === 'file' ? (
              <FileRowView row={entry.row} />
            ) : (
              <RowView row={entry.row} nameOf={nameOf} />
            )
          }
        </VirtualRows>
      ) : rows.length === 0 ? (
        <div className="min-h-0 flex-1 overflow-auto">
          <EmptyState icon="note" title={t('panel.empty')}>
            {t('panel.emptyHow')}
          </EmptyState>
        </div>
      ) : (
        <div className="min-h-0 flex-1 overflow-auto">
          <EmptyState
            icon="search"
            title={t('panel.nothing')}
            actions={<Button onPress={() => setFilter(NO_FILTER)}>{t('panel.clearFilter')}</Button>}
          >
            {ownRows.some(({ thread }) => thread.resolvedBy !== null) && !filter.withResolved
              ? t('panel.someResolved')
              : undefined}
          </EmptyState>
        </div>
      )}
    </div>
  );
}

/** A file with more pages takes long enough to be told. */
const MANY_PAGES = 30;

type Entry = ListEntry & { readonly isHeading: boolean };

function GroupHead({
  group,
  count,
  nameOf,
}: {
  readonly group: RowGroup;
  readonly count: number;
  readonly nameOf: (person: PersonId) => string;
}) {
  const { t } = useTranslation('annotation');
  const text =
    group.by === 'page'
      ? group.page === null
        ? t('panel.noPage')
        : t('panel.page', { page: group.page + 1 })
      : group.by === 'author'
        ? nameOf(group.author)
        : group.by === 'fileAuthor'
          ? group.name === ''
            ? t('file.noAuthor')
            : group.name
          : group.by === 'kind'
            ? t(`panel.kind.${group.kind}`)
            : t(`layer.${group.layer}`);
  return (
    <span className="flex h-full items-center gap-2 border-b border-line bg-sunken px-3 text-sm font-semibold">
      <span className="min-w-0 flex-1 truncate">{text}</span>
      <span className="figures font-normal text-ink-muted">{count}</span>
    </span>
  );
}
