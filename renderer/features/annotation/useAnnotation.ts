import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId, VersionId } from '#protocol/wire/ids';
import { toast } from '../../ui/index.ts';
import { personColour } from '../people/index.ts';
import { AnnotationSession } from './annotation-session.ts';
import { roomsOf } from './rooms-of-person.ts';

export interface AnnotationUse {
  readonly version: VersionId;
  readonly me: { readonly id: PersonId; readonly name: string };
  readonly canWriteShared: boolean;
}

/** The marks of a version for as long as the component is there; null until they are opened. */
export function useAnnotation({ version, me, canWriteShared }: AnnotationUse): AnnotationSession | null {
  const { t } = useTranslation('annotation');
  const { t: codes } = useTranslation('codes');
  const [session, setSession] = useState<AnnotationSession | null>(null);
  const { id, name } = me;
  useEffect(() => {
    const opened = new AnnotationSession({
      version,
      me: id,
      name,
      colour: personColour(id),
      rooms: roomsOf(id),
      settings: localStorage,
    });
    setSession(opened);
    return () => {
      opened.close();
      setSession(null);
    };
  }, [version, id, name]);
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
