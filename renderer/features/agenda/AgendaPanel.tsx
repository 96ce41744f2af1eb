import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Paper } from '#protocol/documents/records';
import type { MeetingState } from '#protocol/meeting/records';
import type { ItemId, PaperId } from '#protocol/wire/ids';
import {
  Badge,
  cx,
  formatClock,
  formatDuration,
  formatTime,
  Icon,
  IconButton,
  Menu,
  useLanguage,
  type IconName,
} from '../../ui/index.ts';
import type { PeopleBook } from '../people/index.ts';
import { LateBadge } from './LateBadge.tsx';
import { agendaOutline, itemSteps, type ItemStep, type OutlineItem } from './agenda-outline.ts';

export interface AgendaPanelProps {
  readonly state: MeetingState;
  readonly people: PeopleBook;
  /** By the server's clock, milliseconds. */
  readonly now: number;
  /** The paper that is open. */
  readonly paper: PaperId | undefined;
  /** The paper in which the presenter is. */
  readonly presented: PaperId | undefined;
  readonly onOpen: (paper: Paper) => void;
  /** What to say about a paper beside its title, such as what changed since it was read. */
  readonly newsOf?: (paper: Paper) => ReactNode;
  /** Starts an item, or takes another step; absent for whoever may not, and while the meeting is not in session. */
  readonly onStep?: (item: ItemId, step: ItemStep) => void;
}

const STATE_ICONS = { paused: 'pause', postponed: 'postpone', done: 'check' } as const;
const STEP_ICONS: Record<ItemStep, IconName> = {
  start: 'play',
  resume: 'play',
  reopen: 'refresh',
  pause: 'pause',
  postpone: 'postpone',
  end: 'check',
};
const INDENT = ['', '', 'pl-4', 'pl-8'] as const;

/** The agenda in the room: where the meeting is, and every paper one press away. */
export function AgendaPanel(props: AgendaPanelProps) {
  const { t } = useTranslation('agenda');
  const outline = agendaOutline(props.state, props.now);
  if (outline.length === 0) {
    return <p className="p-4 text-ink-muted">{t('panel.empty')}</p>;
  }
  return (
    <ol aria-label={t('list')} className="flex flex-col py-2">
      {outline.map((entry) => (
        <PanelItem key={entry.item.id} entry={entry} {...props} />
      ))}
    </ol>
  );
}

