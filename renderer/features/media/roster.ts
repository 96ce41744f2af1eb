import type { MediaNotification, MediaSuccessOf, ProducerId, ProducerInfo } from '#protocol/media/signalling';
import { assertNever } from '#protocol/wire/assert-never';
import type { PersonId } from '#protocol/wire/ids';
import type { MediaPerson } from './media-snapshot.ts';

/** Who is on and what they send, as the server tells it. */
export interface Roster {
  /** Names by person, in the order in which they came. */
  readonly participants: ReadonlyMap<PersonId, string>;
  readonly producers: ReadonlyMap<ProducerId, ProducerInfo>;
  readonly activeSpeaker: PersonId | null;
}

export const EMPTY_ROSTER: Roster = { participants: new Map(), producers: new Map(), activeSpeaker: null };

export function rosterOf(answer: MediaSuccessOf<'join'>): Roster {
  return {
    participants: new Map(answer.participants.map(({ person, name }) => [person, name ?? ''])),
    producers: new Map(answer.producers.map((producer) => [producer.id, producer])),
    activeSpeaker: answer.activeSpeaker,
  };
}

/** The roster after a notice; the same object when the notice says nothing about it. */
export function withNotice(roster: Roster, notice: MediaNotification): Roster {
  switch (notice.type) {
    case 'participantJoined': {
      const { person, name } = notice.participant;
      return { ...roster, participants: new Map(roster.participants).set(person, name ?? '') };
    }
    case 'participantLeft': {
      const participants = new Map(roster.participants);
      participants.delete(notice.person);
      const left = [...roster.producers].filter(([, { person }]) => person !== notice.person);
      return { ...roster, participants, producers: new Map(left) };
    }
    case 'producerAdded':
      return { ...roster, producers: new Map(roster.producers).set(notice.producer.id, notice.producer) };
    case 'producerClosed': {
      const producers = new Map(roster.producers);
      producers.delete(notice.producer);
      return { ...roster, producers };
    }
    case 'producerPaused':
    case 'producerResumed': {
      const producer = roster.producers.get(notice.producer);
      if (!producer) return roster;
      const paused = notice.type === 'producerPaused';
      const held = notice.type === 'producerPaused' && notice.held;
      return {
        ...roster,
        producers: new Map(roster.producers).set(producer.id, { ...producer, paused, held }),
      };
    }
    case 'activeSpeaker':
      return { ...roster, activeSpeaker: notice.person };
    case 'state':
    case 'layersChanged':
    case 'movedElsewhere':
    case 'interrupted':
      return roster;
    default:
      return assertNever(notice);
  }
}

/** The others as they are shown. */
export function peopleOf(
  roster: Roster,
  self: PersonId,
  pictureOf: (producer: ProducerId) => MediaStream | null,
): MediaPerson[] {
  const people: MediaPerson[] = [];
  for (const [person, name] of roster.participants) {
    if (person === self) continue;
    const sent = [...roster.producers.values()].filter((producer) => producer.person === person);
    const microphone = sent.find(({ source }) => source === 'microphone');
    const camera = sent.find(({ source, paused }) => source === 'camera' && !paused);
    people.push({
      person,
      name,
      microphone: microphoneState(microphone),
      camera: camera ? 'on' : 'off',
      picture: camera ? pictureOf(camera.id) : null,
    });
  }
  return people;
}

function microphoneState(producer: ProducerInfo | undefined): MediaPerson['microphone'] {
  if (!producer) return 'off';
  if (producer.held) return 'held';
  return producer.paused ? 'muted' : 'on';
}
