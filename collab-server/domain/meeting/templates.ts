import {
  MAX_TEMPLATES,
  MAX_TEMPLATES_OF_PERSON,
  TemplateFields,
  type MeetingTemplate,
} from '#protocol/meeting/templates';
import { MEETING_CREATORS, type Member } from '#protocol/meeting/rights';
import { AppError } from '#protocol/wire/codes';
import { PersonId, TemplateId } from '#protocol/wire/ids';
import type { Environment } from '../../environment.ts';
import type { Storage } from '../../storage/port.ts';

/**
 * The organisation's meeting templates. Whoever may start meetings reads all of them; each is changed and taken away by
 * whoever made it. Refusals are thrown as AppError.
 */
export interface Templates {
  list(member: Member): Promise<MeetingTemplate[]>;
  /** Makes the template, or changes it. The same call twice is one template. */
  put(member: Member, id: TemplateId, fields: TemplateFields): Promise<void>;
  remove(member: Member, id: TemplateId): Promise<void>;
}

export function createTemplates(
  storage: Storage,
  env: Environment,
  /** Whether there is such a person in the organisation. */
  exists: (person: PersonId) => boolean,
): Templates {
  const { sql } = storage;
  const admit = ({ role }: Member) => {
    if (!MEETING_CREATORS.includes(role)) throw new AppError('notAllowed');
  };
  /** Undefined: there is none of this id. Somebody else's can't be touched. */
  const own = async ({ id: me }: Member, id: TemplateId): Promise<true | undefined> => {
    const [row] = await storage.read(
      sql.selectFrom('meeting_template').select('person').where('id', '=', id).compile(),
    );
    if (row !== undefined && row.person !== me) throw new AppError('notAllowed');
    return row === undefined ? undefined : true;
  };
  return {
    async list(member) {
      admit(member);
      const rows = await storage.read(
        sql.selectFrom('meeting_template').selectAll().orderBy('name').limit(MAX_TEMPLATES).compile(),
      );
      return rows.map((row) => ({
        id: TemplateId.parse(row.id),
        by: PersonId.parse(row.person),
        at: row.at,
        fields: TemplateFields.parse(JSON.parse(row.fields)),
      }));
    },
    async put(member, id, fields) {
      admit(member);
      if (!peopleOf(fields).every(exists)) throw new AppError('notFound');
      const isKnown = await own(member, id);
      if (isKnown === undefined) {
        const owners = await storage.read(sql.selectFrom('meeting_template').select('person').compile());
        const mine = owners.filter(({ person }) => person === member.id).length;
        if (owners.length >= MAX_TEMPLATES || mine >= MAX_TEMPLATES_OF_PERSON) throw new AppError('tooMany');
      }
      const row = { name: fields.name, fields: JSON.stringify(fields), at: env.now() };
      const query = sql
        .insertInto('meeting_template')
        .values({ id, person: member.id, ...row })
        // Two who chose the same id at once: the second changes nothing, and hears of it.
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet(row).where('meeting_template.person', '=', member.id),
        )
        .compile();
      await storage.commit([{ query, changes: 1 }]);
    },
    async remove(member, id) {
      admit(member);
      if ((await own(member, id)) === undefined) throw new AppError('notFound');
      const query = sql
        .deleteFrom('meeting_template')
        .where('id', '=', id)
        .where('person', '=', member.id)
        .compile();
      await storage.commit([{ query }]);
    },
  };
}

function peopleOf({ chair, deputy, participants, agenda }: TemplateFields): PersonId[] {
  const presenters = agenda.map(({ fields }) => fields.presenter);
  const named = [chair, deputy, ...participants.map(({ person }) => person), ...presenters];
  return named.filter((person) => person !== null);
}
