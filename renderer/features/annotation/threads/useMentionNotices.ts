import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../../ui/index.ts';
import type { AnnotationSession } from '../annotation-session.ts';
import { useNoteDesk } from '../note-desk.ts';
import { excerpt } from './mark-words.ts';

/** Tells a person at once that somebody calls upon them in a comment. */
export function useMentionNotices(session: AnnotationSession | null): void {
  const { t } = useTranslation('annotation');
  const { nameOf } = useNoteDesk();
  useEffect(
    () =>
      session?.threads.onMention(({ author, mark }) => {
        toast(t('threads.mentioned', { name: nameOf(author), text: excerpt(mark.text) }), 'info');
      }),
    [session, t, nameOf],
  );
}
