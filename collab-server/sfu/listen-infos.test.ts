import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { listenInfos } from './listen-infos.ts';

function inner(address: string, family: 'IPv4' | 'IPv6', internal = false): NetworkInterfaceInfo {
  const rest = { address, internal, netmask: '', mac: '', cidr: null };
  return family === 'IPv4' ? { ...rest, family } : { ...rest, family, scopeid: 0 };
}

const interfaces = {
  lo: [inner('127.0.0.1', 'IPv4', true)],
  eth0: [inner('fe80::1', 'IPv6'), inner('2001:db8::5', 'IPv6'), inner('10.1.2.3', 'IPv4')],
};

test('one address is bound on UDP and TCP of one port', () => {
  expect(listenInfos({ listenIp: '127.0.0.1', announcedAddress: null, port: 40_180 }, interfaces)).toEqual([
    { protocol: 'udp', ip: '127.0.0.1', port: 40_180 },
    { protocol: 'tcp', ip: '127.0.0.1', port: 40_180 },
  ]);
});

test('an announced address is what clients are told, whatever is bound', () => {
  const infos = listenInfos(
    { listenIp: '0.0.0.0', announcedAddress: 'media.example.vn', port: 1 },
    interfaces,
  );
  expect(infos.map(({ ip, announcedAddress }) => [ip, announcedAddress])).toEqual([
    ['0.0.0.0', 'media.example.vn'],
    ['0.0.0.0', 'media.example.vn'],
  ]);
});

test('without one, a wildcard becomes the addresses that clients can reach, IPv4 first, and loopback', () => {
  const infos = listenInfos({ listenIp: '0.0.0.0', announcedAddress: null, port: 1 }, interfaces);
  expect(infos.filter(({ protocol }) => protocol === 'udp').map(({ ip }) => ip)).toEqual([
    '10.1.2.3',
    '2001:db8::5',
    '127.0.0.1',
  ]);
});
