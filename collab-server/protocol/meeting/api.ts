import { z } from 'zod';
import { MinutesStanding } from '../minutes/records.ts';
import { endpoint } from '../wire/endpoint.ts';
import { CommandKey, MeetingId, PersonId } from '../wire/ids.ts';
import { MeetingCommand } from './commands.ts';
import { LogFile } from './log-file.ts';
import { CommandAnswer } from './live.ts';
import { MeetingMode, MeetingRole, MeetingState, MeetingStatus } from './records.ts';

const none = z.object({});

/** A meeting as the home page lists it. `role` is the caller's. */
export const MeetingSummary = z.object({
  id: MeetingId,
  title: z.string(),
  status: MeetingStatus,
  startsAt: z.int(),
  endsAt: z.int(),
  place: z.string(),
  mode: MeetingMode,
  chair: PersonId,
  role: MeetingRole,
  participants: z.int(),
  /**
   * Held in writing: the caller's answer is missing, or all of theirs are there, and how many are missing. A copy of
   * before there was that has none.
   */
  awaitsMe: z.boolean().default(false),
  answered: z.boolean().default(false),
  missing: z.int().default(0),
  /** Where its minutes stand, for members; null while there is at most a draft, and for guests. */
  minutes: MinutesStanding.nullable().default(null),
});
export type MeetingSummary = z.infer<typeof MeetingSummary>;

/** A meeting held in writing whose deadline has passed without the answers of these people of the caller's unit. */
export const OverdueAnswers = z.object({
  meeting: MeetingId,
  title: z.string(),
  endsAt: z.int(),
  people: z.array(PersonId),
});
export type OverdueAnswers = z.infer<typeof OverdueAnswers>;

/**
 * Why an invitation was not mailed, or not yet. `suspended`: the account is. `refused`:
 * the mail server didn't take it for now. `rejected`: it never will. `signIn`: it doesn't take the server's name and
 * password. `unreachable`: there was no talking to it. `over`: the meeting ended before.
 */
export const MailFault = z.enum(['suspended', 'refused', 'rejected', 'signIn', 'unreachable', 'over']);
export type MailFault = z.infer<typeof MailFault>;

/** Where the mail with somebody's invitation, or with the last change of it, is. `at`: sent or failed then, or due since. */
export const InvitationMail = z.object({
  person: PersonId,
  state: z.enum(['waiting', 'sent', 'failed']),
  /** Of failing; of waiting when it was tried already. */
  code: MailFault.nullable(),
  at: z.int(),
});
export type InvitationMail = z.infer<typeof InvitationMail>;

/** How often and how long somebody had the floor. */
const SpeakingTime = z.object({ turns: z.int(), ms: z.int() });
export const SpeakingHistory = z.object({
  /** Meetings in which somebody spoke, this one among them. */
  meetings: z.int(),
  people: z.array(SpeakingTime.extend({ person: PersonId })),
  units: z.array(SpeakingTime.extend({ unit: z.string() })),
});
export type SpeakingHistory = z.infer<typeof SpeakingHistory>;

export const meetingApi = {
  list: endpoint({
    method: 'GET',
    path: '/api/meetings',
    summary:
      'Meetings that the caller is invited to: in session and coming ones by start, then ended ones, newest first',
    access: 'signedIn',
    params: none,
    query: none,
    body: z.undefined(),
    response: z.object({
      now: z.int(),
      meetings: z.array(MeetingSummary),
      /** For the office (thư ký, văn thư) of a unit: answers of its people that are overdue, the oldest first. */
      overdue: z.array(OverdueAnswers).default([]),
    }),
  }),
  get: endpoint({
    method: 'GET',
    path: '/api/meetings/:meeting',
    summary: 'The meeting as the caller may see it',
    access: 'signedIn',
    params: z.object({ meeting: MeetingId }),
    query: none,
    body: z.undefined(),
    response: z.object({ seq: z.int(), state: MeetingState }),
  }),
  /** The same commands as on the meeting channel, for screens that don't hold one open. */
  command: endpoint({
    method: 'POST',
    path: '/api/meetings/:meeting/commands',
    summary: 'Gives a command to a meeting; a retry with the same key happens once',
    access: 'signedIn',
    params: z.object({ meeting: MeetingId }),
    query: none,
    body: z.object({ key: CommandKey, command: MeetingCommand }),
    response: CommandAnswer,
  }),
  log: endpoint({
    method: 'GET',
    path: '/api/meetings/:meeting/log',
    summary:
      'The log of the meeting as the caller may see it, with its hashes, signed; for `npm run verify-log`',
    access: 'signedIn',
    params: z.object({ meeting: MeetingId }),
    query: none,
    body: z.undefined(),
    response: LogFile,
  }),
  invitationMail: endpoint({
    method: 'GET',
    path: '/api/meetings/:meeting/mail',
    summary: 'To whom the invitation was mailed, for the chair and secretaries; isOn: this server sends mail',
    access: 'signedIn',
    params: z.object({ meeting: MeetingId }),
    query: none,
    body: z.undefined(),
    response: z.object({ isOn: z.boolean(), mails: z.array(InvitationMail) }),
  }),
  speakingHistory: endpoint({
    method: 'GET',
    path: '/api/meetings/:meeting/speaking-history',
    summary:
      'Speaking time of this meeting’s people in the meetings of the last year that the caller, its chair, had the chair of',
    access: 'signedIn',
    params: z.object({ meeting: MeetingId }),
    query: none,
    body: z.undefined(),
    response: SpeakingHistory,
  }),
} as const;
