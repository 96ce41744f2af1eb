import { useEffect, useRef } from 'react';
import type { PresentedPage } from '#protocol/meeting/records';
import type { PaperId, PersonId, VersionId } from '#protocol/wire/ids';
import type { AnnotationSession } from '../annotation/index.ts';
import { FollowBar } from './FollowBar.tsx';
import { present } from './follow.ts';
import type { PlaceHistory } from './place-history.ts';
import type { ReaderModel } from './reader-model.ts';

export interface FollowProps {
  readonly model: ReaderModel;
  readonly session: AnnotationSession | null;
  readonly history: PlaceHistory;
  readonly paper: PaperId;
  readonly version: VersionId;
  readonly me: PersonId;
  readonly nameOf: (person: PersonId) => string;
  /** What the presenter shows, of whatever paper. */
  readonly presenting: PresentedPage | null;
  readonly presenter: PersonId | null;
  readonly following: boolean;
  readonly onFollowingChange: (following: boolean) => void;
  readonly onPresent: (page: PresentedPage) => void;
  readonly hideFollowBar: boolean;
}

/**
 * Leads or follows: one's own place goes out while presenting, what the presenter sees is shown while following. Whoever
 * leaves has their own way of reading again on the page that is on screen, and a way back to where they were.
 */
export function Follow({
  model,
  session,
  history,
  paper,
  version,
  me,
  nameOf,
  presenting,
  presenter,
  following,
  onFollowingChange,
  onPresent,
  hideFollowBar,
}: FollowProps) {
  const isPresenter = presenter === me;
  const callbacks = useRef({ onPresent, onFollowingChange });
  useEffect(() => {
    callbacks.current = { onPresent, onFollowingChange };
  });
  useEffect(
    () =>
      isPresenter
        ? present(model, paper, version, (page) => callbacks.current.onPresent(page), session?.spotlight)
        : undefined,
    [isPresenter, model, session, paper, version],
  );
  const shown = presenting?.version === version ? presenting : null;
  const isFollowing = following && !isPresenter && presenter !== null;
  useEffect(() => {
    if (isFollowing && shown !== null) model.follow(shown.page, shown.rect, shown.view ?? null);
  }, [isFollowing, shown, model]);
  useEffect(() => {
    if (!isFollowing) return undefined;
    return () => {
      const from = model.release();
      if (from !== undefined && from.page !== model.getSnapshot().page) history.left(from, true);
    };
  }, [isFollowing, model, history]);
  const pointed = isFollowing ? (shown?.mark ?? null) : null;
  useEffect(() => {
    if (!isPresenter) session?.spotlight.hold(pointed);
  }, [isPresenter, session, pointed]);
  const isLed = isFollowing && shown !== null;
  useEffect(() => {
    if (!isLed) return undefined;
    return model.onMove((by) => {
      if (by === 'person') callbacks.current.onFollowingChange(false);
    });
  }, [isLed, model]);
  if (hideFollowBar || presenter === null || (presenting === null && !isPresenter)) return null;
  return (
    <FollowBar
      presenter={isPresenter ? null : nameOf(presenter)}
      following={isFollowing}
      onFollowingChange={onFollowingChange}
    />
  );
}
