import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Icon } from '../../../ui/index.ts';
import type { AnnotationSession } from '../annotation-session.ts';
import { useNoteDesk } from '../note-desk.ts';
import { CommentField } from './CommentField.tsx';
import { CommentItem } from './CommentItem.tsx';
import { type ThreadRoot, unreadIn } from './thread-model.ts';
import { useThreads } from './useThreads.ts';

export interface ThreadTalkProps {
  readonly session: AnnotationSession;
  readonly root: ThreadRoot;
  readonly autoFocus?: boolean;
}

/** What was said about a mark, and where one says something oneself. What is on screen here counts as seen. */
export function ThreadTalk({ session, root, autoFocus = false }: ThreadTalkProps) {
  const { t } = useTranslation('annotation');
  const { nameOf } = useNoteDesk();
  const { threads } = session;
  const view = useThreads(session);
  const { locked } = useSyncExternalStore(session.subscribe, session.getSnapshot);
  const thread = threads.thread(root, view);
  const newNow = unreadIn(thread, session.me, view.seen).map(({ id }) => id);
  // Stays marked as new while it is open, although it has been seen by then.
  const [fresh, setFresh] = useState<ReadonlySet<string>>(() => new Set(newNow));
  if (newNow.some((id) => !fresh.has(id))) setFresh(new Set([...fresh, ...newNow]));
  const unread = newNow.length;
  useEffect(() => {
    if (unread > 0) threads.see(threads.thread(root));
    // oxlint-disable-next-line react/exhaustive-deps -- a thread is what its root names
  }, [threads, unread, root.layer, root.author, root.mark]);
  const end = useRef<HTMLDivElement>(null);
  const mayWrite = view.writable.has(root.layer);
  const { comments, resolvedBy } = thread;
  return (
    <div className="flex flex-col gap-3">
      {comments.length === 0 ? null : (
        <ul aria-label={t('threads.comments')} className="flex flex-col gap-3">
          {comments.map((comment) => (
            <CommentItem
              key={`${comment.author} ${comment.id}`}
              comment={comment}
              isNew={fresh.has(comment.id)}
              {...(threads.mayChange(comment, view)
                ? { onEdit: (text, mentions) => threads.edit(comment, text, mentions) }
                : {})}
            />
          ))}
        </ul>
      )}
      {resolvedBy === null ? null : (
        <p className="flex items-center gap-2 rounded-md bg-ok-soft px-2.5 py-1.5 text-sm text-ok-ink">
          <Icon name="check" size={1} />
          {t('threads.resolvedBy', { name: nameOf(resolvedBy) })}
        </p>
      )}
      {mayWrite ? (
        <>
          <CommentField
            me={session.me}
            label={t('threads.reply')}
            placeholder={t('threads.replyHint')}
            send={t('threads.send')}
            autoFocus={autoFocus}
            onSend={(text, mentions) => {
              threads.reply(root, text, mentions);
              end.current?.scrollIntoView({ block: 'nearest' });
            }}
          />
          {comments.length === 0 && thread.mark?.mark.kind !== 'note' ? null : (
            <Button
              size="sm"
              className="self-start"
              icon={resolvedBy === null ? 'check' : 'refresh'}
              onPress={() => threads.setResolved(root, resolvedBy === null)}
            >
              {t(resolvedBy === null ? 'threads.resolve' : 'threads.reopen')}
            </Button>
          )}
        </>
      ) : (
        <p className="flex items-center gap-1.5 text-sm text-ink-muted">
          <Icon name="lock" size={1} /> {t(locked === null ? 'threads.locked' : `locked.${locked}`)}
        </p>
      )}
      <div ref={end} />
    </div>
  );
}
