import { useTranslation } from 'react-i18next';
import { cx, Icon } from '../../../ui/index.ts';
import { FILE_LOOK } from '../layer-look.ts';
import { excerpt } from '../threads/mark-words.ts';
import type { FileRow } from './mark-rows.ts';
import { KIND_ICONS } from './RowView.tsx';

/** A mark of the file in the list: what the file says of its author, on which page, what it says. */
export function FileRowView({ row: { mark, kind } }: { readonly row: FileRow }) {
  const { t } = useTranslation('annotation');
  const { author, text, page, replies } = mark;
  return (
    <span className="flex h-full flex-col justify-center gap-1 px-3 py-1.5">
      <span className="flex items-center gap-1.5 text-sm leading-tight text-ink-muted">
        <span className="size-2.5 shrink-0 rounded-full border border-line-strong" />
        <span className="min-w-0 flex-1 truncate">{author === '' ? t('file.noAuthor') : author}</span>
        <Icon name={FILE_LOOK.icon} size={0.9375} label={t('layer.file')} />
        <span className="figures shrink-0">{t('panel.pageShort', { page: page + 1 })}</span>
      </span>
      <span className="flex min-h-9 items-center gap-2">
        <Icon
          name={KIND_ICONS[kind]}
          size={1.0625}
          label={t(`panel.kind.${kind}`)}
          className="text-ink-muted"
        />
        <span
          className={cx(
            'line-clamp-2 min-w-0 flex-1 text-sm leading-snug break-words',
            text === '' && 'text-ink-muted',
          )}
        >
          {text === '' ? t(`panel.kind.${kind}`) : excerpt(text, 120)}
        </span>
        {replies.length === 0 ? null : (
          <span className="figures flex h-5 min-w-5 shrink-0 items-center justify-center rounded-full border border-line px-1.5 text-xs font-semibold text-ink-muted">
            <span aria-hidden>{replies.length}</span>
            <span className="sr-only">{t('threads.count', { count: replies.length })}</span>
          </span>
        )}
      </span>
    </span>
  );
}
