import { expect, test } from 'vitest';
import { MediaUnavailableReason } from '#protocol/media/signalling';
import { barStatus } from './bar-status.ts';
import type { DeviceErrorCode, MediaSnapshot } from './media-snapshot.ts';

const locales = import.meta.glob('./locales/*.json', { eager: true, import: 'default' });
const vi = locales['./locales/vi.json'];
const en = locales['./locales/en.json'];

const device = { state: 'off', error: null, chosen: null, choices: [] } as const;
const listening: MediaSnapshot = {
  phase: 'on',
  server: { state: 'ready' },
  insecure: false,
  microphone: { ...device, muted: false, held: false },
  camera: device,
  selfPicture: null,
  soundBlocked: false,
  people: [],
  activeSpeaker: null,
};
const speaking: MediaSnapshot = { ...listening, microphone: { ...listening.microphone, state: 'on' } };

function text(locale: unknown, key: string): unknown {
  return key.split('.').reduce<unknown>((at, name) => {
    return typeof at === 'object' && at !== null
      ? Object.entries(at).find(([own]) => own === name)?.[1]
      : undefined;
  }, locale);
}

const errors: DeviceErrorCode[] = ['denied', 'none', 'busy', 'lost', 'insecure', 'failed'];
const cases: [string, MediaSnapshot][] = [
  ['status.listening', listening],
  ['status.speaking', speaking],
  ['status.muted', { ...speaking, microphone: { ...speaking.microphone, muted: true } }],
  ['status.held', { ...speaking, microphone: { ...speaking.microphone, held: true } }],
  ['status.off', { ...listening, phase: 'off' }],
  ['status.joining', { ...listening, phase: 'joining' }],
  ['status.elsewhere', { ...listening, phase: 'elsewhere' }],
  ['status.soundBlocked', { ...listening, soundBlocked: true }],
  ['status.insecure', { ...listening, insecure: true }],
  // What the server can't do comes before what this page can't.
  ['status.preparing', { ...listening, phase: 'joining', insecure: true, server: { state: 'preparing' } }],
  ...MediaUnavailableReason.options.map((reason): [string, MediaSnapshot] => [
    `unavailable.${reason}`,
    { ...listening, server: { state: 'unavailable', reason } },
  ]),
  ...errors.flatMap((error): [string, MediaSnapshot][] => [
    [`deviceError.microphone.${error}`, { ...listening, microphone: { ...listening.microphone, error } }],
    [`deviceError.camera.${error}`, { ...speaking, camera: { ...device, error } }],
  ]),
];

test.each(cases)('says %s, in both languages', (key, snapshot) => {
  expect(barStatus(snapshot).key).toBe(key);
  expect(text(vi, key)).toEqual(expect.any(String));
  expect(text(en, key)).toEqual(expect.any(String));
});

test('says that the floor holds the microphone, also before it is switched on, and after what is broken', () => {
  expect(barStatus(listening, 'held').key).toBe('status.held');
  expect(barStatus(speaking, 'asked').key).toBe('status.asked');
  expect(barStatus(speaking, 'free').key).toBe('status.speaking');
  expect(barStatus({ ...listening, phase: 'off' }, 'held').key).toBe('status.off');
});

test('both languages have the same keys', () => {
  const keys = (value: unknown, path = ''): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, inner]) => keys(inner, `${path}.${name}`))
      : [path];
  expect(keys(en)).toEqual(keys(vi));
});
