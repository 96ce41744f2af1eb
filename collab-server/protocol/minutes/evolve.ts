import type { MeetingEvent } from '../meeting/events.ts';
import { assertNever } from '../wire/assert-never.ts';
import type { MINUTES_EVENTS } from './events.ts';
import { NO_MINUTES, type MinutesRecord } from './records.ts';

export type MinutesEvent = Extract<MeetingEvent, { type: keyof typeof MINUTES_EVENTS }>;

/** What became of the minutes after an event about them. */
export function evolveMinutes(minutes: MinutesRecord, event: MinutesEvent, at: number): MinutesRecord {
  switch (event.type) {
    case 'minutes.commentsOpened':
      return { ...NO_MINUTES, stage: 'commenting', commentsUntil: event.payload.until };
    case 'minutes.commentsClosed':
    case 'minutes.reopened':
      return NO_MINUTES;
    case 'minutes.approved':
      return { ...NO_MINUTES, stage: 'approved', approved: { ...event.payload, at } };
    case 'minutes.signed':
      return { ...minutes, signatures: [...minutes.signatures, { ...event.payload, at }].slice(0, 2) };
    case 'minutes.issued':
      return { ...minutes, stage: 'issued', issued: { ...event.payload, at } };
    default:
      return assertNever(event);
  }
}
