import { z } from 'zod';
import { MarkRef } from '../annotation/mark.ts';
import { Trial, TrialRequest } from '../ballots/trial.ts';
import { MediaAnswer, MediaNotification, MediaRequest } from '../media/signalling.ts';
import { REFUSAL_CODES } from '../wire/codes.ts';
import { CommandKey, DeviceId, Hash, MarkId, PaperId, PersonId, VersionId } from '../wire/ids.ts';
import { DeliveredEvent } from '../wire/stream.ts';
import { MeetingCommand } from './commands.ts';
import { MeetingState, PresentedPage } from './records.ts';

/** The meeting channel `/live/<meetingId>?ticket=…`: JSON text frames, one message each. */
/** Bytes of a message from a client at most: the roll of the largest meeting is one. */
export const MAX_LIVE_FRAME = 512 * 1024;

/** Correlates an answer with its request on one connection. */
const requestId = z.int().min(0);

export const LiveFromClient = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    protocol: z.int(),
    device: DeviceId,
    /** Last event that this client holds; 0 when it holds none. */
    since: z.int().min(0),
  }),
  z.object({ type: z.literal('command'), id: requestId, key: CommandKey, command: MeetingCommand }),
  /** From the presenter, whenever their page moves. At most 20 a second are passed on. */
  z.object({ type: z.literal('present'), page: PresentedPage }),
  z.object({ type: z.literal('trial'), request: TrialRequest }),
  z.object({ type: z.literal('media'), id: requestId, request: MediaRequest }),
]);
export type LiveFromClient = z.infer<typeof LiveFromClient>;

/** Who is connected now. `devices` are their running clients; media is active on one of them at most. */
export const PresentPerson = z.object({
  person: PersonId,
  devices: z.array(z.object({ device: DeviceId, media: z.boolean() })).max(50),
});
export type PresentPerson = z.infer<typeof PresentPerson>;

/** Most UTF-16 units of a comment that are told on the channel. */
export const MENTION_EXCERPT = 200;

/** Where somebody is called upon, and enough of the comment to say so. */
export const LiveMention = z.object({
  by: PersonId,
  comment: MarkId,
  paper: PaperId,
  version: VersionId,
  layer: z.enum(['shared', 'group']),
  on: MarkRef,
  page: z.int().min(0),
  text: z.string().max(MENTION_EXCERPT),
});
export type LiveMention = z.infer<typeof LiveMention>;

const answer = z.union([
  z.object({ ok: z.literal(true), seq: z.int() }),
  z.object({ ok: z.literal(false), code: z.enum(REFUSAL_CODES) }),
]);
export type CommandAnswer = z.infer<typeof answer>;
export const CommandAnswer = answer;

export const LiveFromServer = z.discriminatedUnion('type', [
  /** First message, and again when what this person may see has changed: replaces everything that the client holds. */
  z.object({
    type: z.literal('welcome'),
    protocol: z.int(),
    you: PersonId,
    now: z.int(),
    seq: z.int(),
    head: Hash,
    state: MeetingState,
    presenting: PresentedPage.nullable(),
  }),
  /** After a reconnection: the client's own state is still good, these events are the rest. */
  z.object({
    type: z.literal('resumed'),
    you: PersonId,
    now: z.int(),
    presenting: PresentedPage.nullable(),
  }),
  z.object({ type: z.literal('events'), events: z.array(DeliveredEvent) }),
  z.object({ type: z.literal('answer'), id: requestId, answer }),
  /** Everyone who is there, as far as the receiver is told: once on each connection, and when that changes. */
  z.object({ type: z.literal('presence'), people: z.array(PresentPerson) }),
  /** Those who came or whose devices changed since the last message about presence, and those who went. */
  z.object({
    type: z.literal('presenceChanged'),
    people: z.array(PresentPerson),
    gone: z.array(PersonId),
  }),
  /** What the presenter shows; null when nobody does or the receiver may not read it. */
  z.object({ type: z.literal('presenting'), page: PresentedPage.nullable() }),
  /** The vote that is tried; null when there is none any more. Told after `welcome` and `resumed` only where there is one. */
  z.object({ type: z.literal('trial'), trial: Trial.nullable() }),
  /** The receiver is called upon in a comment that they may read. */
  z.object({ type: z.literal('mention'), mention: LiveMention }),
  z.object({ type: z.literal('mediaAnswer'), id: requestId, answer: MediaAnswer }),
  z.object({ type: z.literal('mediaNotice'), notice: MediaNotification }),
  z.object({ type: z.literal('ping') }),
]);
export type LiveFromServer = z.infer<typeof LiveFromServer>;

/** Who is there after a message about presence. */
export function presenceAfter(
  before: readonly PresentPerson[],
  message: Extract<LiveFromServer, { type: 'presence' | 'presenceChanged' }>,
): readonly PresentPerson[] {
  if (message.type === 'presence') return message.people;
  const others = new Set([...message.gone, ...message.people.map(({ person }) => person)]);
  return [...before.filter(({ person }) => !others.has(person)), ...message.people];
}
