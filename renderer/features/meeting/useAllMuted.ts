import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeetingState } from '#protocol/meeting/records';
import { PersonId } from '#protocol/wire/ids';
import type { MeetingChannel } from '../../sync/meeting-channel.ts';
import { toast } from '../../ui/index.ts';
import type { MediaSession } from '../media/index.ts';

/**
 * Switches this person's microphone off when everyone's is, and says who did it; they may switch it on again. Not that of
 * the chair, nor of whoever has the floor.
 */
export function useAllMuted(
  channel: MeetingChannel,
  media: MediaSession | null,
  state: MeetingState,
  me: PersonId,
  nameOf: (person: PersonId) => string,
): void {
  const { t } = useTranslation('meeting');
  const mute = useEffectEvent((by: string) => {
    if (me === state.fields.chair || me === state.floor.speech?.person) return;
    const microphone = media?.getSnapshot().microphone;
    if (microphone === undefined || microphone.state === 'off' || microphone.muted) return;
    media?.mute();
    const person = PersonId.safeParse(by);
    toast(t('room.allMuted', { name: person.success ? nameOf(person.data) : t('role.chair') }), 'info');
  });
  useEffect(() => channel.onAllMuted((by) => mute(by)), [channel]);
}
