import type { Audience } from '../wire/stream.ts';
import type { MeetingEvent } from './events.ts';

/** An event that is to be appended. */
export interface NewEvent {
  readonly event: MeetingEvent;
  readonly audience: Audience;
}

const ALL: Audience = { to: 'all' };

/** One event that everyone of the meeting may see. */
export function one(event: MeetingEvent): readonly NewEvent[] {
  return [{ event, audience: ALL }];
}
