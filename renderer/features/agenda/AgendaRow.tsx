import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { AgendaItem } from '#protocol/agenda/records';
import { MAX_AGENDA_DEPTH } from '#protocol/agenda/records';
import { withDescendants } from '#protocol/agenda/tree';
import type { MeetingState } from '#protocol/meeting/records';
import {
  cx,
  FileButton,
  formatDuration,
  Icon,
  IconButton,
  Menu,
  useLanguage,
  type IconName,
  type MenuAction,
} from '../../ui/index.ts';
import type { PeopleBook } from '../people/index.ts';
import { movedTo, plannedMinutes, type Move } from './agenda-editing.ts';
import { KindBadge } from './KindBadge.tsx';
import type { ItemForm } from './AgendaEditor.tsx';
import { acceptedTypes, type FileLimits } from './file-check.ts';
import { PaperRow } from './PaperRow.tsx';
import type { RunCommand } from './run-command.ts';
import type { UploadEntry, UploadQueue } from './upload-queue.ts';
import { UploadRow } from './UploadRow.tsx';

export interface AgendaRowProps {
  readonly item: AgendaItem;
  readonly number: string;
  /** 1 at the top. */
  readonly level: number;
  readonly state: MeetingState;
  readonly people: PeopleBook;
  readonly canEdit: boolean;
  readonly canBring: boolean;
  readonly run: RunCommand;
  readonly queue: UploadQueue | null;
  readonly uploads: readonly UploadEntry[];
  readonly limits: FileLimits;
  readonly onForm: (form: ItemForm) => void;
  readonly onMove: (move: Move) => void;
  readonly onRemove: () => void;
  readonly onFiles: (files: readonly File[]) => void;
}

const MOVE_ICONS = {
  up: 'chevron-up',
  down: 'chevron-down',
  in: 'chevron-right',
  out: 'chevron-left',
} as const satisfies Record<Move, IconName>;
const INDENT = ['', '', 'pl-7', 'pl-14'] as const;

/** One agenda item while it is being prepared: what it is, its papers, and what is on its way there. */
export function AgendaRow(props: AgendaRowProps) {
  const { item, number, level, state, people, canEdit, canBring, queue, uploads, limits, onFiles } = props;
  const { t } = useTranslation('agenda');
  const language = useLanguage();
  const minutes = plannedMinutes(state.agenda, item.id);
  const presenter = item.presenter === null ? undefined : people.of(item.presenter);
  const facts = [
    presenter === undefined ? '' : t('row.presenter', { name: presenter.name }),
    minutes === 0 ? '' : formatDuration(minutes, language),
  ].filter((text) => text !== '');
  const papers = state.papers.filter((paper) => paper.item === item.id);
  return (
    <div className={cx('flex flex-col gap-1 py-2 pr-2', INDENT[level])}>
      <div className="flex gap-1">
        {canEdit ? (
          <AriaButton
            slot="drag"
            aria-label={t('row.drag', { number })}
            className="flex h-(--control-md) w-(--control-sm) shrink-0 cursor-grab items-center justify-center rounded-md text-ink-muted data-hovered:bg-hover"
          >
            <Icon name="drag" />
          </AriaButton>
        ) : (
          <span className="w-3" />
        )}
        <div className="flex min-w-0 flex-1 items-baseline gap-3 py-1.5">
          <span className="figures min-w-7 shrink-0 font-semibold text-accent-ink">{number}</span>
          <div className="min-w-0 flex-1">
            <p className="font-medium">{item.title}</p>
            {facts.length === 0 ? null : (
              <p className="figures text-sm text-ink-muted">{facts.join(' · ')}</p>
            )}
            <KindBadge kind={item.kind} />
          </div>
        </div>
        {canBring ? (
          <FileButton
            accept={acceptedTypes(limits.takesOffice)}
            allowsMultiple
            onFiles={onFiles}
            variant="quiet"
            icon="upload"
            aria-label={t('row.addPapers', { number })}
            className="self-start max-sm:[&>span]:sr-only"
          >
            {t('row.addPapersShort')}
          </FileButton>
        ) : null}
        {canEdit ? <RowMenu {...props} /> : null}
      </div>
      {papers.length + uploads.length === 0 ? null : (
        <ul aria-label={t('row.papers', { number })} className="flex flex-col gap-1 pb-1 pl-3 sm:pl-19">
          {papers.map((paper) => (
            <PaperRow
              key={paper.id}
              paper={paper}
              state={state}
              people={people}
              canEdit={canEdit}
              queue={canBring ? queue : null}
              limits={limits}
              run={props.run}
            />
          ))}
          {uploads.map((entry) =>
            queue === null ? null : <UploadRow key={entry.key} entry={entry} queue={queue} />,
          )}
        </ul>
      )}
    </div>
  );
}

function RowMenu({ item, number, level, state, onForm, onMove, onRemove }: AgendaRowProps) {
  const { t } = useTranslation('agenda');
  const family = withDescendants(state.agenda, item.id);
  const isBound =
    family.some((each) => each.startedAt !== null) ||
    state.papers.some((paper) => family.some((each) => each.id === paper.item));
  const step = (direction: Move): MenuAction => ({
    id: direction,
    label: t(`row.move.${direction}`),
    icon: MOVE_ICONS[direction],
    isDisabled: movedTo(state.agenda, item.id, direction) === undefined,
    onAction: () => onMove(direction),
  });
  return (
    <Menu
      label={t('row.menu', { number })}
      trigger={<IconButton icon="more" label={t('row.menu', { number })} />}
      actions={[
        {
          id: 'change',
          label: t('row.change'),
          icon: 'edit',
          onAction: () => onForm({ kind: 'change', id: item.id }),
        },
        {
          id: 'add',
          label: t('row.addUnder'),
          icon: 'plus',
          isDisabled: level >= MAX_AGENDA_DEPTH,
          onAction: () => onForm({ kind: 'add', parent: item.id }),
        },
        step('up'),
        step('down'),
        step('in'),
        step('out'),
        {
          id: 'remove',
          label: t(isBound ? 'row.removeBound' : 'row.remove'),
          icon: 'trash',
          isDisabled: isBound,
          isDanger: true,
          onAction: onRemove,
        },
      ]}
    />
  );
}
