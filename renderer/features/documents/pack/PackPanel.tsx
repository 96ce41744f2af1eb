import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { agendaNumbers } from '#protocol/agenda/tree';
import type { Paper } from '#protocol/documents/records';
import { lateNumberOf, packOrder, packPages } from '#protocol/documents/pack';
import type { PaperId, PersonId } from '#protocol/wire/ids';
import { Badge, cx, Icon } from '../../../ui/index.ts';
import type { PackView } from './pack-view.ts';
import { PaperNews } from './PaperNews.tsx';
import { loadProgress } from './reading-progress.ts';

export interface PackPanelProps {
  readonly pack: PackView;
  /** The paper that is read, and the page one is on, counted from 0. */
  readonly paper: PaperId;
  readonly page: number;
  readonly me: PersonId;
}

/** The meeting's papers in the order in which they are read, with the numbers of their pages in the pack. */
export function PackPanel({ pack, paper, page, me }: PackPanelProps) {
  const { t } = useTranslation('documents');
  const numbers = agendaNumbers(pack.agenda);
  const [progress] = useState(() => loadProgress(localStorage, me));
  const order = packOrder(pack.agenda, pack.papers);
  const items = pack.agenda.filter(({ id }) => order.some(({ item }) => item === id));
  return (
    <>
      <SinceLastRead pack={pack} />
      <ol aria-label={t('panels.pack')} className="flex flex-col gap-2 px-1.5 pb-3">
        {items.map(({ id, title }) => (
          <li key={id}>
            <p className="flex gap-2 px-1.5 py-1 text-sm leading-snug text-ink-muted">
              <span className="figures font-semibold">{numbers.get(id)}</span>
              <span className="min-w-0 flex-1">{title}</span>
            </p>
            <ul className="flex flex-col gap-0.5">
              {order
                .filter(({ item }) => item === id)
                .map((each) => (
                  <li key={each.id}>
                    <PackPaper
                      paper={each}
                      pack={pack}
                      furthest={each.version === null ? undefined : progress.get(each.version.id)}
                      {...(each.id === paper ? { page } : {})}
                    />
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ol>
    </>
  );
}

/** What has changed in the pack, in one line; nothing when nothing has. */
function SinceLastRead({ pack }: Pick<PackPanelProps, 'pack'>) {
  const { t } = useTranslation('documents');
  const news = [...pack.news.values()];
  const facts = [
    { key: 'pack.someNew', count: news.filter(({ isNew }) => isNew).length },
    { key: 'pack.someChanged', count: news.filter(({ changed }) => changed).length },
    { key: 'pack.someMentions', count: news.filter(({ mentions }) => mentions > 0).length },
    { key: 'pack.someMarks', count: news.filter(({ newMarks }) => newMarks).length },
  ] as const;
  const told = facts.filter(({ count }) => count > 0);
  if (told.length === 0) return null;
  return (
    <p className="mx-1.5 mb-2 rounded-md bg-accent-soft px-2.5 py-1.5 text-sm text-accent-ink">
      <span className="font-semibold">{t('pack.since')}</span>{' '}
      {told.map(({ key, count }) => t(key, { count })).join(', ')}
    </p>
  );
}

function PackPaper({
  paper,
  pack,
  furthest,
  page,
}: {
  readonly paper: Paper;
  /** The furthest page that was seen on this device. */
  readonly furthest: number | undefined;
  readonly pack: PackView;
  /** Only for the paper that is read. */
  readonly page?: number;
}) {
  const { t } = useTranslation('documents');
  const isOpen = page !== undefined;
  const { version } = paper;
  if (version === null) {
    return (
      <p className="flex min-h-9 items-start gap-2 px-2 py-1.5 text-ink-muted">
        <Icon name="print" size={1.125} className="mt-0.5" />
        <span className="min-w-0 flex-1 leading-snug">
          {paper.title}
          <span className="block text-sm">{t('pack.printed')}</span>
        </span>
      </p>
    );
  }
  const progressText = () => {
    const count = version.pages;
    if (isOpen) return [t('pack.here', { page: page + 1, count })];
    if (furthest !== undefined)
      return [furthest + 1 >= count ? t('pack.seenAll') : t('pack.seenTo', { page: furthest + 1 })];
    return pack.news.get(paper.id)?.seenVersion === null ? [t('pack.unread')] : [];
  };
  return (
    <AriaButton
      {...(isOpen ? { 'aria-current': 'true' as const } : {})}
      onPress={() => pack.onOpen(paper)}
      className={cx(
        'flex w-full items-start gap-2 rounded-md border px-2 py-1.5 text-left data-hovered:bg-hover data-pressed:bg-pressed',
        isOpen ? 'border-accent bg-accent-soft' : 'border-transparent',
      )}
    >
      <Icon
        name="paper"
        size={1.125}
        className={cx('mt-0.5', isOpen ? 'text-accent-ink' : 'text-ink-muted')}
      />
      <span className="flex min-w-0 flex-1 flex-col gap-1">
        <span className={cx('leading-snug', isOpen && 'font-medium')}>{paper.title}</span>
        <span className="figures text-sm text-ink-muted">
          {[pagesText(paper, t), ...progressText()].join(' · ')}
        </span>
        <span className="flex flex-wrap gap-1 empty:hidden">
          {lateNumberOf(paper) === null ? null : <Badge tone="accent">{t('pack.lateBadge')}</Badge>}
          <PaperNews news={pack.news.get(paper.id)} />
        </span>
      </span>
    </AriaButton>
  );
}

function pagesText(
  paper: Paper,
  t: (key: 'pack.pages' | 'pack.count' | 'pack.late', values: Record<string, number>) => string,
): string {
  const count = paper.version?.pages ?? 0;
  const pages = packPages(paper);
  if (pages !== null) return t('pack.pages', { from: pages[0], to: pages[1] });
  const late = lateNumberOf(paper);
  return late === null
    ? t('pack.count', { count })
    : `${t('pack.late', { number: late })} · ${t('pack.count', { count })}`;
}
