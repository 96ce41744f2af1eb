import type { Editor } from '@tiptap/core';
import { useEffect, useState } from 'react';
import { ID_LENGTH, newId, SuggestionId, type MeetingId, type PersonId } from '#protocol/wire/ids';
import { recallSuggesting, rememberSuggesting } from './remembered.ts';
import { suggest } from './extension.ts';

/** Whether this person suggests in this editor, which the device remembers for each meeting. */
export function useSuggesting(
  editor: Editor,
  meeting: MeetingId,
  person: PersonId,
): readonly [isOn: boolean, setOn: (isOn: boolean) => void] {
  const [isOn, setOn] = useState(() => recallSuggesting(localStorage, meeting));
  useEffect(() => {
    const begin = () => ({
      id: newId(SuggestionId, crypto.getRandomValues(new Uint8Array(ID_LENGTH))),
      person,
      at: Date.now(),
    });
    suggest(editor, isOn ? { person, begin } : null);
  }, [editor, isOn, person]);
  const turn = (next: boolean) => {
    setOn(next);
    rememberSuggesting(localStorage, meeting, next);
  };
  return [isOn, turn];
}
