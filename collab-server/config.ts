import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { isAbsolute, resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { z } from 'zod';

/** What the operator sets by environment. See README, "Settings". */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** Origin under which people reach the server, without a trailing slash; undefined: as each request says. */
  readonly publicUrl: string | undefined;
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | undefined;
  readonly mediaPort: number;
  /** Address that clients are told for media; undefined: the one that the server listens on. */
  readonly mediaAddress: string | undefined;
  /** Whether other machines can reach the server. */
  readonly beyondThisMachine: boolean;
  /** Programs of others that read papers: the path of each, `off`, or undefined to look for it. */
  readonly tools: {
    readonly soffice: string | undefined;
    readonly tesseract: string | undefined;
    readonly pdftoppm: string | undefined;
  };
}

/** A setting that can't be used; the message names it and says what it should be. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.int().min(0).max(65_535));

const program = z.string().refine((text) => text === 'off' || isAbsolute(text));

const hostName = z.string().regex(/^[0-9a-zA-Z.:-]{1,253}$/);

const SETTINGS = {
  BANTRON_HOST: [hostName, 'an address or name of this machine, such as 127.0.0.1 or 0.0.0.0'],
  BANTRON_PORT: [port, 'a port from 0 (any free one) to 65535'],
  BANTRON_DATA_DIR: [z.string().min(1), 'the path of a folder'],
  BANTRON_PUBLIC_URL: [
    z.string().refine((text) => {
      const url = URL.parse(text);
      return url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
    }),
    'an address such as https://hop.example.gov.vn, without a path',
  ],
  BANTRON_TLS_CERT: [z.string().min(1), 'the path of a certificate file (PEM)'],
  BANTRON_TLS_KEY: [z.string().min(1), 'the path of the private key file of BANTRON_TLS_CERT (PEM)'],
  BANTRON_MEDIA_PORT: [port.pipe(z.int().min(1).max(65_000)), 'a port from 1 to 65000'],
  BANTRON_MEDIA_ADDRESS: [
    z.string().refine((text) => isIP(text) !== 0 || /^[0-9a-zA-Z.-]{1,253}$/.test(text)),
    'the address at which clients reach this machine for sound and pictures',
  ],
  BANTRON_SOFFICE: [program, 'the whole path of soffice (LibreOffice), or off'],
  BANTRON_TESSERACT: [program, 'the whole path of tesseract, or off'],
  BANTRON_PDFTOPPM: [program, 'the whole path of pdftoppm (poppler-utils), or off'],
} as const satisfies Record<string, readonly [z.ZodType<string | number>, string]>;

/** Reads the settings. Throws {@link ConfigError} on the first that can't be used. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const read = <Name extends keyof typeof SETTINGS>(name: Name) => {
    const text = environment[name];
    if (text === undefined || text === '') return undefined;
    const [schema, expected] = SETTINGS[name];
    const parsed = schema.safeParse(text);
    if (!parsed.success)
      throw new ConfigError(`${name} is ${JSON.stringify(text)}; it should be ${expected}`);
    return parsed.data as z.output<(typeof SETTINGS)[Name][0]>;
  };
  const certPath = read('BANTRON_TLS_CERT');
  const keyPath = read('BANTRON_TLS_KEY');
  if ((certPath === undefined) !== (keyPath === undefined)) {
    throw new ConfigError('BANTRON_TLS_CERT and BANTRON_TLS_KEY go together; only one of them is set');
  }
  const host = read('BANTRON_HOST') ?? '127.0.0.1';
  const tls =
    certPath === undefined || keyPath === undefined
      ? undefined
      : { cert: file('BANTRON_TLS_CERT', certPath), key: file('BANTRON_TLS_KEY', keyPath) };
  if (tls !== undefined) checkPair(tls);
  return {
    host,
    port: read('BANTRON_PORT') ?? 4180,
    dataDir: resolve(read('BANTRON_DATA_DIR') ?? 'data'),
    publicUrl: originOf(read('BANTRON_PUBLIC_URL')),
    tls,
    mediaPort: read('BANTRON_MEDIA_PORT') ?? 40_180,
    mediaAddress: read('BANTRON_MEDIA_ADDRESS'),
    beyondThisMachine: !/^(127\.|::1$|localhost$)/.test(host),
    tools: {
      soffice: read('BANTRON_SOFFICE'),
      tesseract: read('BANTRON_TESSERACT'),
      pdftoppm: read('BANTRON_PDFTOPPM'),
    },
  };
}

/** As a browser writes it: lower case, without the port that goes without saying. */
function originOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : new URL(url).origin;
}

function checkPair(pair: { cert: Buffer; key: Buffer }): void {
  try {
    createSecureContext({ cert: pair.cert });
  } catch (cause) {
    throw new ConfigError('BANTRON_TLS_CERT is not a certificate in PEM form', { cause });
  }
  try {
    createSecureContext(pair);
  } catch (cause) {
    throw new ConfigError(
      'BANTRON_TLS_KEY is not the private key, in PEM form and without a password, of BANTRON_TLS_CERT',
      { cause },
    );
  }
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** How much is logged. Apart from the rest, because the log has to be there before anything else is looked at. */
export function readLogLevel(environment: Readonly<Record<string, string | undefined>>): string {
  const level = environment['BANTRON_LOG'] ?? '';
  if (level === '') return 'info';
  if (!LEVELS.includes(level))
    throw new ConfigError(
      `BANTRON_LOG is ${JSON.stringify(level)}; it should be one of ${LEVELS.join(', ')}`,
    );
  return level;
}

function file(name: keyof typeof SETTINGS, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new ConfigError(`${name} is ${JSON.stringify(path)}; that file can't be read`, { cause });
  }
}
