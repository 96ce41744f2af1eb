import { newItem } from '#protocol/agenda/records';
import { isInWriting } from '#protocol/meeting/in-writing';
import { seat, type MeetingState } from '#protocol/meeting/records';
import { MAX_TEMPLATE_MINUTES, TemplateFields, type MeetingTemplate } from '#protocol/meeting/templates';
import type { ItemId, PersonId } from '#protocol/wire/ids';
import { itemsToClone, peopleToClone, type CloneSource } from './clone-plan.ts';
import { deadlineIn, emptyForm, momentOf, wallTime, withMode } from './meeting-form.ts';

/** Items that a template has room for. */
const MOST_ITEMS = 100;
/** In minutes. */
const DAY = 24 * 60;

/** What a meeting leaves behind as a template under this name: no times, no papers, no substitutes. */
export function templateOf(state: MeetingState, name: string): TemplateFields {
  const { startsAt, endsAt, place, mode, quorum, chair, deputy } = state.fields;
  const begins = isInWriting(state.fields) ? (state.openedAt ?? startsAt) : startsAt;
  const items = itemsToClone(state).slice(0, MOST_ITEMS);
  const places = new Map(items.map(({ id }, at) => [id, at]));
  return {
    name,
    minutes: Math.min(MAX_TEMPLATE_MINUTES, Math.max(1, Math.round((endsAt - begins) / 60_000))),
    place,
    mode,
    quorum,
    chair,
    deputy,
    participants: peopleToClone(state).flatMap(({ person, role }) =>
      role === 'chair' ? [] : [{ person, role }],
    ),
    agenda: items.map(({ parent, title, presenter, minutes, kind }) => ({
      parent: parent === null ? null : (places.get(parent) ?? null),
      fields: { title, presenter, minutes, kind },
    })),
  };
}

/** Whether the template can have this name. */
export function isTemplateName(name: string): boolean {
  return TemplateFields.shape.name.safeParse(name).success;
}

/**
 * What a new meeting takes from a template: tomorrow morning for as long as the template says; in writing as many days
 * for the answers. People who have gone since are left out.
 */
export function sourceOfTemplate(
  { fields }: MeetingTemplate,
  isHere: (person: PersonId) => boolean,
  now: number,
  newItemId: () => ItemId,
): CloneSource {
  const { name, minutes, place, mode, quorum, agenda } = fields;
  const here = (person: PersonId | null) => (person !== null && isHere(person) ? person : null);
  const chair = here(fields.chair);
  const empty = withMode(emptyForm(now), mode, now);
  const start = empty.startsAt === null ? now : momentOf(empty.startsAt);
  const ids = agenda.map(newItemId);
  return {
    title: name,
    form: {
      ...empty,
      title: name,
      chair,
      deputy: here(fields.deputy),
      ...(empty.deadline === null
        ? { endsAt: wallTime(start + minutes * 60_000) }
        : { deadline: deadlineIn(Math.max(1, Math.round(minutes / DAY)), momentOf(empty.deadline), now) }),
      place,
      quorum,
    },
    participants: [
      ...(chair === null ? [] : [seat(chair, 'chair')]),
      ...fields.participants
        .filter(({ person }) => isHere(person) && person !== chair)
        .map(({ person, role }) => seat(person, role)),
    ],
    agenda: agenda.flatMap(({ parent, fields: about }, at) => {
      const id = ids[at];
      const under = parent === null ? null : (ids[parent] ?? null);
      const presenter = here(about.presenter);
      return id === undefined ? [] : [newItem(id, under, { ...about, presenter })];
    }),
  };
}
