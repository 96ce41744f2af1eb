import { type KeyboardEvent, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { announce, type MenuAction, toast } from '../../../ui/index.ts';
import type { AnnotationSession } from '../annotation-session.ts';
import type { PlacedMark } from '../mark-index.ts';
import { useNoteDesk, useNotePlaces } from '../note-desk.ts';
import { rootOf, type ThreadRoot } from './thread-model.ts';
import { useThreads } from './useThreads.ts';

export interface MarkActions {
  readonly actions: readonly MenuAction[];
  /** Does what a key stands for, when the focus is on the mark's row or window and not in a field. */
  readonly onKey: (event: KeyboardEvent) => void;
}

/**
 * What can be done with a mark beside talking about it: bringing it to everyone, asking to speak about it, pointing it
 * out, and for the chair hiding its author. `onMoved` is told where a promoted mark is now.
 */
export function useMarkActions(
  session: AnnotationSession,
  placed: PlacedMark | undefined,
  onMoved?: (to: ThreadRoot) => void,
): MarkActions {
  const { t } = useTranslation('annotation');
  const desk = useNoteDesk();
  const places = useNotePlaces();
  const view = useThreads(session);
  const { held } = useSyncExternalStore(session.spotlight.subscribe, session.spotlight.getSnapshot);
  const actions: MenuAction[] = [];
  if (placed !== undefined) {
    const { author, layer } = placed;
    const may = session.threads.mayPromote(placed, view);
    const promote = (as: 'mark' | 'question') => {
      const made = session.threads.promote(placed, as);
      if (made === undefined) return;
      toast(t(`threads.promoted.${as}`));
      session.spotlight.pulse(made);
      onMoved?.(made);
    };
    if (may.mark) {
      actions.push({
        id: 'share',
        icon: 'shared',
        label: t('threads.share'),
        shortcut: 'G',
        onAction: () => promote('mark'),
      });
    }
    if (may.question) {
      actions.push({
        id: 'ask',
        icon: 'help',
        label: t('threads.makeQuestion'),
        shortcut: 'Q',
        onAction: () => promote('question'),
      });
    }
    const { onAskToSpeak, moderation } = desk;
    if (onAskToSpeak !== undefined && places !== null) {
      const { version } = places;
      // Others don't see a private mark, and are not told which it is.
      const mark = layer === 'shared' ? { author, mark: placed.id } : null;
      actions.push({
        id: 'speak',
        icon: 'hand',
        label: t(author === session.me ? 'threads.speakFromNote' : 'threads.speak'),
        shortcut: 'S',
        onAction: () => onAskToSpeak({ version, page: placed.mark.page, mark }),
      });
    }
    const onEvidence = places?.onEvidence;
    if (onEvidence !== undefined) {
      const { mark } = placed;
      actions.push({
        id: 'evidence',
        icon: 'gavel',
        label: t('words.evidence'),
        onAction: () => onEvidence(mark.page, mark.kind === 'text' ? mark.quote : null),
      });
    }
    const onPointOut = places?.onPointOut;
    if (onPointOut !== undefined && layer === 'shared') {
      const isHeld = held?.author === author && held.mark === placed.id;
      actions.push({
        id: 'point',
        icon: 'present',
        label: t(isHeld ? 'threads.pointAway' : 'threads.pointOut'),
        onAction: () => {
          onPointOut(isHeld ? null : placed);
          announce(t(isHeld ? 'threads.pointedAway' : 'threads.pointedOut'));
        },
      });
    }
    if (moderation.onHide !== undefined && layer === 'shared' && author !== session.me) {
      const { onHide } = moderation;
      actions.push({
        id: 'hide',
        icon: 'eye-off',
        label: t('threads.hideAuthor', { name: desk.nameOf(author) }),
        isDanger: true,
        onAction: () => onHide(author, true),
      });
    }
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isField(event.target))
      return;
    const action = actions.find(({ shortcut }) => shortcut === event.key.toUpperCase());
    if (action === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    action.onAction();
  };
  return { actions, onKey };
}

/** Goes to a mark: its page is scrolled to and the mark lights up. */
export function useGoToMark(session: AnnotationSession): (placed: PlacedMark) => void {
  const places = useNotePlaces();
  return (placed) => {
    if (!session.getSnapshot().shown.has(placed.layer)) session.showLayer(placed.layer, true);
    places?.onGo(placed);
    session.spotlight.pulse(rootOf(placed));
  };
}

function isField(target: EventTarget): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
