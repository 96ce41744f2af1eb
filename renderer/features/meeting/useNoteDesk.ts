import { useTranslation } from 'react-i18next';
import type { Paper } from '#protocol/documents/records';
import type { FloorKind, FloorTopic } from '#protocol/floor/records';
import type { MeetingCommand } from '#protocol/meeting/commands';
import type { MeetingState } from '#protocol/meeting/records';
import { isOver, mayRead, roleIn } from '#protocol/meeting/rights';
import { FloorRequestId, ID_LENGTH, newId, type PersonId } from '#protocol/wire/ids';
import { announce, toast } from '../../ui/index.ts';
import type { NoteDesk } from '../annotation/index.ts';
import { positionOf, type PeopleBook } from '../people/index.ts';
import { listedParticipants } from './participant-list.ts';

export interface NoteDeskParts {
  readonly state: MeetingState;
  readonly me: PersonId;
  readonly paper: Paper | undefined;
  readonly people: PeopleBook;
  readonly nameOf: (person: PersonId) => string;
  readonly run: (command: MeetingCommand) => Promise<boolean>;
}

/** Asks to speak, for oneself; says in passing that it happened. */
export function useAskToSpeak(
  run: NoteDeskParts['run'],
): (about: FloorTopic | null, kind?: FloorKind) => void {
  const { t } = useTranslation('meeting');
  return (about, kind = 'speech') => {
    const id = newId(FloorRequestId, crypto.getRandomValues(new Uint8Array(ID_LENGTH)));
    void run({ type: 'floor.ask', id, kind, about }).then((happened) => {
      if (happened) toast(t('floor.asked'));
    });
  };
}

/** What this meeting lets a person do with the marks of the paper that is open. */
export function useNoteDeskOf({ state, me, paper, people, nameOf, run }: NoteDeskParts): NoteDesk {
  const { t } = useTranslation('meeting');
  const ask = useAskToSpeak(run);
  const { locked, hidden } = state.moderation;
  const isChair = roleIn(state, me) === 'chair' && !isOver(state);
  const readers =
    paper === undefined
      ? []
      : listedParticipants(state, people).flatMap(({ id, person }) =>
          person !== undefined && mayRead(state, { id, unit: person.unit }, paper)
            ? [{ id, name: person.name, detail: positionOf(person) }]
            : [],
        );
  return {
    nameOf,
    people: readers,
    moderation: {
      locked: paper !== undefined && locked.includes(paper.id),
      hidden,
      ...(isChair && paper !== undefined
        ? {
            onLock: (lock: boolean) => void run({ type: 'marks.lock', paper: paper.id, locked: lock }),
            onHide: (person: PersonId, hide: boolean) =>
              void run({ type: 'marks.hide', person, hidden: hide }).then((happened) => {
                if (happened)
                  announce(t(hide ? 'floor.hidMarks' : 'floor.showedMarks', { name: nameOf(person) }));
              }),
          }
        : {}),
    },
    ...(state.status === 'inSession' && paper !== undefined
      ? { onAskToSpeak: (about) => ask({ paper: paper.id, ...about }) }
      : {}),
  };
}
