import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import type { types } from 'mediasoup';

export interface ListenConfig {
  readonly listenIp: string;
  readonly announcedAddress: string | null;
  /** 0 lets the system choose. */
  readonly port: number;
}

type Interfaces = Readonly<Record<string, NetworkInterfaceInfo[] | undefined>>;

/**
 * The sockets of one worker, UDP before TCP. A wildcard address can't be told to clients: with an announced address it
 * is bound as it is, without one each usable address of the machine is bound by itself (loopback too, for a browser on
 * the server).
 */
export function listenInfos(
  config: ListenConfig,
  interfaces: Interfaces = networkInterfaces(),
): types.TransportListenInfo[] {
  const wildcard = config.listenIp === '0.0.0.0' || config.listenIp === '::';
  const ips = wildcard && config.announcedAddress === null ? usableAddresses(interfaces) : [config.listenIp];
  return (['udp', 'tcp'] as const).flatMap((protocol) =>
    ips.map((ip) => ({
      protocol,
      ip,
      ...(config.announcedAddress !== null && { announcedAddress: config.announcedAddress }),
      ...(config.port !== 0 && { port: config.port }),
    })),
  );
}

/** Every client tries each address in turn, and a machine with containers has dozens that lead nowhere. */
const MOST_ADDRESSES = 8;

function usableAddresses(interfaces: Interfaces): string[] {
  const all = Object.values(interfaces).flatMap((list) => list ?? []);
  const outer = all.filter(
    ({ internal, address }) => !internal && !address.toLowerCase().startsWith('fe80:'),
  );
  // Addresses of version 4 first: they are the ones that clients in an office reach.
  const sorted = outer.toSorted((a, b) => a.family.localeCompare(b.family));
  return [...new Set(sorted.map(({ address }) => address))].slice(0, MOST_ADDRESSES - 1).concat('127.0.0.1');
}
