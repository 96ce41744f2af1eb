import type { types } from 'mediasoup';
import { HeaderExtensionUri } from '#protocol/media/rtp';

/** What may be sent in a meeting. VP8 comes first (every browser has it, with simulcast); H264 is for old Safari. */
export const MEDIA_CODECS: types.RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000, parameters: { 'x-google-start-bitrate': 600 } },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
  },
];

/** The router's capabilities as clients get them: with the header extensions that the protocol names, and no other. */
export function offeredCapabilities(router: types.Router): types.RtpCapabilities {
  const { codecs, headerExtensions } = router.rtpCapabilities;
  return {
    ...(codecs && { codecs }),
    ...(headerExtensions && {
      headerExtensions: headerExtensions.filter(({ uri }) => HeaderExtensionUri.safeParse(uri).success),
    }),
  };
}
