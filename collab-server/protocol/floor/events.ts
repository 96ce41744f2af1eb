import { z } from 'zod';
import { FloorRequestId, PersonId } from '../wire/ids.ts';
import { FloorKind, FloorRules, FloorTopic } from './records.ts';

const minutes = z.int().min(0).max(240);

export const FLOOR_EVENTS = {
  /** `about` is null for those who may not read the paper: they are told in an event of their own. */
  'floor.asked': z.object({
    id: FloorRequestId,
    person: PersonId,
    kind: FloorKind.default('speech'),
    about: FloorTopic.nullable(),
  }),
  'floor.withdrawn': z.object({ id: FloorRequestId }),
  'floor.moved': z.object({ id: FloorRequestId, before: FloorRequestId.nullable() }),
  /** Ends the speech before it, or interrupts it when this is a point of order or an intervention. */
  'floor.given': z.object({
    person: PersonId,
    request: FloorRequestId.nullable(),
    kind: FloorKind,
    minutes,
  }),
  'floor.extended': z.object({ minutes }),
  /** The speech of this person is over; one that it interrupted goes on. */
  'floor.ended': z.object({ person: PersonId }),
  'floor.rulesSet': z.object({ rules: FloorRules }),
} as const;
