import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId, VersionId } from '#protocol/wire/ids';
import { usePlatform } from '../../sync/platform-context.ts';
import { whileUsed } from '../../sync/while-used.ts';
import { toast } from '../../ui/index.ts';
import { personColour } from '../people/index.ts';
import { AnnotationSession } from './annotation-session.ts';
import type { SharedLock } from '#protocol/meeting/rights';
import type { RoomPerson } from '../../sync/annotation-rooms.ts';
import { roomsOf } from './rooms-of-person.ts';

export interface AnnotationUse {
  readonly version: VersionId;
  readonly me: { readonly id: PersonId; readonly name: string; readonly unit: string };
  readonly sharedLock: SharedLock;
  readonly hidden: readonly PersonId[];
}

/**
 * The marks of a version for as long as the component is there; null until they are opened. Version and person are
 * those of the first rendering: give the component a key of them.
 */
export function useAnnotation({ version, me, sharedLock, hidden }: AnnotationUse): AnnotationSession | null {
  const { t } = useTranslation('annotation');
  const { t: codes } = useTranslation('codes');
  const platform = usePlatform();
  const [lease] = useState(() =>
    whileUsed(
      () =>
        new AnnotationSession({
          version,
          me: me.id,
          name: me.name,
          colour: personColour(me.id),
          rooms: roomsOf(platform, me),
          settings: localStorage,
        }),
    ),
  );
  const session = useSyncExternalStore(lease.subscribe, lease.getSnapshot);
  useEffect(() => session?.setSharedLock(sharedLock), [session, sharedLock]);
  useEffect(() => session?.marks.setHidden(hidden), [session, hidden]);
  useEffect(
    () =>
      session?.onNotice(
        ({ count, code }) => void toast(t('movedToPrivate', { count, reason: codes(code) }), 'warn'),
      ),
    [session, t, codes],
  );
  return session;
}

/** Goes on sending marks that an earlier run of the app could not send. For the frame around a signed-in person's screens. */
export function useResumeMarks(person: RoomPerson | null): void {
  const platform = usePlatform();
  useEffect(() => {
    if (person !== null) roomsOf(platform, person);
  }, [platform, person]);
}
