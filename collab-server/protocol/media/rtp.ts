import { z } from 'zod';

/**
 * The parameters that a browser's WebRTC and the media server have to exchange. Nobody between them looks inside; they
 * are described here so that what passes through has a known shape and a bounded size. The names are WebRTC's own.
 */

const token = z.string().max(256);
const count = z.int().min(0).max(0xffff_ffff);
const payloadType = z.int().min(0).max(127);
const bitrate = z.int().min(0).max(100_000_000);

const parameters = z
  .record(z.string().max(64), z.union([token, z.number(), z.boolean()]))
  .refine((entries) => Object.keys(entries).length <= 32);

const rtcpFeedback = z.array(z.object({ type: token, parameter: token.exactOptional() })).max(16);

export const MediaKind = z.enum(['audio', 'video']);
export type MediaKind = z.infer<typeof MediaKind>;

/**
 * The header extensions that may be agreed on. The capture time (`abs-capture-time`) is left out on purpose: once it is
 * agreed on, mediasoup waits for it before it changes the simulcast layer, and not every camera of every browser sends it.
 */
export const HeaderExtensionUri = z.enum([
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension',
  'urn:3gpp:video-orientation',
  'http://www.webrtc.org/experiments/rtp-hdrext/playout-delay',
  'urn:mediasoup:params:rtp-hdrext:packet-id',
]);

const codec = {
  mimeType: z.string().max(64),
  clockRate: count,
  channels: z.int().min(1).max(8).exactOptional(),
  parameters: parameters.exactOptional(),
  rtcpFeedback: rtcpFeedback.exactOptional(),
};

/** What one side is able to receive. */
export const RtpCapabilities = z.object({
  codecs: z
    .array(z.object({ ...codec, kind: MediaKind, preferredPayloadType: payloadType }))
    .max(64)
    .exactOptional(),
  headerExtensions: z
    .array(
      z.object({
        kind: MediaKind,
        uri: HeaderExtensionUri,
        preferredId: z.int().min(1).max(255),
        preferredEncrypt: z.boolean().exactOptional(),
        direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']).exactOptional(),
      }),
    )
    .max(64)
    .exactOptional(),
});
export type RtpCapabilities = z.infer<typeof RtpCapabilities>;

const priority = z.enum(['very-low', 'low', 'medium', 'high']);

const encoding = z.object({
  active: z.boolean().exactOptional(),
  ssrc: count.exactOptional(),
  rid: z.string().max(16).exactOptional(),
  codecPayloadType: payloadType.exactOptional(),
  rtx: z.object({ ssrc: count }).exactOptional(),
  dtx: z.boolean().exactOptional(),
  scalabilityMode: z.string().max(16).exactOptional(),
  scaleResolutionDownBy: z.number().min(1).max(64).exactOptional(),
  maxBitrate: bitrate.exactOptional(),
  maxFramerate: z.number().min(0).max(240).exactOptional(),
  adaptivePtime: z.boolean().exactOptional(),
  priority: priority.exactOptional(),
  networkPriority: priority.exactOptional(),
});

/** How one stream is sent: its codecs, and an encoding for each simulcast layer. */
export const RtpParameters = z.object({
  mid: z.string().max(64).exactOptional(),
  msid: token.exactOptional(),
  codecs: z
    .array(z.object({ ...codec, payloadType }))
    .min(1)
    .max(32),
  headerExtensions: z
    .array(
      z.object({
        uri: HeaderExtensionUri,
        id: z.int().min(1).max(255),
        encrypt: z.boolean().exactOptional(),
        parameters: parameters.exactOptional(),
      }),
    )
    .max(32)
    .exactOptional(),
  encodings: z.array(encoding).max(4).exactOptional(),
  rtcp: z
    .object({
      cname: token.exactOptional(),
      reducedSize: z.boolean().exactOptional(),
      mux: z.boolean().exactOptional(),
    })
    .exactOptional(),
});
export type RtpParameters = z.infer<typeof RtpParameters>;

export const DtlsParameters = z.object({
  role: z.enum(['auto', 'client', 'server']).exactOptional(),
  fingerprints: z
    .array(
      z.object({
        algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
        value: token,
      }),
    )
    .min(1)
    .max(8),
});
export type DtlsParameters = z.infer<typeof DtlsParameters>;

export const IceParameters = z.object({
  usernameFragment: token,
  password: token,
  iceLite: z.boolean().exactOptional(),
});
export type IceParameters = z.infer<typeof IceParameters>;

export const IceCandidate = z.object({
  foundation: token,
  priority: count,
  ip: token,
  address: token,
  protocol: z.enum(['udp', 'tcp']),
  port: z.int().min(1).max(65_535),
  type: z.enum(['host', 'srflx', 'prflx', 'relay']),
  tcpType: z.enum(['active', 'passive', 'so']).exactOptional(),
});
export type IceCandidate = z.infer<typeof IceCandidate>;

/** Which of the layers of a simulcast stream is meant: 0 is the smallest picture, the fewest frames. */
export const Layers = z.object({
  spatialLayer: z.int().min(0).max(3),
  temporalLayer: z.int().min(0).max(3).exactOptional(),
});
export type Layers = z.infer<typeof Layers>;
