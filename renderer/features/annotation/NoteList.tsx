import { useEffect, useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { PersonId } from '#protocol/wire/ids';
import { Icon, IconButton, Popover } from '../../ui/index.ts';
import { personColour } from '../people/index.ts';
import type { AnnotationSession } from './annotation-session.ts';
import type { PlacedMark } from './mark-index.ts';
import { excerpt } from './threads/mark-words.ts';

export interface NoteListProps {
  readonly session: AnnotationSession;
  readonly nameOf: (person: PersonId) => string;
  /** Goes to a note: page counted from 0, height in PDF points. */
  readonly onGo: (page: number, y: number) => void;
}

/** All notes of the paper in the order of its pages, for whoever looks for one or can't point. */
export function NoteList({ session, nameOf, onGo }: NoteListProps) {
  const { t } = useTranslation('annotation');
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      label={t('notes.title')}
      placement="bottom end"
      className="w-88 max-w-full p-2"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={<IconButton icon="note" label={t('notes.title')} />}
    >
      <Notes
        session={session}
        nameOf={nameOf}
        onGo={(page, y) => {
          setOpen(false);
          onGo(page, y);
        }}
      />
    </Popover>
  );
}

function Notes({ session, nameOf, onGo }: NoteListProps) {
  const { t } = useTranslation('annotation');
  const [notes, setNotes] = useState(() => session.notes());
  useEffect(() => session.onPages(() => setNotes(session.notes())), [session]);
  if (notes.length === 0) return <p className="px-2 py-3 text-ink-muted">{t('notes.empty')}</p>;
  return (
    <ListBox
      aria-label={t('notes.title')}
      className="flex max-h-96 flex-col gap-1 overflow-auto outline-none"
      onAction={(key) => {
        const note = notes.find((each) => keyOf(each) === key);
        if (note?.mark.kind === 'note') onGo(note.mark.page, note.mark.y);
      }}
    >
      {notes.map(({ id, author, layer, mark }) => (
        <ListBoxItem
          key={keyOf({ id, author, layer })}
          id={keyOf({ id, author, layer })}
          textValue={mark.text}
          className="flex flex-col gap-0.5 rounded-md px-3 py-2 outline-none data-focus-visible:outline-2 data-focus-visible:-outline-offset-2 data-focus-visible:outline-focus data-focused:bg-hover data-hovered:bg-hover"
        >
          <span className="flex items-center gap-2 text-sm text-ink-muted">
            <span
              style={{ backgroundColor: personColour(author) }}
              className="size-2.5 shrink-0 rounded-full"
            />
            <span className="min-w-0 flex-1 truncate">{nameOf(author)}</span>
            {layer === 'private' ? <Icon name="lock" size={0.875} label={t('layer.private')} /> : null}
            <span className="figures">{t('notes.page', { page: mark.page + 1 })}</span>
          </span>
          <span>{excerpt(mark.text)}</span>
        </ListBoxItem>
      ))}
    </ListBox>
  );
}

/** A note moved to the private layer has the id that it had in the shared one. */
function keyOf({ id, author, layer }: Pick<PlacedMark, 'id' | 'author' | 'layer'>): string {
  return `${layer} ${author} ${id}`;
}
