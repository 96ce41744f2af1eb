import { meetingApi } from '#protocol/meeting/api';
import type { MeetingCommand } from '#protocol/meeting/commands';
import { AppError } from '#protocol/wire/codes';
import { CommandKey, newId, type MeetingId } from '#protocol/wire/ids';
import { api, Unreachable } from '../../sync/api-client.ts';

export const meetingKeys = {
  list: ['meetings'] as const,
  mentions: ['mentions'] as const,
  templates: ['templates'] as const,
  one: (meeting: MeetingId | null) => ['meeting', meeting] as const,
};

/** Attempts at a command by HTTP, and the wait before the second; it doubles. */
const ATTEMPTS = 4;
const FIRST_WAIT = 600;

/**
 * Gives a command by HTTP, for screens that hold no channel. A lost answer is asked for again with the same key, so that
 * it happens once. Throws AppError with the refusal, or Unreachable.
 */
export async function giveCommand(meeting: MeetingId, command: MeetingCommand): Promise<void> {
  const key = newId(CommandKey, crypto.getRandomValues(new Uint8Array(20)));
  for (let attempt = 0; ; attempt++) {
    try {
      const answer = await api.call(meetingApi.command, { params: { meeting }, body: { key, command } });
      if (!answer.ok) throw new AppError(answer.code);
      return;
    } catch (error) {
      if (!(error instanceof Unreachable) || attempt + 1 >= ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, FIRST_WAIT * 2 ** attempt));
    }
  }
}
