import type { types } from 'mediasoup';
import { RtpCapabilities, RtpParameters } from '#protocol/media/rtp';
import { ConsumerId, type MediaSuccessOf, ProducerId, TransportId } from '#protocol/media/signalling';

/** mediasoup's objects as the answers that clients get. */

export function transportAnswer(transport: types.WebRtcTransport): MediaSuccessOf<'createTransport'> {
  return {
    ok: true,
    type: 'createTransport',
    id: TransportId.parse(transport.id),
    iceParameters: transport.iceParameters,
    iceCandidates: transport.iceCandidates,
    dtlsParameters: transport.dtlsParameters,
  };
}

export function consumeAnswer(consumer: types.Consumer): MediaSuccessOf<'consume'> {
  return {
    ok: true,
    type: 'consume',
    id: ConsumerId.parse(consumer.id),
    producer: ProducerId.parse(consumer.producerId),
    kind: consumer.kind,
    rtpParameters: RtpParameters.parse(asSent(consumer.rtpParameters)),
    layered: consumer.type === 'simulcast' || consumer.type === 'svc',
  };
}

/** Capabilities in the protocol's own shape. */
export function capabilitiesAnswer(capabilities: types.RtpCapabilities): RtpCapabilities {
  return RtpCapabilities.parse(asSent(capabilities));
}

/** What arrives at the other end of JSON: mediasoup leaves properties that are present and undefined. */
function asSent(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}
