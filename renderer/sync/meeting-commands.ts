import type { MeetingCommand } from '#protocol/meeting/commands';
import type { CommandAnswer } from '#protocol/meeting/live';
import type { CommandKey } from '#protocol/wire/ids';

/**
 * What became of a command. `unanswered`: it was given up on after {@link COMMAND_PATIENCE}, or the channel was closed,
 * without the server having said whether it happened; what the meeting shows next tells.
 */
export type CommandResult = CommandAnswer | { readonly ok: false; readonly code: 'unanswered' };

/** Milliseconds after which a command that waits is shown as waiting. */
export const COMMAND_SLOW = 2500;
/** Milliseconds after which a command is given up on: carried out much later it would surprise the room. */
export const COMMAND_PATIENCE = 30_000;
/** Commands that may wait at the same time. */
export const MAX_WAITING = 64;

interface Waiting {
  readonly key: CommandKey;
  readonly command: MeetingCommand;
  readonly since: number;
  readonly settle: (result: CommandResult) => void;
  /** Request on the present connection; null while there is none. */
  id: number | null;
  /** The server's answer, held back until this client has seen the events that the command led to. */
  answer: { readonly ok: true; readonly seq: number } | null;
}

/**
 * Commands on their way. Each is sent again on every new connection, with the same key, until it is answered; a promise
 * is kept only once the events of the command have been applied here, so that whoever waits sees their own change.
 */
export class CommandQueue {
  #waiting: Waiting[] = [];
  #nextId = 1;

  /** How many have waited longer than {@link COMMAND_SLOW}. */
  slow(now: number): number {
    return this.#waiting.filter((entry) => now - entry.since >= COMMAND_SLOW).length;
  }

  get size(): number {
    return this.#waiting.length;
  }

  /** When the next one becomes slow or is given up on; null when none waits. */
  nextDeadline(now: number): number | null {
    const times = this.#waiting.map((entry) =>
      now - entry.since < COMMAND_SLOW ? entry.since + COMMAND_SLOW : entry.since + COMMAND_PATIENCE,
    );
    return times.length === 0 ? null : Math.min(...times);
  }

  add(key: CommandKey, command: MeetingCommand, now: number): Promise<CommandResult> {
    if (this.#waiting.length >= MAX_WAITING) return Promise.resolve({ ok: false, code: 'slowDown' });
    return new Promise((settle) => {
      this.#waiting.push({ key, command, since: now, settle, id: null, answer: null });
    });
  }

  /** Sends what this connection has not been sent yet. */
  flush(send: (id: number, key: CommandKey, command: MeetingCommand) => void): void {
    for (const entry of this.#waiting) {
      if (entry.id !== null || entry.answer !== null) continue;
      entry.id = this.#nextId++;
      send(entry.id, entry.key, entry.command);
    }
  }

  /** The connection is gone; everything unanswered will be sent again on the next. */
  disconnected(): void {
    for (const entry of this.#waiting) entry.id = null;
  }

  answered(id: number, answer: CommandAnswer, seq: number): void {
    const entry = this.#waiting.find((waiting) => waiting.id === id);
    if (entry === undefined) return;
    if (answer.ok && answer.seq > seq) entry.answer = answer;
    else this.#settle(entry, answer);
  }

  /** Events up to `seq` have been applied. */
  advanced(seq: number): void {
    for (const entry of this.#waiting) {
      if (entry.answer !== null && entry.answer.seq <= seq) this.#settle(entry, entry.answer);
    }
  }

  /** Gives up on what has waited too long. */
  expire(now: number): void {
    for (const entry of this.#waiting) {
      if (now - entry.since < COMMAND_PATIENCE) continue;
      this.#settle(entry, entry.answer ?? { ok: false, code: 'unanswered' });
    }
  }

  close(): void {
    for (const entry of this.#waiting) {
      this.#settle(entry, entry.answer ?? { ok: false, code: 'unanswered' });
    }
  }

  #settle(entry: Waiting, result: CommandResult): void {
    this.#waiting = this.#waiting.filter((other) => other !== entry);
    entry.settle(result);
  }
}
