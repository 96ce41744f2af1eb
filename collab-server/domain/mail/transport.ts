import type { MailFault } from '#protocol/meeting/api';
import type { Mail } from './invitation.ts';

/** Thrown by {@link MailTransport.send}: the mail was not taken. */
export class MailNotTakenError extends Error {
  override readonly name = 'MailNotTakenError';
  readonly fault: Extract<MailFault, 'refused' | 'rejected' | 'signIn' | 'unreachable'>;

  constructor(fault: MailNotTakenError['fault'], options?: ErrorOptions) {
    super(`the mail server didn't take it: ${fault}`, options);
    this.fault = fault;
  }
}

/** The way out for mail. */
export interface MailTransport {
  /** Resolves when the mail server has taken the mail upon itself. Rejects with {@link MailNotTakenError}, within a minute. */
  send(mail: Mail): Promise<void>;
}
