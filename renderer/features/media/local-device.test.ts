import { expect, test } from 'vitest';
import { z } from 'zod';
import { LocalDevice } from './local-device.ts';

class FakeTrack extends EventTarget {
  stopped = false;
  stop(): void {
    this.stopped = true;
  }
}

/** A browser whose person answers the question for the microphone when the test says so. */
function fakeBrowser() {
  const asked: PromiseWithResolvers<FakeTrack>[] = [];
  const constraints: unknown[] = [];
  const mediaDevices = Object.assign(new EventTarget(), {
    getUserMedia: async (wanted: unknown) => {
      constraints.push(wanted);
      const answer = Promise.withResolvers<FakeTrack>();
      asked.push(answer);
      const track = await answer.promise;
      return { getTracks: () => [track] };
    },
    enumerateDevices: async () => [
      { kind: 'audioinput', deviceId: 'one', label: 'Micrô 1' },
      { kind: 'videoinput', deviceId: 'two', label: 'Camera' },
    ],
  });
  return { asked, constraints, mediaDevices };
}

function open(browser: ReturnType<typeof fakeBrowser> | null) {
  // The interface has a dozen members more than are used.
  const given = browser === null ? undefined : z.custom<MediaDevices>().parse(browser.mediaDevices);
  return new LocalDevice('microphone', given, () => undefined);
}

function refusal(name: string): Error {
  return Object.assign(new Error(name), { name });
}

test.each([
  ['NotAllowedError', 'denied'],
  ['NotFoundError', 'none'],
  ['OverconstrainedError', 'none'],
  ['NotReadableError', 'busy'],
  ['TypeError', 'failed'],
])('%s becomes %s', async (name, code) => {
  const browser = fakeBrowser();
  const device = open(browser);
  const opening = device.open();
  browser.asked[0]?.reject(refusal(name));
  await opening;
  expect(device.snapshot()).toMatchObject({ state: 'off', error: code });
});

test('without the browser’s devices it says insecure', async () => {
  const device = open(null);
  await device.open();
  expect(device.snapshot().error).toBe('insecure');
});

test('a device that is allowed after the person changed their mind is let go of at once', async () => {
  const browser = fakeBrowser();
  const device = open(browser);
  const opening = device.open();
  device.close();
  const late = new FakeTrack();
  browser.asked[0]?.resolve(late);
  await opening;
  expect(late.stopped).toBe(true);
  expect(device.snapshot().state).toBe('off');
});

test('an unplugged device is told as lost', async () => {
  const browser = fakeBrowser();
  const device = open(browser);
  const opening = device.open();
  const track = new FakeTrack();
  browser.asked[0]?.resolve(track);
  await opening;
  expect(device.snapshot()).toMatchObject({ state: 'on', choices: [{ id: 'one', label: 'Micrô 1' }] });
  track.dispatchEvent(new Event('ended'));
  expect(device.snapshot()).toMatchObject({ state: 'off', error: 'lost' });
});

test('choosing another exchanges an open one and asks for exactly that', async () => {
  const browser = fakeBrowser();
  const device = open(browser);
  const opening = device.open();
  const first = new FakeTrack();
  browser.asked[0]?.resolve(first);
  await opening;
  const choosing = device.choose('one');
  expect(first.stopped).toBe(true);
  browser.asked[1]?.resolve(new FakeTrack());
  await choosing;
  expect(browser.constraints[1]).toMatchObject({ audio: { deviceId: { exact: 'one' } } });
  expect(device.snapshot()).toMatchObject({ state: 'on', chosen: 'one' });
});
