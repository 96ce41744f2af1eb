import type { DesktopBridge } from '#ipc/bridge';
import { expect, test } from 'vitest';
import { desktopPlatform } from './desktop.ts';
import { fakeShell } from './testing/fake-shell.ts';
import { parseServerAddress } from './parse-server-address.ts';

test('reads an address as a person writes it', () => {
  const read: Record<string, string> = {
    'hop.bo.gov.vn': 'https://hop.bo.gov.vn',
    '  HOP.Bo.gov.vn:4180/ ': 'https://hop.bo.gov.vn:4180',
    'https://hop.bo.gov.vn:443/meetings/1?x=2': 'https://hop.bo.gov.vn',
    'http://10.0.0.5:4180': 'http://10.0.0.5:4180',
    'localhost:4180': 'http://localhost:4180',
    '[::1]:4180': 'http://[::1]:4180',
    'họp.vn': 'https://xn--hp-68s.vn',
  };
  for (const [typed, address] of Object.entries(read)) expect(parseServerAddress(typed), typed).toBe(address);
  for (const bad of ['', 'a b', 'ftp://a', 'https://u:p@a', 'javascript://x', 'https://', 'https://a;b'])
    expect(parseServerAddress(bad), bad).toBeNull();
});

const unused = () => Promise.reject(new Error('not used here'));

/** A shell with links that wait, and nothing else. */
function fakeLinks(waiting: string[]) {
  const listeners = new Set<() => void>();
  const links: DesktopBridge['links'] = {
    take: async () => {
      const meetingId = waiting.shift();
      return meetingId === undefined ? null : { kind: 'meeting', meetingId };
    },
    onArrived: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    links,
    arrive: (meetingId: string) => {
      waiting.push(meetingId);
      for (const listener of listeners) listener();
    },
  };
}

test('links that waited and links that arrive are told once; none after stopping', async () => {
  const { links, arrive } = fakeLinks(['m1']);
  const bridge: DesktopBridge = {
    session: { load: unused, store: unused, clear: unused },
    signing: { key: unused, sign: unused },
    server: { get: unused, set: unused, clear: unused },
    offlineStore: fakeShell().calls,
    window: { setFullscreen: unused, isFullscreen: unused, openExternal: unused },
    links,
  };
  const platform = desktopPlatform(bridge, () => undefined);
  const told: string[] = [];
  const stop = platform.onLink(({ meetingId }) => told.push(meetingId));
  await expect.poll(() => told).toEqual(['m1']);
  arrive('m2');
  await expect.poll(() => told).toEqual(['m1', 'm2']);
  stop();
  arrive('m3');
  expect(await links.take()).toEqual({ kind: 'meeting', meetingId: 'm3' });
  expect(told).toEqual(['m1', 'm2']);
});
