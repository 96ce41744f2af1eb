import { z } from 'zod';
import { AgendaItemFields } from '../agenda/records.ts';
import { endpoint } from '../wire/endpoint.ts';
import { PersonId, TemplateId } from '../wire/ids.ts';
import { line } from '../wire/text.ts';
import { InvitedRole, MAX_PARTICIPANTS, MeetingMode, QuorumRule } from './records.ts';

/** Most templates that an organisation keeps, and that one person may make. */
export const MAX_TEMPLATES = 200;
export const MAX_TEMPLATES_OF_PERSON = 30;

const MAX_TEMPLATE_ITEMS = 100;
/** Ninety days: what is asked in writing may be out for long. */
export const MAX_TEMPLATE_MINUTES = 90 * 24 * 60;

/** What a meeting is begun with again and again. People who have gone since are for whoever uses it to leave out. */
export const TemplateFields = z.object({
  name: line(120),
  /** Planned length. */
  minutes: z.int().min(1).max(MAX_TEMPLATE_MINUTES),
  place: line(200, 0),
  mode: MeetingMode,
  quorum: QuorumRule.nullable(),
  chair: PersonId.nullable(),
  deputy: PersonId.nullable(),
  participants: z.array(z.object({ person: PersonId, role: InvitedRole })).max(MAX_PARTICIPANTS),
  /** In reading order; `parent` is the place in this list, counted from 0, of the item that it stands under. */
  agenda: z
    .array(z.object({ parent: z.int().min(0).nullable(), fields: AgendaItemFields }))
    .max(MAX_TEMPLATE_ITEMS)
    .refine((items) => items.every(({ parent }, at) => parent === null || parent < at)),
});
export type TemplateFields = z.infer<typeof TemplateFields>;

/** `by` made it, and alone may change it. */
export const MeetingTemplate = z.object({
  id: TemplateId,
  by: PersonId,
  at: z.int(),
  fields: TemplateFields,
});
export type MeetingTemplate = z.infer<typeof MeetingTemplate>;

const none = z.object({});
const id = z.object({ template: TemplateId });
const done = z.object({ ok: z.literal(true) });

export const templateApi = {
  list: endpoint({
    method: 'GET',
    path: '/api/templates',
    summary: 'The meeting templates of the organisation, for secretaries and officials, by name',
    access: 'signedIn',
    params: none,
    query: none,
    body: z.undefined(),
    response: z.object({ templates: z.array(MeetingTemplate) }),
  }),
  put: endpoint({
    method: 'PUT',
    path: '/api/templates/:template',
    summary: 'Makes a meeting template under an id that the caller chose, or changes one that they made',
    access: 'signedIn',
    params: id,
    query: none,
    body: TemplateFields,
    response: done,
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/api/templates/:template',
    summary: 'Takes away a meeting template that the caller made',
    access: 'signedIn',
    params: id,
    query: none,
    body: z.undefined(),
    response: done,
  }),
} as const;
