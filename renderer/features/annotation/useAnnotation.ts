import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId, VersionId } from '#protocol/wire/ids';
import { whileUsed } from '../../sync/while-used.ts';
import { toast } from '../../ui/index.ts';
import { personColour } from '../people/index.ts';
import { AnnotationSession } from './annotation-session.ts';
import { roomsOf } from './rooms-of-person.ts';

export interface AnnotationUse {
  readonly version: VersionId;
  readonly me: { readonly id: PersonId; readonly name: string };
  readonly canWriteShared: boolean;
}

/**
 * The marks of a version for as long as the component is there; null until they are opened. Version and person are
 * those of the first rendering: give the component a key of them.
 */
export function useAnnotation({ version, me, canWriteShared }: AnnotationUse): AnnotationSession | null {
  const { t } = useTranslation('annotation');
  const { t: codes } = useTranslation('codes');
  const [lease] = useState(() =>
    whileUsed(
      () =>
        new AnnotationSession({
          version,
          me: me.id,
          name: me.name,
          colour: personColour(me.id),
          rooms: roomsOf(me.id),
          settings: localStorage,
        }),
    ),
  );
  const session = useSyncExternalStore(lease.subscribe, lease.getSnapshot);
  useEffect(() => session?.setCanWriteShared(canWriteShared), [session, canWriteShared]);
  useEffect(
    () =>
      session?.onNotice(
        ({ count, code }) => void toast(t('movedToPrivate', { count, reason: codes(code) }), 'warn'),
      ),
    [session, t, codes],
  );
  return session;
}
