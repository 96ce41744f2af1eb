import { type Browser, chromium } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { ID_LENGTH, MeetingId, PersonId, newId } from '#protocol/wire/ids';
import { type Media, createMedia } from '../domain/media/media.ts';
import { realWorker } from '../domain/media/real-worker.ts';
import { type Harness, Tab, chromiumPath, launch, startHarness } from './testing/browser-harness.ts';

const bytes = (seed: number) => new Uint8Array(ID_LENGTH).fill(seed);
const an = newId(PersonId, bytes(2));
const binh = newId(PersonId, bytes(3));

const worker = await realWorker();
const executable = chromiumPath();
if (executable === null) console.warn(`tests of media in browsers are skipped: no ${chromium.name()}`);
const missing = worker.missing || (executable === null ? ' (skipped: no browser)' : '');

/** Waits until sound and picture have arrived and go on arriving. */
async function flows(receiver: Tab): Promise<void> {
  const first = await receiver.counted('c.framesDecoded > 0 && c.audioPackets > 0');
  await receiver.counted(
    `c.framesDecoded > ${first.framesDecoded} + 10 && c.audioPackets > ${first.audioPackets} + 10`,
  );
}

describe.skipIf(missing !== '')(`media between real browsers${missing}`, { timeout: 90_000 }, () => {
  let media: Media;
  let harness: Harness;
  let browser: Browser;
  let meeting: MeetingId;
  let meetings = 10;

  beforeEach(() => {
    meeting = newId(MeetingId, bytes(meetings++));
  });

  beforeAll(async () => {
    media = createMedia({
      config: { mediaPort: 0, mediaAddress: undefined, host: '127.0.0.1', mediaWorkers: 1 },
      log: { info: () => undefined, warn: console.warn, error: console.error },
      ensureWorker: async () => ({ path: 'path' in worker ? worker.path : '' }),
    });
    harness = await startHarness(media);
    browser = await launch(executable ?? '');
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await harness.close();
    await media.close();
  });

  async function open(person: PersonId, host?: string): Promise<Tab> {
    const tab = await Tab.open(browser, harness, { meeting, person }, host);
    onTestFinished(async () => {
      expect(tab.errors).toEqual([]);
      await tab.close();
    });
    return tab;
  }

  /** Ân sends sound and picture, Bình listens without a device and looks at Ân. */
  async function talk(): Promise<{ sender: Tab; receiver: Tab }> {
    const [sender, receiver] = await Promise.all([open(an), open(binh)]);
    await Promise.all([sender.do('join()'), receiver.do('join()')]);
    await Promise.all([sender.until(`s.phase === 'on'`), receiver.until(`s.phase === 'on'`)]);
    await Promise.all([sender.do('turnOnMicrophone()'), sender.do('turnOnCamera()')]);
    await receiver.do(`show(['${an}'], 'large')`);
    await flows(receiver);
    return { sender, receiver };
  }

  test('sound and picture arrive, the speaker is marked, and who listens opens no device', async () => {
    const { receiver } = await talk();
    await receiver.until(`s.people[0].microphone === 'on' && s.people[0].picture !== null`);
    await receiver.until(`s.activeSpeaker === '${an}'`);
    await receiver.until(`s.microphone.state === 'off' && s.camera.state === 'off'`);
  });

  test('a larger tile gets a larger picture, a hidden one none', async () => {
    const { receiver } = await talk();
    await receiver.counted('c.frameWidth >= 1280');
    await receiver.do(`show(['${an}'], 'small')`);
    await receiver.counted('c.frameWidth < 400');
    await receiver.do('show([])');
    await receiver.until('s.people[0].picture === null');
  });

  test('muting stops the sound at the receiver, and only that', async () => {
    const { sender, receiver } = await talk();
    await sender.do('mute()');
    await receiver.until(`s.people[0].microphone === 'muted'`);
    // What was under way arrives while a few frames are shown; then nothing comes during a second of them.
    const { framesDecoded } = await receiver.counted('true');
    const quiet = await receiver.counted(`c.framesDecoded > ${framesDecoded} + 5`);
    const later = await receiver.counted(`c.framesDecoded > ${quiet.framesDecoded} + 20`);
    expect(later.audioPackets).toBe(quiet.audioPackets);
    await sender.do('turnOnMicrophone()');
    await flows(receiver);
  });

  test('without the floor a microphone is silent though its owner has it on', async () => {
    const { sender, receiver } = await talk();
    onTestFinished(() => media.hold(meeting, an, false));
    media.hold(meeting, an, true);
    await receiver.until(`s.people[0].microphone === 'held'`);
    await sender.until('s.microphone.held && !s.microphone.muted');
    const { framesDecoded } = await receiver.counted('true');
    const quiet = await receiver.counted(`c.framesDecoded > ${framesDecoded} + 5`);
    const later = await receiver.counted(`c.framesDecoded > ${quiet.framesDecoded} + 20`);
    expect(later.audioPackets).toBe(quiet.audioPackets);
    media.hold(meeting, an, false);
    await flows(receiver);
  });

  test('[FLOOR-10] when all are muted a microphone is silent though its client goes on sending, until its owner switches it on', async () => {
    const { sender, receiver } = await talk();
    media.mute(meeting, an);
    await receiver.until(`s.people[0].microphone === 'muted'`);
    const { framesDecoded } = await receiver.counted('true');
    const quiet = await receiver.counted(`c.framesDecoded > ${framesDecoded} + 5`);
    const later = await receiver.counted(`c.framesDecoded > ${quiet.framesDecoded} + 20`);
    expect(later.audioPackets).toBe(quiet.audioPackets);
    await sender.do('mute()');
    await sender.do('turnOnMicrophone()');
    await flows(receiver);
  });

  test('the media process is killed: media comes back by itself', async () => {
    const { sender, receiver } = await talk();
    const { sfu } = media.processes();
    if (sfu === undefined) throw new Error('there is no media process');
    process.kill(sfu, 'SIGKILL');
    await Promise.all([sender.until(`s.phase === 'joining'`), receiver.until(`s.phase === 'joining'`)]);
    await Promise.all([sender.until(`s.phase === 'on'`), receiver.until(`s.phase === 'on'`)]);
    await flows(receiver);
    expect(media.processes().sfu).not.toBe(sfu);
  });

  test('the channel is cut: both join again and media flows', async () => {
    const { sender, receiver } = await talk();
    harness.cut();
    await Promise.all([sender.until(`s.phase === 'joining'`), receiver.until(`s.phase === 'joining'`)]);
    await Promise.all([sender.until(`s.phase === 'on'`), receiver.until(`s.phase === 'on'`)]);
    await flows(receiver);
  });

  test('packets stop arriving for a while: the transports are repaired in place', async () => {
    const { receiver } = await talk();
    const [pid] = media.processes().workers;
    if (pid === undefined) throw new Error('there is no worker');
    process.kill(pid, 'SIGSTOP');
    await receiver.asked('restartIce');
    process.kill(pid, 'SIGCONT');
    await flows(receiver);
    await receiver.until(`s.phase === 'on'`);
  });

  test('a second device of one person is told, and moves the media to itself with one call', async () => {
    const { sender, receiver } = await talk();
    const tablet = await open(an);
    await tablet.do('join()');
    await tablet.until(`s.phase === 'elsewhere'`);
    await sender.until(`s.phase === 'on'`);
    await tablet.do('takeOver()');
    await sender.until(`s.phase === 'elsewhere' && s.camera.state === 'off' && s.microphone.state === 'off'`);
    await tablet.until(`s.phase === 'on'`);
    await tablet.do('turnOnMicrophone()');
    await receiver.until(`s.people.length === 1 && s.people[0].microphone === 'on'`);
  });

  test('leaving takes a person away from the others and closes their devices', async () => {
    const { sender, receiver } = await talk();
    await sender.do('leave()');
    await sender.until(`s.phase === 'off' && s.camera.state === 'off'`);
    await receiver.until('s.people.length === 0');
  });

  test('a page on plain http says so and still listens', async () => {
    const { sender } = await talk();
    await sender.until(`s.phase === 'on'`);
    const plain = await open(newId(PersonId, bytes(4)), 'plain.test');
    await plain.until('s.insecure');
    await plain.do('join()');
    await plain.counted('c.audioPackets > 10');
    await plain.do('turnOnMicrophone()');
    await plain.until(`s.microphone.error === 'insecure'`);
  });
});
