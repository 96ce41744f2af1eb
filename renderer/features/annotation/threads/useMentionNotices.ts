import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../../ui/index.ts';
import type { AnnotationSession } from '../annotation-session.ts';
import { useNoteDesk } from '../note-desk.ts';
import { excerpt } from './mark-words.ts';
import type { PlacedComment, ThreadRoot } from './thread-model.ts';
import { isFirstTold } from './told-mentions.ts';

/** Tells a person at once that somebody calls upon them in a comment of the open paper, and leads there. */
export function useMentionNotices(session: AnnotationSession | null, onGo: (root: ThreadRoot) => void): void {
  const { t } = useTranslation('annotation');
  const { nameOf } = useNoteDesk();
  const tell = useEffectEvent(({ id, author, layer, mark }: PlacedComment) => {
    if (!isFirstTold(author, id)) return;
    toast(t('threads.mentioned', { name: nameOf(author), text: excerpt(mark.text) }), 'info', {
      label: t('threads.goThere'),
      onPress: () => onGo({ layer, ...mark.on }),
    });
  });
  useEffect(() => session?.threads.onMention((comment) => tell(comment)), [session]);
}