function PanelItem({
  entry,
  people,
  paper,
  presented,
  onOpen,
  newsOf,
  onStep,
}: AgendaPanelProps & { readonly entry: OutlineItem }) {
  const { t } = useTranslation('agenda');
  const language = useLanguage();
  const { item, number, level, isCurrent, isHidden, usedMs, likelyAt, papers } = entry;
  const presenter = item.presenter === null ? undefined : people.of(item.presenter)?.name;
  const planned = item.minutes === 0 ? undefined : formatDuration(item.minutes, language);
  const spent = usedMs === 0 ? undefined : t('panel.spent', { time: formatClock(usedMs) });
  const likely = likelyAt === null ? undefined : t('panel.likely', { time: formatTime(likelyAt, language) });
  const facts = [presenter, planned, spent, likely].filter((text) => text !== undefined);
  return (
    <li
      {...(isCurrent ? { 'aria-current': 'step' as const } : {})}
      className={cx(
        'border-l-[3px] py-1.5 pr-2',
        isCurrent ? 'border-live bg-live-soft' : 'border-transparent',
      )}
    >
      <div className={INDENT[level]}>
        <div className="flex items-start gap-1 pl-3">
          <span className="figures min-w-7 shrink-0 py-0.5 font-semibold text-accent-ink">{number}</span>
          <div className="min-w-0 flex-1 py-0.5">
            <p
              className={cx(
                'text-base leading-snug',
                isCurrent && 'font-semibold',
                isHidden && 'text-ink-muted italic',
              )}
            >
              {isHidden ? t('panel.hidden') : item.title}
            </p>
            {facts.length === 0 ? null : (
              <p className="figures mt-0.5 text-sm text-ink-muted">{facts.join(' · ')}</p>
            )}
            <ItemBadges entry={entry} />
          </div>
          {onStep === undefined ? null : <ItemSteps entry={entry} onStep={onStep} />}
        </div>
        {papers.length === 0 ? null : (
          <ul aria-label={t('row.papers', { number })} className="mt-0.5 flex flex-col gap-0.5 pl-9">
            {papers.map((each) => (
              <li key={each.id}>
                {each.version === null ? (
                  <PrintedPaper paper={each} />
                ) : (
                  <OpenPaper
                    paper={each}
                    isOpen={each.id === paper}
                    isPresented={each.id === presented}
                    onOpen={() => onOpen(each)}
                    news={newsOf?.(each)}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

/** Where the item stands and for whom it is, in words beside its sign. */
function ItemBadges({ entry }: { readonly entry: OutlineItem }) {
  const { t } = useTranslation('agenda');
  const { item, isHidden, isOver } = entry;
  const { progress, kind } = item;
  return (
    <p className="mt-1 flex flex-wrap gap-1 empty:hidden">
      {progress === 'waiting' ? null : progress === 'running' ? (
        <Badge tone="live">{t('panel.now')}</Badge>
      ) : (
        <Badge icon={STATE_ICONS[progress]}>{t(`panel.${progress}`)}</Badge>
      )}
      {isOver ? (
        <Badge tone="warn" icon="clock">
          {t('panel.over')}
        </Badge>
      ) : null}
      {kind === 'public' || isHidden ? null : (
        <Badge
          tone={kind === 'closed' ? 'warn' : 'neutral'}
          icon={kind === 'closed' ? 'lock' : 'organisation'}
        >
          {t(`kind.${kind}`)}
        </Badge>
      )}
    </p>
  );
}

/** What whoever runs the meeting does with an item: starting it is one press, the rest is in its menu. */
function ItemSteps({
  entry,
  onStep,
}: {
  readonly entry: OutlineItem;
  readonly onStep: (item: ItemId, step: ItemStep) => void;
}) {
  const { t } = useTranslation('agenda');
  const { item, number } = entry;
  const steps = itemSteps(item.progress);
  const menu = t('panel.menu', { number });
  return (
    // For fingers one above the other: two of their size beside each other leave the title no room.
    <span className="flex shrink-0 pointer-coarse:flex-col">
      {steps[0] === 'start' ? (
        <IconButton
          icon="play"
          size="sm"
          label={t('panel.start', { number })}
          onPress={() => onStep(item.id, 'start')}
        />
      ) : null}
      <Menu
        label={menu}
        trigger={<IconButton icon="more" size="sm" label={menu} />}
        actions={steps.map((step) => ({
          id: step,
          icon: STEP_ICONS[step],
          label: t(`panel.step.${step}`),
          onAction: () => onStep(item.id, step),
        }))}
      />
    </span>
  );
}

function OpenPaper({
  paper,
  isOpen,
  isPresented,
  onOpen,
  news,
}: {
  readonly paper: Paper;
  readonly isOpen: boolean;
  readonly isPresented: boolean;
  readonly onOpen: () => void;
  readonly news: ReactNode;
}) {
  const { t } = useTranslation('agenda');
  const details = [paper.number, t('paper.pages', { count: paper.version?.pages ?? 0 })];
  return (
    <AriaButton
      onPress={onOpen}
      {...(isOpen ? { 'aria-current': 'true' as const } : {})}
      className={cx(
        'flex min-h-(--control-lg) w-full items-center gap-2.5 rounded-md border px-2 py-1.5 text-left data-hovered:bg-hover data-pressed:bg-pressed',
        isOpen ? 'border-accent bg-accent-soft' : 'border-transparent',
      )}
    >
      <Icon name="paper" size={1.125} className={isOpen ? 'text-accent-ink' : 'text-ink-muted'} />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className={cx('leading-snug', isOpen && 'font-medium')}>{paper.title}</span>
        <span className="figures text-sm text-ink-muted">
          {details.filter((text) => text !== '').join(' · ')}
        </span>
        <span className="mt-1 flex flex-wrap gap-1 empty:hidden">
          <LateBadge paper={paper} />
          {news}
        </span>
      </span>
      {isPresented ? <Icon name="present" size={1.125} label={t('panel.presented')} /> : null}
    </AriaButton>
  );
}

function PrintedPaper({ paper }: { readonly paper: Paper }) {
  const { t } = useTranslation('agenda');
  return (
    <div className="flex min-h-(--control-lg) items-center gap-2.5 px-2 py-1.5">
      <Icon name="print" size={1.125} className="text-ink-muted" />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="leading-snug">{paper.title}</span>
        <span className="figures text-sm text-ink-muted">
          {[paper.number, t('paper.printed', { secrecy: t(`secrecy.${paper.secrecy}`) })]
            .filter((text) => text !== '')
            .join(' · ')}
        </span>
      </span>
    </div>
  );
}
