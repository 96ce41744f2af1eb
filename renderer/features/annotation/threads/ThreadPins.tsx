import { useState, useSyncExternalStore } from 'react';
import { Button as PinButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { PageTransform, Point } from '#protocol/annotation/page-transform';
import { cx, Icon, Popover } from '../../../ui/index.ts';
import type { AnnotationSession } from '../annotation-session.ts';
import { LAYER_LOOKS } from '../layer-look.ts';
import { shapeOf } from '../mark-shape.ts';
import { useNoteDesk } from '../note-desk.ts';
import { excerpt, wordsOf } from './mark-words.ts';
import { MarkThread } from './MarkThread.tsx';
import { PinBadge } from './PinBadge.tsx';
import { type Thread, threadKey } from './thread-model.ts';
import { useThreads } from './useThreads.ts';

export interface ThreadPinsProps {
  readonly session: AnnotationSession;
  readonly page: number;
  readonly transform: PageTransform;
}

/** Pins of the threads on a page; notes are pins themselves and have theirs inside. */
export function ThreadPins({ session, page, transform }: ThreadPinsProps) {
  const { threads } = session;
  const view = useThreads(session);
  const { talk, begun } = view;
  const { shown } = useSyncExternalStore(session.subscribe, session.getSnapshot);
  const found = new Map<string, Thread>();
  const add = (thread: Thread) => {
    const { mark, root } = thread;
    if (mark?.mark.page === page && mark.mark.kind !== 'note' && shown.has(root.layer))
      found.set(threadKey(root), thread);
  };
  for (const { comments } of talk.values()) {
    const [first] = comments;
    if (first !== undefined) add(threads.thread({ layer: first.layer, ...first.mark.on }, view));
  }
  if (begun !== null) add(threads.thread(begun, view));
  return [...found].map(([key, thread]) => {
    const { mark } = thread;
    if (mark === undefined) return null;
    const { x, y, width } = transform.rectToScreen(shapeOf(mark.mark).bounds);
    return (
      <ThreadPin
        key={key}
        session={session}
        thread={thread}
        unread={threads.unreadIn(thread, view)}
        at={{ x: Math.min(x + width, transform.toScreen({ x: transform.size.width, y: 0 }).x - 14), y }}
        startsOpen={begun !== null && threadKey(begun) === key}
      />
    );
  });
}

interface ThreadPinProps {
  readonly session: AnnotationSession;
  readonly thread: Thread;
  readonly unread: number;
  /** Pixels from the upper left corner of the page. */
  readonly at: Point;
  readonly startsOpen: boolean;
}

function ThreadPin({ session, thread, unread, at, startsOpen }: ThreadPinProps) {
  const { t } = useTranslation('annotation');
  const { nameOf } = useNoteDesk();
  const [isOpen, setOpen] = useState(false);
  const { mark, comments, resolvedBy, root } = thread;
  if (mark === undefined) return null;
  const label = t('threads.pin', {
    name: nameOf(root.author),
    text: excerpt(wordsOf(mark.mark)) || t(`panel.kind.${mark.mark.kind}`),
    count: comments.length,
  });
  return (
    <Popover
      label={t('threads.title')}
      placement="bottom start"
      className="w-80 max-w-full"
      isOpen={isOpen || startsOpen}
      onOpenChange={(open) => {
        setOpen(open);
        if (!open && startsOpen) session.threads.begin(null);
      }}
      trigger={
        <PinButton
          data-mark-control
          aria-label={unread > 0 ? `${label}, ${t('threads.unread', { count: unread })}` : label}
          style={{ left: at.x, top: at.y }}
          className={cx(
            'absolute z-10 flex size-7 -translate-x-1/2 -translate-y-1/2 items-center justify-center rounded-full rounded-bl-none border border-line-strong bg-raised shadow-raised after:absolute after:-inset-2.5',
            resolvedBy === null ? LAYER_LOOKS[root.layer].text : 'text-ink-muted',
          )}
        >
          <Icon name={resolvedBy === null ? 'comment' : 'check'} size={1} />
          <PinBadge count={comments.length} unread={unread} />
        </PinButton>
      }
    >
      <MarkThread
        session={session}
        placed={mark}
        autoFocus={startsOpen}
        onMoved={(to) => {
          setOpen(false);
          session.threads.begin(session.threads.thread(to).mark?.mark.kind === 'note' ? null : to);
        }}
      />
    </Popover>
  );
}
