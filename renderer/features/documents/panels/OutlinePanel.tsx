import { useEffect, useState, useSyncExternalStore } from 'react';
import { Button as AriaButton, Tree, TreeItem, TreeItemContent } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { cx, Icon, Spinner } from '../../../ui/index.ts';
import type { PdfDocument } from '../pdf-document.ts';
import type { LinkTarget } from '../pdf-facts.ts';
import type { ReaderModel } from '../reader-model.ts';
import { currentEntry, type KeyedEntry, keyed, seen, unfolded } from './outline-tree.ts';

export interface OutlinePanelProps {
  readonly model: ReaderModel;
  readonly pdf: Promise<PdfDocument>;
  readonly onLink: (target: LinkTarget) => void;
}

/** Entries whose page is looked up to mark the chapter that one is in. Each may cost a piece of the file. */
const MOST_PAGES = 300;

/** The bookmarks that a PDF brings with it, as a tree; the chapter one is in is marked. */
export function OutlinePanel({ model, pdf, onLink }: OutlinePanelProps) {
  const { t } = useTranslation('documents');
  const [entries, setEntries] = useState<readonly KeyedEntry[] | null>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const { page } = useSyncExternalStore(model.subscribe, model.getSnapshot);
  useEffect(() => {
    let isOver = false;
    const show = (found: readonly KeyedEntry[]) => {
      if (isOver) return;
      setEntries(found);
      setOpen(new Set(found.length === 1 ? ['0', ...unfolded(found)] : unfolded(found)));
    };
    pdf
      .then((opened) => opened.outline())
      .then((outline) => show(keyed(outline)))
      .catch((error: unknown) => {
        console.debug('no outline', error);
        show([]);
      });
    return () => {
      isOver = true;
    };
  }, [pdf]);
  const shown = entries === null ? [] : seen(entries, open);
  const pages = usePages(pdf, shown);
  const current = currentEntry(
    shown.flatMap(({ key }) => {
      const known = pages.get(key);
      return known === undefined || known === null ? [] : [{ key, page: known }];
    }),
    page,
  );
  if (entries === null) {
    return (
      <p className="flex items-center gap-2 p-4 text-ink-muted">
        <Spinner size={1.25} /> {t('panels.reading')}
      </p>
    );
  }
  if (entries.length === 0) return <p className="px-3 py-2 text-ink-muted">{t('panels.noOutline')}</p>;
  const go = (key: string) => {
    const target = shown.find((each) => each.key === key)?.entry.target;
    if (target !== null && target !== undefined) onLink(target);
    else setOpen(toggled(open, key));
  };
  return (
    <Tree
      aria-label={t('panels.outline')}
      className="flex flex-col px-1.5 pb-2 outline-none"
      expandedKeys={open}
      onExpandedChange={(keys) => setOpen(new Set([...keys].map(String)))}
      onAction={(key) => go(String(key))}
    >
      {entries.map((each) => (
        <Entry key={each.key} item={each} level={0} current={current} pages={pages} />
      ))}
    </Tree>
  );
}

interface EntryProps {
  readonly item: KeyedEntry;
  readonly level: number;
  readonly current: string | undefined;
  readonly pages: ReadonlyMap<string, number | null>;
}

const INDENT = ['pl-0', 'pl-3', 'pl-6', 'pl-9', 'pl-12'] as const;

function Entry({ item, level, current, pages }: EntryProps) {
  const { t } = useTranslation('documents');
  const { key, entry, children } = item;
  const isCurrent = key === current;
  const page = pages.get(key);
  return (
    <TreeItem
      id={key}
      textValue={entry.title}
      className={cx(
        'cursor-pointer rounded-md outline-none data-focus-visible:outline-2 data-focus-visible:-outline-offset-2 data-focus-visible:outline-focus data-hovered:bg-hover',
        isCurrent && 'bg-accent-soft font-medium',
      )}
    >
      <TreeItemContent>
        {({ isExpanded }) => (
          <span className={cx('flex min-h-9 items-start gap-0.5 py-1 pr-2', INDENT[Math.min(level, 4)])}>
            {children.length > 0 ? (
              <AriaButton
                slot="chevron"
                className="flex size-7 shrink-0 items-center justify-center rounded-sm text-ink-muted data-hovered:bg-pressed"
              >
                <Icon name={isExpanded ? 'chevron-down' : 'chevron-right'} size={1} />
              </AriaButton>
            ) : (
              <span className="w-7 shrink-0" />
            )}
            <span className="min-w-0 flex-1 py-0.5 leading-snug wrap-break-word">
              {entry.title}
              {isCurrent ? <span className="sr-only"> ({t('panels.current')})</span> : null}
            </span>
            {page === undefined || page === null ? null : (
              <span className="figures py-0.5 text-sm text-ink-muted">{page + 1}</span>
            )}
          </span>
        )}
      </TreeItemContent>
      {children.map((child) => (
        <Entry key={child.key} item={child} level={level + 1} current={current} pages={pages} />
      ))}
    </TreeItem>
  );
}

/** Looks up the pages of entries as they come into sight, one after the other. Null: the entry leads to no page. */
function usePages(
  pdf: Promise<PdfDocument>,
  shown: readonly KeyedEntry[],
): ReadonlyMap<string, number | null> {
  const [pages, setPages] = useState<ReadonlyMap<string, number | null>>(new Map());
  const next = pages.size < MOST_PAGES ? shown.find(({ key }) => !pages.has(key)) : undefined;
  useEffect(() => {
    if (next === undefined) return undefined;
    let isOver = false;
    const { key, entry } = next;
    const lookUp = async () => {
      if (entry.target?.kind !== 'place') return null;
      return (await (await pdf).resolveDestination(entry.target.destination))?.page ?? null;
    };
    lookUp()
      .catch(() => null)
      .then((page) => {
        if (!isOver) setPages((before) => new Map(before).set(key, page));
      })
      .catch((error: unknown) => console.debug('a page of the outline', error));
    return () => {
      isOver = true;
    };
  }, [pdf, next]);
  return pages;
}

function toggled(open: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(open);
  if (!next.delete(key)) next.add(key);
  return next;
}
