import { z } from 'zod';
import { FloorRequestId, PersonId } from '../wire/ids.ts';
import { FloorKind, FloorRules, FloorTopic } from './records.ts';

const minutes = z.int().min(0).max(240);

/** What is asked about speaking. */
export const FLOOR_COMMANDS = [
  /** Asks to speak, oneself. */
  z.object({
    type: z.literal('floor.ask'),
    id: FloorRequestId,
    kind: FloorKind.default('speech'),
    about: FloorTopic.nullable(),
  }),
  /** Takes a request back: one's own, or anybody's by the chair or a secretary. */
  z.object({ type: z.literal('floor.withdraw'), id: FloorRequestId }),
  /** Puts a request before another, or (null) at the end of those of its kind. */
  z.object({ type: z.literal('floor.move'), id: FloorRequestId, before: FloorRequestId.nullable() }),
  /** Mời phát biểu: to somebody who has asked (`request`), or to anybody who is there. 0 minutes: no limit. */
  z.object({
    type: z.literal('floor.give'),
    person: PersonId,
    request: FloorRequestId.nullable(),
    kind: FloorKind.default('speech'),
    minutes,
  }),
  /** Gives whoever has the floor so many minutes more. */
  z.object({ type: z.literal('floor.extend'), minutes: minutes.min(1) }),
  /** Dừng phát biểu; by the chair, a secretary or whoever has the floor. */
  z.object({ type: z.literal('floor.stop'), person: PersonId }),
  z.object({ type: z.literal('floor.setRules'), rules: FloorRules }),
] as const;

export type FloorCommand = z.infer<(typeof FLOOR_COMMANDS)[number]>;
