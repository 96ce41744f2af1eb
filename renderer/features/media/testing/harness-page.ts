import { DeviceId, ID_LENGTH, PersonId, newId } from '#protocol/wire/ids';
import { MediaSession } from '../media-session.ts';
import { HarnessChannel } from './harness-channel.ts';

/** The page of the browser tests: a real session, reachable by name, with its counters. No part of the app. */
const query = new URLSearchParams(location.search);
const person = PersonId.parse(query.get('person'));
const channel = new HarnessChannel(`ws://${location.host}/${location.search}`);

/** What the session had to mend so far. */
const faults: string[] = [];

const session = new MediaSession({
  channel,
  device: newId(DeviceId, crypto.getRandomValues(new Uint8Array(ID_LENGTH))),
  self: person,
  mediaDevices: navigator.mediaDevices,
  onFault: (error) => faults.push(String(error)),
});

/** What is received in this moment: the highest of each counter, since a probe may have one of its own. */
async function counters(): Promise<{ framesDecoded: number; frameWidth: number; audioPackets: number }> {
  let [framesDecoded, frameWidth, audioPackets] = [0, 0, 0];
  for (const report of await session.stats()) {
    report.forEach((entry: Record<string, unknown>) => {
      if (entry['type'] !== 'inbound-rtp') return;
      if (entry['kind'] === 'audio')
        audioPackets = Math.max(audioPackets, Number(entry['packetsReceived'] ?? 0));
      framesDecoded = Math.max(framesDecoded, Number(entry['framesDecoded'] ?? 0));
      frameWidth = Math.max(frameWidth, Number(entry['frameWidth'] ?? 0));
    });
  }
  return { framesDecoded, frameWidth, audioPackets };
}

Object.assign(window, { harness: { session, channel, counters, faults } });
