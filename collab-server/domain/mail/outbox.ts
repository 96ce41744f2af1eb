import { InvitationMail, MailFault } from '#protocol/meeting/api';
import { isInWriting, missingAnswers } from '#protocol/meeting/in-writing';
import { isOver, seatOf, type Member } from '#protocol/meeting/rights';
import type { Person } from '#protocol/people/records';
import { AppError } from '#protocol/wire/codes';
import { MeetingId, PersonId } from '#protocol/wire/ids';
import type { Environment, Timer } from '../../environment.ts';
import type { Storage } from '../../storage/port.ts';
import type { Meetings } from '../meeting/meetings.ts';
import type { MailKind } from './due.ts';
import { invitationMail, type Mailbox } from './invitation.ts';
import { questionMail } from './question.ts';
import { MailNotTakenError, type MailTransport } from './transport.ts';

/** A mail is given up when it has been due for so long, in milliseconds. */
const GIVEN_UP_AFTER = 24 * 3_600_000;
/** The first pause after a failure; each is twice the one before. */
const FIRST_PAUSE = 60_000;
const LAST_PAUSE = 2 * 3_600_000;
/** A timer of Node.js that is set for longer than 24 days goes off at once. */
const LONGEST_WAIT = 12 * 3_600_000;
/** Mails that are read from the table at once. */
const BATCH = 50;

export interface OutboxParts {
  readonly storage: Storage;
  readonly env: Environment;
  readonly meetings: Meetings;
  readonly personOf: (person: PersonId) => Person | undefined;
  /** Undefined where this server sends no mail. */
  readonly post:
    | { readonly transport: MailTransport; readonly from: Mailbox; readonly publicUrl: string }
    | undefined;
}

/**
 * Sends the mails of the table, one after the other, beside everything else: nothing waits for it. A mail that was taken
 * is marked before the next is sent. Only where the server is killed between the two does the same mail go out again,
 * with the same Message-ID and the same version of the calendar entry.
 */
export interface Outbox {
  /** To whom the meeting's invitations were mailed; for its chair and secretaries. Refusals are thrown as AppError. */
  of(member: Member, meeting: MeetingId): Promise<{ isOn: boolean; mails: InvitationMail[] }>;
  /** After a start of the server: goes on with what waits. */
  resume(): void;
  /** Resolves when the mail that is on its way has been taken or not. */
  close(): Promise<void>;
}

interface Waiting {
  readonly meeting: MeetingId;
  readonly person: PersonId;
  readonly kind: MailKind;
  readonly sequence: number;
  readonly isChange: boolean;
  readonly tries: number;
  readonly at: number;
}

