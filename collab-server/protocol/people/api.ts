import { z } from 'zod';
import { endpoint } from '../wire/endpoint.ts';
import { PersonId } from '../wire/ids.ts';
import { line } from '../wire/text.ts';
import { Colleague, EmailAddress, MAX_PEOPLE, Password, Person, PersonFields } from './records.ts';

const none = z.object({});
const done = z.object({ ok: z.literal(true) });
const withPerson = z.object({ id: PersonId });

/** A session: the cookie carries it in a browser; a tab of its own and the desktop keep the token themselves. */
export const SignedIn = z.object({ me: Person, token: z.string().max(100).nullable() });
export type SignedIn = z.infer<typeof SignedIn>;

/** How the caller wants to hold the session. `token` never sets a cookie. */
export const SessionHolder = z.enum(['cookie', 'token']);

/** A one-time link's code, as it stands in the link. */
export const OneTimeCode = z.string().regex(/^[0-9A-Za-z_-]{32,64}$/);

export const ServerInfo = z.object({
  product: z.literal('bantron'),
  protocol: z.int(),
  oldestClient: z.int(),
  /** Empty until the organisation is set up. */
  organisation: z.string(),
  setUp: z.boolean(),
  sample: z.boolean(),
  /** False when browsers on other machines won't give camera and microphone because the page is plain http. */
  secure: z.boolean(),
  /** Bytes of the largest file that an upload may have. */
  maxUpload: z.int(),
  /** Whether office files can be brought: the server has LibreOffice. */
  takesOffice: z.boolean().default(false),
});
export type ServerInfo = z.infer<typeof ServerInfo>;

export const PersonLink = z.object({ url: z.string().max(500), expiresAt: z.int() });

export const peopleApi = {
  serverInfo: endpoint({
    method: 'GET',
    path: '/api/server',
    summary: 'What a client needs to know before anyone signs in',
    access: 'anyone',
    params: none,
    query: none,
    body: z.undefined(),
    response: ServerInfo,
  }),
  setUp: endpoint({
    method: 'POST',
    path: '/api/setup/organisation',
    summary: 'Sets up the organisation and its first administrator; once, with the token from the terminal',
    access: 'anyone',
    params: none,
    query: none,
    body: z.object({
      setupToken: z.string().max(100),
      organisation: line(160),
      name: line(120),
      email: EmailAddress,
      password: Password,
      holder: SessionHolder,
    }),
    response: SignedIn,
  }),
  openSample: endpoint({
    method: 'POST',
    path: '/api/setup/sample',
    summary: 'Fills an empty data folder with the sample meeting and signs in as its chair',
    access: 'anyone',
    params: none,
    query: none,
    body: z.object({ setupToken: z.string().max(100), holder: SessionHolder }),
    response: SignedIn,
  }),
  sampleLink: endpoint({
    method: 'POST',
    path: '/api/sample/links',
    summary: 'A one-time link that opens as another person of the sample; sample data folders only',
    access: 'signedIn',
    params: none,
    query: none,
    body: z.object({ person: PersonId.optional() }),
    response: PersonLink.extend({ person: Colleague }),
  }),
  useSampleLink: endpoint({
    method: 'POST',
    path: '/api/sample/sessions',
    summary: 'Trades a sample link for a session of its own, held by the tab',
    access: 'anyone',
    params: none,
    query: none,
    body: z.object({ code: OneTimeCode }),
    response: SignedIn,
  }),
  signIn: endpoint({
    method: 'POST',
    path: '/api/sessions',
    summary: 'Signs in with e-mail address and password',
    access: 'anyone',
    params: none,
    query: none,
    body: z.object({ email: EmailAddress, password: z.string().max(200), holder: SessionHolder }),
    response: SignedIn,
  }),
  signOut: endpoint({
    method: 'DELETE',
    path: '/api/sessions/current',
    summary: 'Ends this session',
    access: 'signedIn',
    params: none,
    query: none,
    body: z.undefined(),
    response: done,
  }),
  me: endpoint({
    method: 'GET',
    path: '/api/me',
    summary: 'Who is signed in',
    access: 'signedIn',
    params: none,
    query: none,
    body: z.undefined(),
    response: Person,
  }),
  welcome: endpoint({
    method: 'POST',
    path: '/api/welcome',
    summary: 'Whom a one-time password link is for',
    access: 'anyone',
    params: none,
    query: none,
    body: z.object({ code: OneTimeCode }),
    response: z.object({ name: z.string(), email: z.string(), organisation: z.string() }),
  }),
  choosePassword: endpoint({
    method: 'POST',
    path: '/api/welcome/password',
    summary: 'Chooses a password with a one-time link and signs in; ends all earlier sessions of that person',
    access: 'anyone',
    params: none,
    query: none,
    body: z.object({ code: OneTimeCode, password: Password, holder: SessionHolder }),
    response: SignedIn,
  }),
  colleagues: endpoint({
    method: 'GET',
    path: '/api/colleagues',
    summary: 'Everyone of the organisation who is not suspended, by rank',
    access: 'signedIn',
    params: none,
    query: none,
    body: z.undefined(),
    response: z.object({ people: z.array(Colleague) }),
  }),
  list: endpoint({
    method: 'GET',
    path: '/api/people',
    summary: 'All accounts, by rank',
    access: 'admin',
    params: none,
    query: none,
    body: z.undefined(),
    response: z.object({ people: z.array(Person) }),
  }),
  add: endpoint({
    method: 'POST',
    path: '/api/people',
    summary: 'Adds a person; they can sign in once they have chosen a password',
    access: 'admin',
    params: none,
    query: none,
    body: PersonFields,
    response: Person,
  }),
  addMany: endpoint({
    method: 'POST',
    path: '/api/people/import',
    summary: 'Adds people from parsed CSV rows, all or none',
    access: 'admin',
    params: none,
    query: none,
    body: z.object({ people: z.array(PersonFields).min(1).max(MAX_PEOPLE) }),
    response: z.object({ added: z.array(Person) }),
  }),
  change: endpoint({
    method: 'PUT',
    path: '/api/people/:id',
    summary: 'Changes what is written about a person',
    access: 'admin',
    params: withPerson,
    query: none,
    body: PersonFields,
    response: Person,
  }),
  passwordLink: endpoint({
    method: 'POST',
    path: '/api/people/:id/link',
    summary: 'Makes a one-time link for choosing a password; an earlier link stops working',
    access: 'admin',
    params: withPerson,
    query: none,
    body: z.undefined(),
    response: PersonLink,
  }),
  suspend: endpoint({
    method: 'POST',
    path: '/api/people/:id/suspend',
    summary: 'Suspends an account and ends its sessions',
    access: 'admin',
    params: withPerson,
    query: none,
    body: z.undefined(),
    response: Person,
  }),
  restore: endpoint({
    method: 'POST',
    path: '/api/people/:id/restore',
    summary: 'Lets a suspended account sign in again',
    access: 'admin',
    params: withPerson,
    query: none,
    body: z.undefined(),
    response: Person,
  }),
  endSessions: endpoint({
    method: 'DELETE',
    path: '/api/people/:id/sessions',
    summary: 'Ends every session of a person, at once',
    access: 'admin',
    params: withPerson,
    query: none,
    body: z.undefined(),
    response: z.object({ ended: z.int() }),
  }),
} as const;
