import { createTransport } from 'nodemailer';
import type { Config } from '../../config.ts';
import { MailNotTakenError, type MailTransport } from './transport.ts';

/** Milliseconds that a mail server may take to be reached, and to say something. */
const CONNECT_WITHIN = 10_000;
const SILENT_FOR = 20_000;

/** Sends mail over SMTP (RFC 5321), one connection for a mail. */
export function smtpTransport(mail: NonNullable<Config['mail']>): MailTransport {
  const { host, port, isSecure, user, password, from } = mail;
  const isHere = /^(127\.|\[?::1\]?$|localhost$)/.test(host);
  const transport = createTransport({
    host,
    port,
    secure: isSecure,
    // A password doesn't cross a network in the clear.
    requireTLS: !isSecure && user !== '' && !isHere,
    ...(user === '' ? {} : { auth: { user, pass: password } }),
    connectionTimeout: CONNECT_WITHIN,
    dnsTimeout: CONNECT_WITHIN,
    greetingTimeout: CONNECT_WITHIN,
    socketTimeout: SILENT_FOR,
    // What is sent is made here: nothing is fetched from files or addresses that a title could name.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, subject, text, calendar, messageId }) {
      try {
        await transport.sendMail({
          from,
          to,
          subject,
          text,
          messageId,
          ...(calendar === null
            ? {}
            : { icalEvent: { method: 'REQUEST', filename: 'giay-moi.ics', content: calendar } }),
          // Vacation notices and other machines needn't answer this one.
          headers: { 'auto-submitted': 'auto-generated' },
        });
      } catch (cause) {
        throw new MailNotTakenError(faultOf(cause), { cause });
      }
    },
  };
}

function faultOf(error: unknown): MailNotTakenError['fault'] {
  const { code = '', responseCode = 0 } = error instanceof Error ? (error as SmtpError) : {};
  if (code === 'EAUTH') return 'signIn';
  if (responseCode >= 500) return 'rejected';
  return responseCode >= 400 ? 'refused' : 'unreachable';
}

/** What nodemailer adds to its errors. */
interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
}
