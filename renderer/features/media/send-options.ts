import type { types } from 'mediasoup-client';
import { assertNever } from '#protocol/wire/assert-never';
import type { MediaSource } from '#protocol/media/signalling';

/**
 * How each source is encoded. The camera is sent in three sizes, so that everybody gets the one that fits their tile and
 * their network. Tracks belong to the device that opened them and outlive a call: mediasoup must not stop or disable them.
 */
export function sendOptions(source: MediaSource): types.ProducerOptions {
  const common = { stopTracks: false, disableTrackOnPause: false, zeroRtpOnPause: true };
  switch (source) {
    case 'microphone':
      // Speech needs no stereo; DTX sends next to nothing in pauses, FEC mends lost packets.
      return { ...common, codecOptions: { opusStereo: false, opusDtx: true, opusFec: true } };
    case 'camera':
      return {
        ...common,
        encodings: [
          { scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' },
          { scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T3' },
          { scaleResolutionDownBy: 1, maxBitrate: 1_500_000, scalabilityMode: 'L1T3' },
        ],
        codecOptions: { videoGoogleStartBitrate: 600 },
      };
    case 'screen':
      return { ...common, encodings: [{ maxBitrate: 2_500_000, scalabilityMode: 'L1T3' }] };
    default:
      return assertNever(source);
  }
}
