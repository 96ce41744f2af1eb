import { z } from 'zod';
import { DeviceId, PersonId } from '../wire/ids.ts';
import {
  DtlsParameters,
  IceCandidate,
  IceParameters,
  Layers,
  MediaKind,
  RtpCapabilities,
  RtpParameters,
} from './rtp.ts';

/**
 * What a client and the server say to each other about camera and microphone, inside the meeting channel. A request is
 * answered once; notices come by themselves. The order of one connection's answers and notices is kept.
 */

/** Ids that the media server makes up (UUIDs today); nobody else gives them a meaning. */
const mediaServerId = z.string().min(1).max(64);
export const TransportId = mediaServerId.brand<'TransportId'>();
export type TransportId = z.infer<typeof TransportId>;
export const ProducerId = mediaServerId.brand<'ProducerId'>();
export type ProducerId = z.infer<typeof ProducerId>;
export const ConsumerId = mediaServerId.brand<'ConsumerId'>();
export type ConsumerId = z.infer<typeof ConsumerId>;

/** Where a sent stream comes from; a person sends at most one of each. */
export const MediaSource = z.enum(['microphone', 'camera', 'screen']);
export type MediaSource = z.infer<typeof MediaSource>;

export function kindOf(source: MediaSource): MediaKind {
  return source === 'microphone' ? 'audio' : 'video';
}

/**
 * Why there is no media on this server at all: `not-supported` (no worker exists for this kind of machine),
 * `needs-packages` (the operator has to install some), `build-failed`, `not-runnable` (the configured worker doesn't
 * start), `port-in-use`, `keeps-failing` (it starts and dies; it is still tried now and then).
 */
export const MediaUnavailableReason = z.enum([
  'not-supported',
  'needs-packages',
  'build-failed',
  'not-runnable',
  'port-in-use',
  'keeps-failing',
]);
export type MediaUnavailableReason = z.infer<typeof MediaUnavailableReason>;

export const MediaState = z.discriminatedUnion('state', [
  /** Not yet: being built, started or restarted. It will change by itself. */
  z.object({ state: z.literal('preparing') }),
  z.object({ state: z.literal('ready') }),
  z.object({ state: z.literal('unavailable'), reason: MediaUnavailableReason }),
]);
export type MediaState = z.infer<typeof MediaState>;

/** Somebody whose media is on: they may be listening only. */
export const MediaParticipant = z.object({
  person: PersonId,
  /** The name as shown; absent when the server was not told one. */
  name: z.string().max(200).exactOptional(),
});
export type MediaParticipant = z.infer<typeof MediaParticipant>;

/** A stream that can be received. */
export const ProducerInfo = z.object({
  id: ProducerId,
  person: PersonId,
  source: MediaSource,
  /** Nothing is being sent, whoever paused it. */
  paused: z.boolean(),
  /** Paused by the server because the person has not been given the floor; their own switch changes nothing then. */
  held: z.boolean(),
});
export type ProducerInfo = z.infer<typeof ProducerInfo>;

export const MediaRequest = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('join'),
    /** Tells a client that came back on a new connection from a second device of the same person. */
    device: DeviceId,
    /** Move media here when it is active on another device of the same person. */
    takeOver: z.boolean(),
  }),
  z.object({ type: z.literal('leave') }),
  z.object({
    type: z.literal('createTransport'),
    direction: z.enum(['send', 'recv']),
    /** For networks that drop UDP. */
    tcpOnly: z.boolean().exactOptional(),
  }),
  z.object({ type: z.literal('connectTransport'), transport: TransportId, dtlsParameters: DtlsParameters }),
  z.object({ type: z.literal('restartIce'), transport: TransportId }),
  z.object({
    type: z.literal('produce'),
    transport: TransportId,
    source: MediaSource,
    rtpParameters: RtpParameters,
    paused: z.boolean(),
  }),
  z.object({ type: z.literal('pauseProducer'), producer: ProducerId }),
  z.object({ type: z.literal('resumeProducer'), producer: ProducerId }),
  z.object({ type: z.literal('closeProducer'), producer: ProducerId }),
  /** The consumer starts paused: a picture that arrives before the client can decode it would wait for the next key frame. */
  z.object({
    type: z.literal('consume'),
    transport: TransportId,
    producer: ProducerId,
    rtpCapabilities: RtpCapabilities,
  }),
  z.object({ type: z.literal('pauseConsumer'), consumer: ConsumerId }),
  z.object({ type: z.literal('resumeConsumer'), consumer: ConsumerId }),
  z.object({ type: z.literal('closeConsumer'), consumer: ConsumerId }),
  z.object({ type: z.literal('setPreferredLayers'), consumer: ConsumerId, layers: Layers }),
]);
export type MediaRequest = z.infer<typeof MediaRequest>;
export type MediaRequestType = MediaRequest['type'];

