import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/index.ts';
import type { AnnotationSession } from '../annotation-session.ts';
import { PinBadge } from '../threads/PinBadge.tsx';
import { useUnread } from '../threads/useThreads.ts';

export interface NotesButtonProps {
  readonly session: AnnotationSession;
  readonly isOpen: boolean;
  readonly onPress: () => void;
}

/** Opens the notes and comments of the paper, and says how much of them is new. */
export function NotesButton({ session, isOpen, onPress }: NotesButtonProps) {
  const { t } = useTranslation('annotation');
  const unread = useUnread(session);
  return (
    <span className="relative inline-flex">
      <IconButton
        icon="comment"
        label={
          unread > 0 ? `${t('panel.title')}, ${t('threads.unread', { count: unread })}` : t('panel.title')
        }
        aria-expanded={isOpen}
        data-opens="notes-panel"
        onPress={onPress}
      />
      <span className="pointer-events-none absolute top-2 right-2">
        <PinBadge count={0} unread={unread} />
      </span>
    </span>
  );
}

/** The count of what is new, for a tab; nothing when there is none. */
export function UnreadBadge({ session }: { readonly session: AnnotationSession }) {
  const { t } = useTranslation('annotation');
  const unread = useUnread(session);
  if (unread === 0) return null;
  return (
    <span className="figures flex h-4.5 min-w-4.5 items-center justify-center rounded-full bg-accent px-1 text-xs font-semibold text-on-accent">
      <span aria-hidden>{unread > 99 ? '99+' : unread}</span>
      <span className="sr-only">{t('threads.unread', { count: unread })}</span>
    </span>
  );
}
