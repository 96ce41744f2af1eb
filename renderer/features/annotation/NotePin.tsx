import { useState } from 'react';
import { Button as PinButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type MarkColour, MAX_NOTE } from '#protocol/annotation/mark';
import type { Point } from '#protocol/annotation/page-transform';
import type { PersonId } from '#protocol/wire/ids';
import { Button, Icon, Popover, TextArea } from '../../ui/index.ts';
import { personColour, PersonAvatar } from '../people/index.ts';
import { inkColour } from './mark-colours.ts';

export interface NotePinProps {
  /** Pixels from the upper left corner of the page. */
  readonly at: Point;
  readonly colour: MarkColour;
  readonly author: PersonId;
  readonly name: string;
  readonly text: string;
  readonly isPrivate: boolean;
  readonly mayChange: boolean;
  /** A note that is just being put down. */
  readonly startsOpen?: boolean;
  /** Empty text removes the note. */
  readonly onWrite: (text: string) => void;
  readonly onClose?: () => void;
}

/** A note where it stands on the page; opens to read it, and for its author to write it. */
export function NotePin({
  at,
  colour,
  author,
  name,
  text,
  isPrivate,
  mayChange,
  startsOpen = false,
  onWrite,
  onClose,
}: NotePinProps) {
  const { t } = useTranslation('annotation');
  const [isOpen, setOpen] = useState(startsOpen);
  const [written, setWritten] = useState(text);
  const change = (open: boolean) => {
    setOpen(open);
    if (open) {
      setWritten(text);
      return;
    }
    // Closing keeps what was typed: a thought is not lost by a tap beside the box.
    if (mayChange && written.trim() !== '' && written !== text) onWrite(written);
    onClose?.();
  };
  const finish = (content: string) => {
    setOpen(false);
    if (content !== text) onWrite(content);
    onClose?.();
  };
  return (
    <Popover
      label={t('note.by', { name })}
      isOpen={isOpen}
      onOpenChange={change}
      placement="bottom start"
      className="w-80 max-w-full"
      trigger={
        <PinButton
          data-mark-control
          aria-label={t(isPrivate ? 'note.pinPrivate' : 'note.pin', { name, text: excerpt(text) })}
          style={{
            left: at.x,
            top: at.y,
            backgroundColor: inkColour('highlighter', colour),
            borderColor: personColour(author),
          }}
          className="absolute z-10 flex size-7 -translate-x-1/2 -translate-y-1/2 items-center justify-center rounded-md border-2 text-[#1b2130] shadow-raised after:absolute after:-inset-2.5"
        >
          <Icon name={isPrivate ? 'lock' : 'note'} size={1} />
        </PinButton>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="flex items-center gap-2 text-sm">
          <PersonAvatar person={{ id: author, name }} size="sm" />
          <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
          {isPrivate ? <span className="text-ink-muted">{t('layer.private')}</span> : null}
        </p>
        {mayChange ? (
          <>
            <TextArea
              label={t('note.text')}
              hideLabel
              autoFocus
              maxLength={MAX_NOTE}
              placeholder={t('note.placeholder')}
              value={written}
              onChange={setWritten}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) finish(written);
                else event.continuePropagation();
              }}
            />
            <div className="flex flex-wrap justify-end gap-2">
              {text === '' ? (
                <Button variant="quiet" onPress={() => finish(text)}>
                  {t('note.cancel')}
                </Button>
              ) : (
                <Button variant="quiet" icon="trash" onPress={() => finish('')}>
                  {t('note.remove')}
                </Button>
              )}
              <Button variant="primary" isDisabled={written.trim() === ''} onPress={() => finish(written)}>
                {t('note.save')}
              </Button>
            </div>
          </>
        ) : (
          <p className="max-h-80 overflow-auto whitespace-pre-wrap">{text}</p>
        )}
      </div>
    </Popover>
  );
}

/** Enough of a note to know which it is. */
export function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
