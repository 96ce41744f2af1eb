import { LiveFromServer } from '#protocol/meeting/live';
import { CODES, REFUSAL_CODES, type RefusalCode } from '#protocol/wire/codes';

/** Codes that pass by themselves; every other refusal is for good. */
export const PASSING: readonly RefusalCode[] = [
  'ticketExpired',
  'slowDown',
  'busy',
  'broken',
  'diskFull',
  'tooLarge',
];

const KNOWN_MESSAGES = new Set<string>(LiveFromServer.options.map((option) => option.shape.type.value));

export type Heard =
  | { readonly message: LiveFromServer; readonly fault?: undefined }
  | {
      readonly fault: string;
      /** A message of a known kind that is malformed; one of an unknown kind is from a newer server and harmless. */
      readonly isBroken: boolean;
    };

/** Reads one frame of the meeting channel. */
export function readMessage(data: unknown): Heard {
  let json: unknown;
  try {
    json = JSON.parse(String(data));
  } catch {
    return { fault: 'a frame is not JSON', isBroken: true };
  }
  const parsed = LiveFromServer.safeParse(json);
  if (parsed.success) return { message: parsed.data };
  const type = typeof json === 'object' && json !== null && 'type' in json ? String(json.type) : '';
  if (!KNOWN_MESSAGES.has(type)) return { fault: `unknown message ${type}`, isBroken: false };
  return { fault: `malformed message ${type}: ${parsed.error.message}`, isBroken: true };
}

/** What a close code means when it comes without a reason. */
const PLAIN: Partial<Record<number, RefusalCode>> = {
  [CODES.badRequest.close]: 'badRequest',
  [CODES.notAllowed.close]: 'notAllowed',
  [CODES.notFound.close]: 'notFound',
  [CODES.conflict.close]: 'conflict',
  [CODES.tooMany.close]: 'tooMany',
  [CODES.tooOld.close]: 'tooOld',
};

/** Why the server shut a socket for good; undefined when trying again is worth it. */
export function refusalOfClose(closeCode: number, reason: string): RefusalCode | undefined {
  // A ticket that ran out is fetched anew; if it was the session, the ticket office says so.
  if (closeCode < 4400 || closeCode === CODES.ticketExpired.close || closeCode >= 4500) return undefined;
  const code = REFUSAL_CODES.find((known) => known === reason) ?? PLAIN[closeCode];
  return code === undefined || PASSING.includes(code) ? undefined : code;
}
