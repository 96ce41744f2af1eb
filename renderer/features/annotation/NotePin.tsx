import { useState } from 'react';
import { Button as PinButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type MarkColour, MAX_NOTE } from '#protocol/annotation/mark';
import type { Point } from '#protocol/annotation/page-transform';
import type { Layer } from '#protocol/annotation/ydoc';
import type { PersonId } from '#protocol/wire/ids';
import { Badge, Button, Icon, Popover, TextArea } from '../../ui/index.ts';
import { personColour, PersonAvatar } from '../people/index.ts';
import type { AnnotationSession } from './annotation-session.ts';
import { LAYER_LOOKS } from './layer-look.ts';
import { inkColour } from './mark-colours.ts';
import type { PlacedMark } from './mark-index.ts';
import { excerpt } from './threads/mark-words.ts';
import { MarkThread } from './threads/MarkThread.tsx';
import { PinBadge } from './threads/PinBadge.tsx';
import { rootOf } from './threads/thread-model.ts';
import { useThreads } from './threads/useThreads.ts';

export interface NotePinProps {
  readonly session: AnnotationSession;
  /** Pixels from the upper left corner of the page. */
  readonly at: Point;
  readonly colour: MarkColour;
  readonly author: PersonId;
  readonly name: string;
  readonly text: string;
  readonly layer: Layer;
  readonly mayChange: boolean;
  /** Absent for a note that is just being put down, which opens at once. */
  readonly placed?: PlacedMark;
  /** Empty text removes the note. */
  readonly onWrite: (text: string) => void;
  readonly onClose?: () => void;
}

/** A note where it stands on the page; opens to read it and what was said about it, and for its author to write it. */
export function NotePin({
  session,
  at,
  colour,
  author,
  name,
  text,
  layer,
  mayChange,
  placed,
  onWrite,
  onClose,
}: NotePinProps) {
  const { t } = useTranslation('annotation');
  const [isOpen, setOpen] = useState(placed === undefined);
  const [written, setWritten] = useState(text);
  const view = useThreads(session);
  const thread = placed === undefined ? undefined : session.threads.thread(rootOf(placed), view);
  const mayWrite = mayChange && view.writable.has(layer);
  const isQuestion = placed?.mark.kind === 'note' && placed.mark.question === true;
  const change = (open: boolean) => {
    setOpen(open);
    if (open) {
      setWritten(text);
      return;
    }
    // Closing keeps what was typed: a thought is not lost by a tap beside the box.
    if (mayWrite && written.trim() !== '' && written !== text) onWrite(written);
    onClose?.();
  };
  const finish = (content: string) => {
    setOpen(false);
    if (content !== text) onWrite(content);
    onClose?.();
  };
  const unread = thread === undefined ? 0 : session.threads.unreadIn(thread, view);
  const count = thread?.comments.length ?? 0;
  const label = [
    t(isQuestion ? 'note.pinQuestion' : PIN_LABELS[layer], { name, text: excerpt(text) }),
    ...(count === 0 ? [] : [t('threads.count', { count })]),
    ...(unread === 0 ? [] : [t('threads.unread', { count: unread })]),
    ...(thread?.resolvedBy == null ? [] : [t('threads.resolved')]),
  ].join(', ');
  const isResolved = thread?.resolvedBy != null;
  const icon = isResolved
    ? 'check'
    : isQuestion
      ? 'help'
      : layer === 'shared'
        ? 'note'
        : LAYER_LOOKS[layer].icon;
  const own = mayWrite ? (
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
    <p className="max-h-80 overflow-auto break-words whitespace-pre-wrap">{text}</p>
  );
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
          aria-label={label}
          style={{
            left: at.x,
            top: at.y,
            backgroundColor: inkColour('highlighter', colour),
            borderColor: personColour(author),
          }}
          className="absolute z-10 flex size-7 -translate-x-1/2 -translate-y-1/2 items-center justify-center rounded-md border-2 text-[#1b2130] shadow-raised after:absolute after:-inset-2.5"
        >
          <Icon name={icon} size={1} />
          <PinBadge count={count} unread={unread} />
        </PinButton>
      }
    >
      {placed === undefined ? (
        <div className="flex flex-col gap-3">
          <p className="flex items-center gap-2 text-sm">
            <PersonAvatar person={{ id: author, name }} size="sm" />
            <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
            <Badge tone={LAYER_LOOKS[layer].badge} icon={LAYER_LOOKS[layer].icon}>
              {t(`layer.${layer}`)}
            </Badge>
          </p>
          {own}
        </div>
      ) : (
        <MarkThread session={session} placed={placed} onMoved={() => setOpen(false)}>
          {own}
        </MarkThread>
      )}
    </Popover>
  );
}

const PIN_LABELS = { shared: 'note.pin', group: 'note.pinGroup', private: 'note.pinPrivate' } as const;