/**
 * `notReady`: see the last `state` notice. `activeElsewhere`: ask the person, then join with `takeOver`. `notJoined`:
 * join first (again, if this comes in the middle). `tooMany`: a limit of the server. `notFound`: gone meanwhile.
 * `cannotConsume`: no codec in common. `heldInWriting`: nobody meets. `closed`: the connection has been given up.
 * `broken`: a fault, in the log.
 */
export const MediaRefusalCode = z.enum([
  'badRequest',
  'notReady',
  'notJoined',
  'activeElsewhere',
  'tooMany',
  'notFound',
  'cannotConsume',
  'heldInWriting',
  'closed',
  'broken',
]);
export type MediaRefusalCode = z.infer<typeof MediaRefusalCode>;

const MediaSuccess = z.discriminatedUnion('type', [
  z.object({
    ok: z.literal(true),
    type: z.literal('join'),
    rtpCapabilities: RtpCapabilities,
    participants: z.array(MediaParticipant).max(1000),
    producers: z.array(ProducerInfo).max(3000),
    activeSpeaker: PersonId.nullable(),
  }),
  z.object({
    ok: z.literal(true),
    type: z.literal('createTransport'),
    id: TransportId,
    iceParameters: IceParameters,
    iceCandidates: z.array(IceCandidate).max(64),
    dtlsParameters: DtlsParameters,
  }),
  z.object({ ok: z.literal(true), type: z.literal('restartIce'), iceParameters: IceParameters }),
  z.object({ ok: z.literal(true), type: z.literal('produce'), id: ProducerId, held: z.boolean() }),
  z.object({
    ok: z.literal(true),
    type: z.literal('consume'),
    id: ConsumerId,
    producer: ProducerId,
    kind: MediaKind,
    rtpParameters: RtpParameters,
    /** Several layers to choose from with `setPreferredLayers`. */
    layered: z.boolean(),
  }),
  z.object({
    ok: z.literal(true),
    /** The requests whose answer is only that they were carried out. */
    type: z.enum([
      'leave',
      'connectTransport',
      'pauseProducer',
      'resumeProducer',
      'closeProducer',
      'pauseConsumer',
      'resumeConsumer',
      'closeConsumer',
      'setPreferredLayers',
    ]),
  }),
]);
export type MediaSuccess = z.infer<typeof MediaSuccess>;

export const MediaRefusal = z.object({ ok: z.literal(false), code: MediaRefusalCode });
export type MediaRefusal = z.infer<typeof MediaRefusal>;

export const MediaAnswer = z.discriminatedUnion('ok', [MediaSuccess, MediaRefusal]);
export type MediaAnswer = z.infer<typeof MediaAnswer>;

/** What a request of type `T` is answered with when it was carried out. */
export type MediaSuccessOf<T extends MediaRequestType> = MediaSuccess & { readonly type: T };

export function isSuccessOf<T extends MediaRequestType>(
  type: T,
  answer: MediaSuccess,
): answer is MediaSuccessOf<T> {
  return answer.type === type;
}

export const MediaNotification = z.discriminatedUnion('type', [
  /** Sent once when a connection is attached, then at each change. */
  z.object({ type: z.literal('state'), state: MediaState }),
  z.object({ type: z.literal('participantJoined'), participant: MediaParticipant }),
  z.object({ type: z.literal('participantLeft'), person: PersonId }),
  z.object({ type: z.literal('producerAdded'), producer: ProducerInfo }),
  z.object({ type: z.literal('producerClosed'), producer: ProducerId, person: PersonId }),
  /** Also sent to whoever owns the producer when it is the server that pauses or resumes it. */
  z.object({ type: z.literal('producerPaused'), producer: ProducerId, person: PersonId, held: z.boolean() }),
  z.object({ type: z.literal('producerResumed'), producer: ProducerId, person: PersonId }),
  /** Null when nobody speaks. */
  z.object({ type: z.literal('activeSpeaker'), person: PersonId.nullable() }),
  /** Which layer is really being received; null when none is. */
  z.object({ type: z.literal('layersChanged'), consumer: ConsumerId, layers: Layers.nullable() }),
  /** Another device of the same person took over; everything of this one is closed. */
  z.object({ type: z.literal('movedElsewhere') }),
  /** Everything of this connection is gone because of a fault at the server; join again once the state is `ready`. */
  z.object({ type: z.literal('interrupted') }),
]);
export type MediaNotification = z.infer<typeof MediaNotification>;
