import { z } from 'zod';
import { PersonId } from '../wire/ids.ts';
import { line } from '../wire/text.ts';

/**
 * Role in the organisation: quản trị, thư ký, văn thư, lãnh đạo/đại biểu, chuyên viên. It says what a person may start
 * (accounts, meetings); what they may do inside a meeting is their role there.
 */
export const OrgRole = z.enum(['admin', 'secretary', 'clerk', 'official', 'staff']);
export type OrgRole = z.infer<typeof OrgRole>;

/** `invited` has not chosen a password yet; `suspended` can't sign in and has no session. */
export const PersonStatus = z.enum(['invited', 'active', 'suspended']);
export type PersonStatus = z.infer<typeof PersonStatus>;

export const EmailAddress = z
  .string()
  .max(254)
  .transform((text) => text.normalize('NFC').trim().toLowerCase())
  .pipe(z.email().max(254));

/** What an administrator writes about a person. `rank` orders every list of people: 1 stands first. */
export const PersonFields = z.object({
  name: line(120),
  title: line(120, 0),
  unit: line(160, 0),
  rank: z.int().min(1).max(9999),
  role: OrgRole,
  email: EmailAddress,
});
export type PersonFields = z.infer<typeof PersonFields>;

export const Person = PersonFields.extend({ id: PersonId, status: PersonStatus });
export type Person = z.infer<typeof Person>;

/** What every signed-in person may know of the others: no e-mail address, no account state. */
export const Colleague = Person.omit({ email: true, status: true });
export type Colleague = z.infer<typeof Colleague>;

/** The most people one organisation may have here. */
export const MAX_PEOPLE = 5000;

/** Shortest password. Length is the only rule: composition rules make people write passwords down. */
export const PASSWORD_MIN = 10;
export const Password = z.string().min(PASSWORD_MIN).max(200);
