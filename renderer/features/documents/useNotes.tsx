import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rect } from '#protocol/annotation/page-transform';
import type { PersonId, VersionId } from '#protocol/wire/ids';
import {
  type AnnotationSession,
  type FileLayer,
  type NotePlaces,
  NotePlacesContext,
  NotesPanel,
  type PlacedMark,
  rootOf,
  shapeOf,
  type ThreadRoot,
  UnreadBadge,
  useMentionNotices,
} from '../annotation/index.ts';
import type { ReaderPanel } from './panels/reader-panel.ts';
import type { ReaderModel } from './reader-model.ts';
import type { NoteTarget } from './note-target.ts';

export interface NotesUse {
  readonly session: AnnotationSession | null;
  readonly model: ReaderModel;
  readonly version: VersionId;
  readonly me: PersonId;
  readonly presenter: PersonId | null;
  /** A page, and maybe a mark, that somebody asked for from outside of the reader. */
  readonly target: NoteTarget | null;
  /** The marks that the file brought with it. */
  readonly fileMarks: FileLayer;
  /** Goes somewhere in a way that leads back. */
  readonly jump: (go: () => void) => void;
  /** Takes a place of this version along for the minutes; undefined for whoever doesn't write them. */
  readonly onEvidence: NotePlaces['onEvidence'];
}

/** The notes of an open paper: their tab in the side panel, and what marks may ask of the reader. */
export function useNotes(use: NotesUse): {
  readonly panels: readonly ReaderPanel[];
  readonly around: (children: ReactNode) => ReactNode;
} {
  const { session, model, version, me, presenter, target, fileMarks, jump, onEvidence } = use;
  const { t } = useTranslation('annotation');
  const [open, setOpen] = useState<ThreadRoot | null>(null);
  const isPresenter = presenter === me;
  const goTo = (page: number, rect: Rect) => {
    if (!isOnScreen(model, page, rect)) jump(() => model.goToPoint(page, rect.x, rect.y + rect.height));
  };
  const go = ({ mark }: PlacedMark) => goTo(mark.page, shapeOf(mark).bounds);
  useMentionNotices(session, (root) => {
    const mark = session?.marks.find(root, root.layer);
    if (session === null || mark === undefined) return;
    session.showLayer(root.layer, true);
    go(mark);
    session.spotlight.pulse(root);
  });

  useEffect(() => {
    if (session === null || !isPresenter) return undefined;
    // What was pointed out is let go of when the presenter goes on to other pages.
    const stop = model.onMove(() => {
      const { held } = session.spotlight.getSnapshot();
      const mark = held === null ? undefined : session.marks.find(held, 'shared');
      if (held !== null && (mark === undefined || !isPageShown(model, mark.mark.page)))
        session.spotlight.hold(null);
    });
    return () => {
      stop();
      session.spotlight.hold(null);
    };
  }, [session, model, isPresenter]);

  useEffect(() => {
    // Words that are meant are found by the reader itself.
    if (target === null || target.words !== undefined || reached.has(target)) return undefined;
    model.goToPage(Math.min(target.page, model.sizes.length - 1));
    const mark = target.version === version ? target.mark : null;
    if (session === null || mark === null) {
      reached.add(target);
      return undefined;
    }
    let stop = () => {};
    const show = () => {
      const found = session.marks.find(mark, target.layer ?? 'shared');
      if (found === undefined) return;
      session.showLayer(found.layer, true);
      stop();
      reached.add(target);
      const { x, y, height } = shapeOf(found.mark).bounds;
      model.goToPoint(found.mark.page, x, y + height);
      session.spotlight.pulse(rootOf(found));
    };
    // In a paper that was just opened the marks come a moment later.
    stop = session.marks.onPages(show);
    show();
    return () => stop();
  }, [session, model, version, target]);

  const places: NotePlaces = {
    version,
    onGo: go,
    file: fileMarks,
    onGoTo: goTo,
    ...(onEvidence === undefined ? {} : { onEvidence }),
    ...(isPresenter && session !== null
      ? {
          onPointOut: (mark: PlacedMark | null) => {
            if (mark !== null) go(mark);
            session.spotlight.hold(mark === null ? null : { author: mark.author, mark: mark.id });
          },
        }
      : {}),
  };
  const panels: ReaderPanel[] =
    session === null
      ? []
      : [
          {
            id: NOTES_TAB,
            label: t('panel.title'),
            icon: 'comment',
            isWide: true,
            badge: <UnreadBadge session={session} />,
            content: <NotesPanel session={session} open={open} onOpenChange={setOpen} />,
          },
        ];
  return {
    panels,
    around: (children) => <NotePlacesContext value={places}>{children}</NotePlacesContext>,
  };
}

/** The side panel's tab of the notes. */
export const NOTES_TAB = 'notes';

/** Targets that somebody was taken to: another version of the paper, opened later, doesn't take them there again. */
const reached = new WeakSet<NoteTarget>();

function isPageShown(model: ReaderModel, page: number): boolean {
  const { visible } = model.getSnapshot();
  return page >= visible.first && page <= visible.last;
}

/** Whether a mark is already where one sees it: then the page stays still under it. */
function isOnScreen(model: ReaderModel, on: number, bounds: Rect): boolean {
  const { page, rect } = model.shownPart();
  return (
    page === on &&
    bounds.x >= rect.x &&
    bounds.y >= rect.y &&
    bounds.x + bounds.width <= rect.x + rect.width &&
    bounds.y + bounds.height <= rect.y + rect.height
  );
}
