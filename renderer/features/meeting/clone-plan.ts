import type { MeetingCommand } from '#protocol/meeting/commands';
import { isInWriting } from '#protocol/meeting/in-writing';
import { InvitedRole, type MeetingState, type Participant } from '#protocol/meeting/records';
import { ItemId, type PersonId } from '#protocol/wire/ids';
import { deadlineIn, formOf, momentOf, wallTime, type MeetingForm } from './meeting-form.ts';

const DAY = 24 * 3_600_000;
const WEEK = 7 * DAY;

/**
 * The facts of a meeting for the next of its kind: the same weekday and hour, in the first week that is still to come;
 * in writing as many days for the answers from now on.
 */
export function clonedForm(state: MeetingState, now: number): MeetingForm {
  const form = formOf(state.fields);
  const { startsAt, endsAt } = state.fields;
  if (isInWriting(form)) {
    const days = Math.max(1, Math.round((endsAt - (state.openedAt ?? startsAt)) / DAY));
    return { ...form, startsAt: null, deadline: deadlineIn(days, endsAt, now) };
  }
  const weeks = startsAt > now ? 1 : Math.floor((now - startsAt) / WEEK) + 1;
  return { ...form, startsAt: inWeeks(startsAt, weeks), endsAt: inWeeks(endsAt, weeks) };
}

/** By the calendar, so that eight o'clock stays eight o'clock where the clocks change. */
function inWeeks(at: number, weeks: number): string {
  const date = new Date(momentOf(wallTime(at)));
  date.setDate(date.getDate() + 7 * weeks);
  return wallTime(date.getTime());
}

/** What a new meeting is made from: another meeting, or a template. */
export interface CloneSource extends Pick<MeetingState, 'participants' | 'agenda'> {
  readonly title: string;
  readonly form: MeetingForm;
}

export function sourceOfMeeting(state: MeetingState, now: number): CloneSource {
  const { participants, agenda, fields } = state;
  return { title: fields.title, form: clonedForm(state, now), participants, agenda };
}

/** Whoever may be taken along: not the substitutes of that day, who came for somebody else. */
export function peopleToClone(state: Pick<MeetingState, 'participants'>): Participant[] {
  return state.participants.filter(({ standsFor }) => standsFor === null);
}

/** What may be taken along: items that the person knows what they are about. */
export function itemsToClone(state: Pick<MeetingState, 'agenda'>): MeetingState['agenda'] {
  return state.agenda.filter(({ title }) => title !== '');
}

type Created = Required<Pick<Extract<MeetingCommand, { type: 'meeting.create' }>, 'participants' | 'agenda'>>;

/**
 * The chosen people and items for a new meeting. Who had the chair and no longer has is a delegate, or what they were
 * before; an item whose parent stays behind stands at the top. `newItemId` gives each item an id of its own.
 */
export function cloned(
  state: Pick<MeetingState, 'participants' | 'agenda'>,
  chosen: { readonly people: ReadonlySet<PersonId>; readonly items: ReadonlySet<ItemId> },
  chair: PersonId,
  newItemId: () => ItemId,
): Created {
  const participants = peopleToClone(state)
    .filter(({ person }) => chosen.people.has(person) && person !== chair)
    .map(({ person, role, formerRole }) => {
      const invited = InvitedRole.safeParse(role);
      return { person, role: invited.success ? invited.data : (formerRole ?? 'delegate') };
    });
  const items = itemsToClone(state).filter(({ id }) => chosen.items.has(id));
  const ids = new Map(items.map(({ id }) => [id, newItemId()]));
  const agenda = items.flatMap(({ id, parent, title, presenter, minutes, kind }) => {
    const own = ids.get(id);
    const under = parent === null ? null : (ids.get(parent) ?? null);
    return own === undefined ? [] : [{ id: own, parent: under, fields: { title, presenter, minutes, kind } }];
  });
  return { participants, agenda };
}
