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
  /** The mail server that takes invitations, and who they come from; undefined: none are mailed. */
  readonly mail:
    | {
        readonly host: string;
        readonly port: number;
        /** TLS from the first byte; otherwise as soon as the server offers it. */
        readonly isSecure: boolean;
        /** Empty: it is used without signing in. */
        readonly user: string;
        readonly password: string;
        readonly from: { readonly name: string; readonly address: string };
      }
    | undefined;
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

/** `Văn phòng <hop@example.gov.vn>`, or the address alone. */
const SENDER = /^(?:([^<>"\p{Cc}]{0,120})<([^<>\s]{3,254})>|([^<>\s]{3,254}))$/u;

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
  BANTRON_SMTP_URL: [
    z.string().refine((text) => {
      const url = URL.parse(text);
      if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '') return false;
      if (url.search !== '' || url.hash !== '' || !/^\/?$/.test(url.pathname)) return false;
      return decoded(url.username) !== undefined && decoded(url.password) !== undefined;
    }),
    'an address such as smtps://name:password@mail.example.gov.vn:465 or smtp://mail.example.gov.vn:25',
  ],
  BANTRON_MAIL_FROM: [
    z.string().refine((text) => {
      const [, , inBrackets, alone] = SENDER.exec(text) ?? [];
      return z.email().safeParse(inBrackets ?? alone).success;
    }),
    'an address such as hop@example.gov.vn or "Văn phòng <hop@example.gov.vn>"',
  ],
} as const satisfies Record<string, readonly [z.ZodType<string | number>, string]>;

/** What is never repeated in a message: there may be a password in it. */
const SECRET: ReadonlySet<string> = new Set(['BANTRON_SMTP_URL']);

/** Reads the settings. Throws {@link ConfigError} on the first that can't be used. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const read = <Name extends keyof typeof SETTINGS>(name: Name) => {
    const text = environment[name];
    if (text === undefined || text === '') return undefined;
    const [schema, expected] = SETTINGS[name];
    const parsed = schema.safeParse(text);
    if (!parsed.success) {
      const value = SECRET.has(name) ? 'not one that can be used' : JSON.stringify(text);
      throw new ConfigError(`${name} is ${value}; it should be ${expected}`);
    }
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
  const publicUrl = originOf(read('BANTRON_PUBLIC_URL'));
  const smtpUrl = read('BANTRON_SMTP_URL');
  const sender = read('BANTRON_MAIL_FROM');
  if ((smtpUrl === undefined) !== (sender === undefined)) {
    throw new ConfigError('BANTRON_SMTP_URL and BANTRON_MAIL_FROM go together; only one of them is set');
  }
  if (smtpUrl !== undefined && publicUrl === undefined) {
    throw new ConfigError(
      'BANTRON_SMTP_URL needs BANTRON_PUBLIC_URL, so that mails can say where the meeting is',
    );
  }
  return {
    host,
    port: read('BANTRON_PORT') ?? 4180,
    dataDir: resolve(read('BANTRON_DATA_DIR') ?? 'data'),
    publicUrl,
    tls,
    mediaPort: read('BANTRON_MEDIA_PORT') ?? 40_180,
    mediaAddress: read('BANTRON_MEDIA_ADDRESS'),
    mail: smtpUrl === undefined || sender === undefined ? undefined : mailOf(smtpUrl, sender),
    beyondThisMachine: !/^(127\.|::1$|localhost$)/.test(host),
    tools: {
      soffice: read('BANTRON_SOFFICE'),
      tesseract: read('BANTRON_TESSERACT'),
      pdftoppm: read('BANTRON_PDFTOPPM'),
    },
  };
}

function mailOf(smtpUrl: string, sender: string): NonNullable<Config['mail']> {
  const url = new URL(smtpUrl);
  const isSecure = url.protocol === 'smtps:';
  const [, name = '', inBrackets, alone = ''] = SENDER.exec(sender) ?? [];
  return {
    host: url.hostname.replaceAll(/[[\]]/g, ''),
    port: url.port === '' ? (isSecure ? 465 : 587) : Number(url.port),
    isSecure,
    user: decoded(url.username) ?? '',
    password: decoded(url.password) ?? '',
    from: { name: name.trim().normalize('NFC'), address: inBrackets ?? alone },
  };
}

/** A part of an address as it was meant; undefined when it isn't written as one. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
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
