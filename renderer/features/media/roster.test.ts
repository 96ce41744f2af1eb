import { expect, test } from 'vitest';
import { ProducerId, type ProducerInfo } from '#protocol/media/signalling';
import { ID_LENGTH, PersonId, newId } from '#protocol/wire/ids';
import { EMPTY_ROSTER, peopleOf, rosterOf, withNotice } from './roster.ts';

const person = (seed: number) => newId(PersonId, new Uint8Array(ID_LENGTH).fill(seed));
const [me, an, binh] = [person(1), person(2), person(3)];
const voice: ProducerInfo = {
  id: ProducerId.parse('voice'),
  person: an,
  source: 'microphone',
  paused: false,
  held: false,
};
const face: ProducerInfo = { ...voice, id: ProducerId.parse('face'), source: 'camera' };
const joined = rosterOf({
  ok: true,
  type: 'join',
  rtpCapabilities: {},
  participants: [{ person: an, name: 'Ân' }, { person: binh }],
  producers: [voice, face],
  activeSpeaker: an,
});
const seen = (roster: typeof joined) =>
  peopleOf(roster, me, () => null).map(({ person: id, microphone, camera }) => [id, microphone, camera]);

test('shows the others in the order in which they came, with what they send', () => {
  expect(seen(joined)).toEqual([
    [an, 'on', 'on'],
    [binh, 'off', 'off'],
  ]);
  expect(peopleOf(joined, me, () => null).map(({ name }) => name)).toEqual(['Ân', '']);
});

test('a pause by the floor looks different from a pause by the person', () => {
  const muted = withNotice(joined, { type: 'producerPaused', producer: voice.id, person: an, held: false });
  expect(seen(muted)[0]).toEqual([an, 'muted', 'on']);
  const held = withNotice(muted, { type: 'producerPaused', producer: voice.id, person: an, held: true });
  expect(seen(held)[0]).toEqual([an, 'held', 'on']);
  const again = withNotice(held, { type: 'producerResumed', producer: voice.id, person: an });
  expect(seen(again)[0]).toEqual([an, 'on', 'on']);
});

test('who leaves takes along what they sent', () => {
  const left = withNotice(joined, { type: 'participantLeft', person: an });
  expect([...left.producers]).toEqual([]);
  expect(seen(left)).toEqual([[binh, 'off', 'off']]);
});

test('a notice about what is not known changes nothing, and never what was there before', () => {
  expect(withNotice(EMPTY_ROSTER, { type: 'producerResumed', producer: voice.id, person: an })).toBe(
    EMPTY_ROSTER,
  );
  withNotice(joined, { type: 'producerClosed', producer: face.id, person: an });
  expect(joined.producers.size).toBe(2);
});

test('oneself is not among the others', () => {
  const withMe = withNotice(joined, { type: 'participantJoined', participant: { person: me, name: 'Tôi' } });
  expect(seen(withMe)).toEqual(seen(joined));
});
