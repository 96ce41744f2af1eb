import { useTranslation } from 'react-i18next';
import { isNewerInk } from '#protocol/annotation/ink';
import type { AnnotationSession } from '../annotation-session.ts';
import { wordsOf } from '../threads/mark-words.ts';
import { MarkThread } from '../threads/MarkThread.tsx';
import type { ThreadRoot } from '../threads/thread-model.ts';
import { ThreadTalk } from '../threads/ThreadTalk.tsx';
import { useThreads } from '../threads/useThreads.ts';
import { useGoToMark } from '../threads/useMarkActions.ts';
import { DetailFrame } from './DetailFrame.tsx';
import { InkPicture } from './InkPicture.tsx';

export interface ThreadDetailProps {
  readonly session: AnnotationSession;
  readonly root: ThreadRoot;
  readonly onBack: () => void;
  readonly onMoved: (to: ThreadRoot) => void;
}

/** One mark of the list with what was said about it, in place of the list. */
export function ThreadDetail({ session, root, onBack, onMoved }: ThreadDetailProps) {
  const { t } = useTranslation('annotation');
  const go = useGoToMark(session);
  const { mark } = session.threads.thread(root, useThreads(session));
  const value = mark?.mark;
  const isNewer = value?.kind === 'ink' && isNewerInk(value.points);
  const isDrawn = (value?.kind === 'ink' && !isNewer) || value?.kind === 'shape';
  const words = value === undefined || value.kind === 'text' ? '' : wordsOf(value);
  return (
    <DetailFrame
      onBack={onBack}
      {...(mark === undefined ? {} : { page: mark.mark.page, onGo: () => go(mark) })}
    >
      <div className="min-h-0 flex-1 overflow-auto p-3">
        {mark === undefined ? (
          <div className="flex flex-col gap-3">
            <p className="text-ink-muted italic">{t('threads.removedMark')}</p>
            <ThreadTalk session={session} root={root} />
          </div>
        ) : (
          <MarkThread session={session} placed={mark} onMoved={onMoved}>
            {isNewer ? <p className="text-ink-muted italic">{t('panel.newerInk')}</p> : null}
            {isDrawn ? <InkPicture mark={value} /> : null}
            {words === '' ? null : <p className="break-words whitespace-pre-wrap">{words}</p>}
          </MarkThread>
        )}
      </div>
    </DetailFrame>
  );
}
