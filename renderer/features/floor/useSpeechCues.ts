import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Speech } from '#protocol/floor/records';
import type { PersonId } from '#protocol/wire/ids';
import { announce } from '../../ui/index.ts';
import { chime, recallChime, rememberChime } from './chime.ts';
import { speechCue } from './floor-view.ts';

/** The sound of the speaking clock: whether it is on here, and the switch. */
export interface ChimeControl {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/**
 * Tells whoever speaks and whoever runs the meeting by sound and to screen readers when a minute is left and when the
 * time is over. The others' devices stay silent: in one room sixty of them would sound at once.
 */
export function useSpeechCues(
  speech: Speech | null,
  now: number,
  me: PersonId,
  canRun: boolean,
  nameOf: (person: PersonId) => string,
): ChimeControl {
  const { t } = useTranslation('floor');
  const [isOn, setOn] = useState(() => recallChime(localStorage));
  const before = useRef({ speech, now });
  useEffect(() => {
    const cue = speechCue(before.current, { speech, now });
    before.current = { speech, now };
    if (cue === null || speech === null) return;
    const isMine = speech.person === me;
    if (!isMine && !canRun) return;
    if (isOn) chime(cue);
    announce(
      isMine ? t(`say.${cue}Mine`) : t(`say.${cue}`, { name: nameOf(speech.person) }),
      cue === 'end' ? 'assertive' : 'polite',
    );
  });
  return {
    isOn,
    onChange(next) {
      setOn(next);
      rememberChime(localStorage, next);
    },
  };
}
