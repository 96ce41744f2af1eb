import type { types } from 'mediasoup-client';
import { RtpCapabilities, RtpParameters } from '#protocol/media/rtp';

/** mediasoup's parameters in the protocol's shape; throws where they don't fit, which only a new version could do. */
export function parametersToSend(parameters: types.RtpParameters): RtpParameters {
  return RtpParameters.parse(asSent(parameters));
}

export function capabilitiesToSend(capabilities: types.RtpCapabilities): RtpCapabilities {
  return RtpCapabilities.parse(asSent(capabilities));
}

/** What arrives at the other end of JSON: mediasoup leaves properties that are present and undefined. */
function asSent(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}
