import { useTranslation } from 'react-i18next';
import { isNewerInk } from '#protocol/annotation/ink';
import type { PersonId } from '#protocol/wire/ids';
import { cx, Icon, type IconName } from '../../../ui/index.ts';
import { personColour } from '../../people/index.ts';
import { LAYER_LOOKS } from '../layer-look.ts';
import { excerpt, wordsOf } from '../threads/mark-words.ts';
import { InkPicture } from './InkPicture.tsx';
import type { MarkRow, RowKind } from './mark-rows.ts';

export const KIND_ICONS = {
  note: 'note',
  question: 'help',
  highlight: 'highlighter',
  underline: 'edit',
  strikeOut: 'edit',
  ink: 'pen',
  textBox: 'text-size',
  shape: 'edit',
  stamp: 'check',
  image: 'papers',
  attachment: 'paper',
  removed: 'trash',
} as const satisfies Record<RowKind, IconName>;

/** Heights of the list's lines in rem; its rows have all the same, so that any number of them can be scrolled. */
export const ROW_HEIGHT = { row: 4.75, heading: 2 } as const;

export interface RowViewProps {
  readonly row: MarkRow;
  readonly nameOf: (person: PersonId) => string;
}

/** One mark in the list: whose, on which page, what it says, how much was said about it. */
export function RowView({ row, nameOf }: RowViewProps) {
  const { t } = useTranslation('annotation');
  const { thread, kind, unread } = row;
  const { mark, root, comments, resolvedBy } = thread;
  const value = mark?.mark;
  const words = value === undefined ? '' : wordsOf(value);
  const look = LAYER_LOOKS[root.layer];
  const isNewer = value?.kind === 'ink' && isNewerInk(value.points);
  const isDrawn = (value?.kind === 'ink' && !isNewer) || value?.kind === 'shape';
  const last = comments.at(-1);
  return (
    <span className="flex h-full flex-col justify-center gap-1 px-3 py-1.5">
      <span className="flex items-center gap-1.5 text-sm leading-tight text-ink-muted">
        <span
          style={{ backgroundColor: personColour(root.author) }}
          className="size-2.5 shrink-0 rounded-full"
        />
        <span className={cx('min-w-0 flex-1 truncate', unread > 0 && 'font-semibold text-ink')}>
          {nameOf(root.author)}
        </span>
        {resolvedBy === null ? null : (
          <Icon name="check" size={0.9375} label={t('threads.resolved')} className="text-ok-ink" />
        )}
        <Icon name={look.icon} size={0.9375} label={t(`layer.${root.layer}`)} className={look.text} />
        {value === undefined ? null : (
          <span className="figures shrink-0">{t('panel.pageShort', { page: value.page + 1 })}</span>
        )}
      </span>
      <span className="flex min-h-9 items-center gap-2">
        {isDrawn ? (
          <InkPicture mark={value} />
        ) : (
          <Icon
            name={KIND_ICONS[kind]}
            size={1.0625}
            label={t(`panel.kind.${kind}`)}
            className="text-ink-muted"
          />
        )}
        <span
          className={cx(
            'line-clamp-2 min-w-0 flex-1 text-sm leading-snug break-words',
            value?.kind === 'text' && 'italic',
            (value === undefined || words === '') && 'text-ink-muted',
          )}
        >
          {words !== ''
            ? excerpt(words, 120)
            : last === undefined
              ? t(isNewer ? 'panel.newerInk' : `panel.kind.${kind}`)
              : `${value === undefined ? `${t('threads.removedMark')} ` : ''}${excerpt(last.mark.text, 100)}`}
        </span>
        {comments.length === 0 && unread === 0 ? null : (
          <span
            className={cx(
              'figures flex h-5 min-w-5 shrink-0 items-center justify-center gap-0.5 rounded-full px-1.5 text-xs font-semibold',
              unread > 0 ? 'bg-accent text-on-accent' : 'border border-line text-ink-muted',
            )}
          >
            <span aria-hidden>{unread > 0 ? unread : comments.length}</span>
            <span className="sr-only">
              {unread > 0
                ? t('threads.unread', { count: unread })
                : t('threads.count', { count: comments.length })}
            </span>
          </span>
        )}
      </span>
    </span>
  );
}
