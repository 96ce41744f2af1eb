import { z } from 'zod';
import { MediaAnswer, MediaNotification, MediaParticipant, MediaRequest } from '#protocol/media/signalling';
import { MeetingId, PersonId } from '#protocol/wire/ids';

/**
 * The contract between the server and its media process. Both sides parse what they get: the media process is the one
 * that reads packets of strangers, so the server doesn't take its word for the shape of anything.
 */

/** One connection of one person in one meeting, named by the server. */
export const PeerId = z.string().min(1).max(128);

export const SfuConfig = z.object({
  workerPath: z.string().min(1),
  /** Address that the sockets are bound to: an IP address; `0.0.0.0` or `::` for every address of the machine. */
  listenIp: z.string().min(1),
  /** What clients are told instead (a public address or name in front of this machine); null for the bound addresses. */
  announcedAddress: z.string().min(1).nullable(),
  /** UDP and TCP port of the first worker, the next ones follow; 0 lets the system choose. */
  port: z.int().min(0).max(65_535),
  workers: z.int().min(1).max(64),
});
export type SfuConfig = z.infer<typeof SfuConfig>;

export const ToSfu = z.discriminatedUnion('op', [
  z.object({ op: z.literal('start'), config: SfuConfig }),
  z.object({
    op: z.literal('request'),
    id: z.int(),
    meeting: MeetingId,
    peer: PeerId,
    participant: MediaParticipant,
    /** The person's microphone must be silent from its first packet on. */
    held: z.boolean(),
    request: MediaRequest,
  }),
  /** The connection is gone: as a `leave` that nobody waits for. */
  z.object({ op: z.literal('drop'), meeting: MeetingId, peer: PeerId }),
  z.object({ op: z.literal('hold'), meeting: MeetingId, person: PersonId, held: z.boolean() }),
  z.object({ op: z.literal('mute'), meeting: MeetingId, person: PersonId }),
]);
export type ToSfu = z.infer<typeof ToSfu>;

export const FromSfu = z.discriminatedUnion('op', [
  z.object({ op: z.literal('started'), workerPids: z.array(z.int()) }),
  /** It could not start and ends itself. */
  z.object({
    op: z.literal('failed'),
    reason: z.enum(['port-in-use', 'not-runnable', 'broken']),
    detail: z.string(),
  }),
  z.object({ op: z.literal('answer'), id: z.int(), answer: MediaAnswer }),
  z.object({ op: z.literal('notice'), meeting: MeetingId, peer: PeerId, notice: MediaNotification }),
  z.object({ op: z.literal('log'), level: z.enum(['info', 'warn', 'error']), message: z.string() }),
]);
export type FromSfu = z.infer<typeof FromSfu>;
