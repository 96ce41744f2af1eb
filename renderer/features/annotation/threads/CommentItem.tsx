import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId } from '#protocol/wire/ids';
import { Badge, cx, formatDateTime, formatTime, IconButton, useLanguage } from '../../../ui/index.ts';
import { PersonAvatar } from '../../people/index.ts';
import { useNoteDesk } from '../note-desk.ts';
import { CommentField } from './CommentField.tsx';
import { piecesOf } from './mention.ts';
import type { PlacedComment } from './thread-model.ts';

export interface CommentItemProps {
  readonly comment: PlacedComment;
  readonly isNew: boolean;
  /** Absent for comments of others. */
  readonly onEdit?: (text: string, mentions: readonly PersonId[]) => void;
}

/** What one person said. */
export function CommentItem({ comment, isNew, onEdit }: CommentItemProps) {
  const { t } = useTranslation('annotation');
  const { nameOf } = useNoteDesk();
  const [isEditing, setEditing] = useState(false);
  const { author, mark } = comment;
  const name = nameOf(author);
  const called = mark.mentions.map((id) => ({ id, name: nameOf(id) }));
  return (
    <li className="flex flex-col gap-1">
      <div className="flex items-center gap-2 text-sm">
        <PersonAvatar person={{ id: author, name }} size="sm" />
        <span className="min-w-0 flex-1 leading-tight">
          <span className="font-medium">{name}</span> <Moment at={mark.at} />
          {mark.edited === undefined ? null : (
            <span className="text-ink-muted"> · {t('threads.edited')}</span>
          )}
        </span>
        {isNew ? <Badge tone="accent">{t('threads.new')}</Badge> : null}
        {onEdit === undefined || isEditing ? null : (
          <span className="flex">
            <IconButton icon="edit" size="sm" label={t('threads.editOwn')} onPress={() => setEditing(true)} />
            <IconButton
              icon="trash"
              size="sm"
              label={t('threads.removeOwn')}
              onPress={() => onEdit('', [])}
            />
          </span>
        )}
      </div>
      {isEditing && onEdit !== undefined ? (
        <CommentField
          me={author}
          label={t('threads.editOwn')}
          placeholder={t('threads.replyHint')}
          send={t('threads.saveEdit')}
          initial={mark.text}
          autoFocus
          onSend={(text, mentions) => {
            setEditing(false);
            onEdit(text, mentions);
          }}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <p className="pl-9 break-words whitespace-pre-wrap">
          {piecesOf(mark.text, called).map(({ text, person }, n) => (
            <span
              // oxlint-disable-next-line react/no-array-index-key -- the pieces of one text have no other name
              key={n}
              className={cx(
                person !== null && 'rounded-sm bg-accent-soft px-0.5 font-medium text-accent-ink',
              )}
            >
              {text}
            </span>
          ))}
        </p>
      )}
    </li>
  );
}

/** When something was written: the time, and the day unless it was today. */
export function Moment({ at }: { readonly at: number }) {
  const language = useLanguage();
  const [today] = useState(() => new Date().toDateString());
  const isToday = new Date(at).toDateString() === today;
  return (
    <span className="figures text-ink-muted">{(isToday ? formatTime : formatDateTime)(at, language)}</span>
  );
}
