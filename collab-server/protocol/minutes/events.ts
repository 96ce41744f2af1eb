import { z } from 'zod';
import { PersonId } from '../wire/ids.ts';
import { line } from '../wire/text.ts';
import { Concluded, FrozenMinutes, MinutesSignature } from './records.ts';

const nothing = z.object({});

export const MINUTES_EVENTS = {
  'minutes.commentsOpened': z.object({ until: z.int().min(0) }),
  'minutes.commentsClosed': nothing,
  'minutes.approved': z.object({ by: PersonId, ...FrozenMinutes.shape, ...Concluded.shape }),
  'minutes.reopened': z.object({ reason: line(300) }),
  'minutes.signed': MinutesSignature.omit({ at: true }),
  'minutes.issued': z.object({ by: PersonId, number: line(80) }),
} as const;