export function createOutbox({ storage, env, meetings, personOf, post }: OutboxParts): Outbox {
  const { sql } = storage;
  let timer: Timer | undefined;
  let sending: Promise<void> | undefined;
  let isAskedAgain = false;
  let isClosed = false;
  /** Taken, but not marked: while the disk is full nobody gets the same mail every minute. */
  const unmarked = new Set<string>();
  /** Failures in a row to talk to the mail server at all: everything waits then, not each mail for itself. */
  let silences = 0;
  let pausedUntil = 0;

  /** Of this version of the mail only: one that has taken its place meanwhile is not touched. */
  const set = async (
    { meeting, person, kind, sequence }: Waiting,
    row: {
      state: 'waiting' | 'sent' | 'failed';
      code: MailFault | null;
      tries?: number;
      next_at?: number;
      at?: number;
    },
  ) => {
    const query = sql
      .updateTable('mail')
      .set(row)
      .where('meeting', '=', meeting)
      .where('person', '=', person)
      .where('kind', '=', kind)
      .where('sequence', '=', sequence)
      .compile();
    await storage.commit([{ query }]);
  };

  const next = async (): Promise<Waiting[]> => {
    const rows = await storage.read(
      sql
        .selectFrom('mail')
        .selectAll()
        .where('state', '=', 'waiting')
        .where('next_at', '<=', env.now())
        .orderBy('next_at')
        .limit(BATCH)
        .compile(),
    );
    return rows.map((row) => ({
      meeting: MeetingId.parse(row.meeting),
      person: PersonId.parse(row.person),
      kind: row.kind,
      sequence: row.sequence,
      isChange: row.is_change === 1,
      tries: row.tries,
      at: row.at,
    }));
  };

  /** What became of it; 'taken', or why it wasn't. */
  const attempt = async (
    mail: Waiting,
    { transport, from, publicUrl }: NonNullable<typeof post>,
  ): Promise<'taken' | MailFault> => {
    const { state } = await meetings.now(mail.meeting);
    if (state === undefined || isOver(state)) return 'over';
    const person = personOf(mail.person);
    if (person === undefined || person.status === 'suspended') return 'suspended';
    const { kind, sequence, isChange, at: writtenAt } = mail;
    // Whoever has answered meanwhile needs no reminder.
    if (kind !== 'invitation' && !missingAnswers(state, env.now()).includes(mail.person)) return 'over';
    const to = { person: person.id, name: person.name, address: person.email };
    const chair = personOf(state.fields.chair)?.name ?? '';
    try {
      const parts = { state, to, chair, from, publicUrl, sequence, writtenAt, isChange };
      await transport.send(
        isInWriting(state.fields) ? questionMail({ ...parts, kind }) : invitationMail(parts),
      );
      return 'taken';
    } catch (error) {
      if (!(error instanceof MailNotTakenError)) throw error;
      env.log.warn(
        { err: error, meeting: mail.meeting, person: mail.person },
        'a mail about a meeting was not taken',
      );
      return error.fault;
    }
  };

  /** False when the mail server can't be talked to: the rest has to wait as well. */
  const sendOne = async (mail: Waiting, by: NonNullable<typeof post>): Promise<boolean> => {
    const key = `${mail.meeting} ${mail.person} ${mail.kind} ${mail.sequence}`;
    const outcome = unmarked.has(key) ? 'taken' : await attempt(mail, by);
    const now = env.now();
    if (outcome === 'taken') {
      silences = 0;
      unmarked.add(key);
      await set(mail, { state: 'sent', code: null, at: now });
      unmarked.delete(key);
      return true;
    }
    const mayPass = outcome === 'refused' || outcome === 'unreachable' || outcome === 'signIn';
    if (!mayPass || now - mail.at >= GIVEN_UP_AFTER) {
      await set(mail, { state: 'failed', code: outcome, at: now });
    } else {
      const tries = mail.tries + 1;
      await set(mail, { state: 'waiting', code: outcome, tries, next_at: now + pause(tries) });
    }
    if (outcome !== 'unreachable' && outcome !== 'signIn') return true;
    pausedUntil = now + pause(++silences);
    await giveUp(outcome);
    return false;
  };

  /** What has waited for a day fails with this try: there is nobody to hand it to. */
  const giveUp = async (code: MailFault) => {
    const now = env.now();
    const query = sql
      .updateTable('mail')
      .set({ state: 'failed', code, at: now })
      .where('state', '=', 'waiting')
      .where('at', '<=', now - GIVEN_UP_AFTER)
      .compile();
    await storage.commit([{ query }]);
  };

  const sendAll = async (by: NonNullable<typeof post>): Promise<void> => {
    for (let mails = await next(); mails.length > 0; mails = await next()) {
      for (const mail of mails) {
        if (isClosed || !(await sendOne(mail, by))) return;
      }
    }
  };

  const wakeUp = async () => {
    const [row] = await storage.read(
      sql
        .selectFrom('mail')
        .select(({ fn }) => fn.min('next_at').as('next_at'))
        .where('state', '=', 'waiting')
        .compile(),
    );
    const due = row?.next_at;
    if (due == null || isClosed) return;
    const wait = Math.max(due, pausedUntil) - env.now();
    if (wait <= 0) isAskedAgain = true;
    else timer = env.after(Math.min(wait, LONGEST_WAIT), kick);
  };

  const kick = () => {
    if (post === undefined || isClosed || env.now() < pausedUntil) return;
    if (sending !== undefined) {
      isAskedAgain = true;
      return;
    }
    isAskedAgain = false;
    timer?.cancel();
    sending = sendAll(post)
      .then(wakeUp)
      .catch((error: unknown) => {
        env.log.error({ err: error }, 'mail stands still');
        if (!isClosed) timer = env.after(FIRST_PAUSE, kick);
      })
      .finally(() => {
        sending = undefined;
        if (isAskedAgain) kick();
      });
  };

  meetings.onEvents((_meeting, events) => {
    if (events.some(({ type }) => BRINGS_MAIL.has(type))) kick();
  });

  return {
    async of(member, meeting) {
      const { state } = await meetings.now(meeting);
      const role = state === undefined ? undefined : seatOf(state, member.id);
      if (state === undefined || role === undefined) throw new AppError('notFound');
      if (role !== 'chair' && role !== 'secretary') throw new AppError('notAllowed');
      const rows = await storage.read(
        sql
          .selectFrom('mail')
          .select(['person', 'state', 'code', 'at'])
          .where('meeting', '=', meeting)
          .where('kind', '=', 'invitation')
          .orderBy('person')
          .compile(),
      );
      return { isOn: post !== undefined, mails: rows.map((row) => InvitationMail.parse(row)) };
    },
    resume: kick,
    async close() {
      isClosed = true;
      timer?.cancel();
      await sending;
    },
  };
}

function pause(tries: number): number {
  return Math.min(FIRST_PAUSE * 2 ** (tries - 1), LAST_PAUSE);
}

/** Events after which somebody may have to be mailed. */
const BRINGS_MAIL: ReadonlySet<string> = new Set([
  'meeting.sent',
  'vote.reminded',
  'meeting.changed',
  'participant.invited',
  'invitation.substituted',
  'invitation.substituteRecalled',
  'vote.opened',
]);
