import { expect, test } from 'vitest';
import { MediaAnswer, MediaNotification, MediaRequest } from './signalling.ts';

const opus = { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 };

function produce(rtpParameters: unknown): unknown {
  return { type: 'produce', transport: 't', source: 'microphone', paused: false, rtpParameters };
}

test('a request keeps what a browser really sends, down to the last field', () => {
  const request = produce({
    mid: '0',
    msid: 'a b',
    codecs: [
      { ...opus, parameters: { useinbandfec: 1, 'sprop-stereo': true }, rtcpFeedback: [{ type: 'nack' }] },
    ],
    headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1, encrypt: false, parameters: {} }],
    encodings: [
      { rid: 'r0', active: true, maxBitrate: 100_000, scaleResolutionDownBy: 4, scalabilityMode: 'L1T3' },
    ],
    rtcp: { cname: 'x', reducedSize: true, mux: true },
  });
  expect(MediaRequest.parse(request)).toEqual(request);
});

test.each([
  ['no codec', { codecs: [] }],
  ['more codecs than anything has', { codecs: Array.from({ length: 33 }, () => opus) }],
  ['five layers', { codecs: [opus], encodings: Array.from({ length: 5 }, () => ({})) }],
  ['a name of 300 characters', { codecs: [opus], rtcp: { cname: 'x'.repeat(300) } }],
  [
    'a thousand parameters',
    {
      codecs: [
        { ...opus, parameters: Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`p${i}`, i])) },
      ],
    },
  ],
  [
    'an extension that waits for a capture time',
    {
      codecs: [opus],
      headerExtensions: [{ uri: 'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time', id: 1 }],
    },
  ],
])('refuses %s', (_, rtpParameters) => {
  expect(MediaRequest.safeParse(produce(rtpParameters)).success).toBe(false);
});

test('refuses unknown requests, long ids and a join without a device', () => {
  expect(MediaRequest.safeParse({ type: 'shutdown' }).success).toBe(false);
  expect(MediaRequest.safeParse({ type: 'restartIce', transport: 'x'.repeat(65) }).success).toBe(false);
  expect(MediaRequest.safeParse({ type: 'join', takeOver: true }).success).toBe(false);
});

test('a refusal carries a known code and nothing else', () => {
  expect(MediaAnswer.parse({ ok: false, code: 'notReady', secret: 1 })).toEqual({
    ok: false,
    code: 'notReady',
  });
  expect(MediaAnswer.safeParse({ ok: false, code: 'because' }).success).toBe(false);
});

test('a state without its reason is no notice', () => {
  expect(MediaNotification.safeParse({ type: 'state', state: { state: 'unavailable' } }).success).toBe(false);
  expect(MediaNotification.safeParse({ type: 'state', state: { state: 'ready' } }).success).toBe(true);
});
