import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { hostname, networkInterfaces } from 'node:os';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { say } from './project.ts';

// `npm run make-cert [-- NAME …]`: an organisation's own root, made once, and a certificate for this server signed by
// it, for networks that have no certificate authority. Names are those under which people reach the server; without
// any, this machine's name and addresses.

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY = 24 * 3_600_000;
/** Browsers refuse server certificates that are valid for longer. */
const SERVER_DAYS = 397;
const ROOT_DAYS = 3650;

const folder = resolve(process.env['BANTRON_DATA_DIR'] ?? 'data', 'tls');
const names = process.argv.slice(2).length > 0 ? process.argv.slice(2) : ownNames();
const wrong = names.find((name) => isIP(name) === 0 && !/^[0-9a-zA-Z.-]{1,253}$/.test(name));
if (wrong !== undefined) {
  say(`${JSON.stringify(wrong)} is not a name or address of a machine`);
  process.exit(2);
}
await mkdir(folder, { recursive: true, mode: 0o700 });
const root = (await keptRoot()) ?? (await newRoot());
await newServerCertificate(root);
say(`a certificate for ${names.join(', ')} is in ${folder}, valid for ${SERVER_DAYS} days.`);
say(
  `start the server with BANTRON_TLS_CERT=${join(folder, 'server.pem')} BANTRON_TLS_KEY=${join(folder, 'server-key.pem')}`,
);
say(`install ${join(folder, 'root.pem')} on people's machines; the page /trust of the server explains how.`);
say(
  `keep ${join(folder, 'root-key.pem')} away from the server and from others: who has it can pose as any site to those machines.`,
);

interface Authority {
  readonly certificate: X509Certificate;
  readonly key: CryptoKey;
}

async function keptRoot(): Promise<Authority | undefined> {
  const pem = await readFile(join(folder, 'root.pem'), 'utf8').catch(() => undefined);
  const keyPem = await readFile(join(folder, 'root-key.pem'), 'utf8').catch(() => undefined);
  if (pem === undefined || keyPem === undefined) return undefined;
  const certificate = new X509Certificate(pem);
  const left = certificate.notAfter.getTime() - Date.now();
  if (left < SERVER_DAYS * DAY) {
    say('the root ends too soon for another certificate: a new one is made, which has to be installed again');
    return undefined;
  }
  const der = PemConverter.decodeFirst(keyPem);
  const key = await crypto.subtle.importKey('pkcs8', der, ALGORITHM, false, ['sign']);
  return { certificate, key };
}

async function newRoot(): Promise<Authority> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: randomBytes(16).toString('hex'),
    name: 'CN=Ban Tron root of this organisation',
    notBefore: new Date(Date.now() - DAY),
    notAfter: new Date(Date.now() + ROOT_DAYS * DAY),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  await keep('root.pem', certificate.toString('pem'), 0o644);
  await keepKey('root-key.pem', keys.privateKey);
  return { certificate, key: keys.privateKey };
}

async function newServerCertificate(authority: Authority): Promise<void> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.create({
    serialNumber: randomBytes(16).toString('hex'),
    subject: `CN=${names[0] ?? 'bantron'}`,
    issuer: authority.certificate.subject,
    notBefore: new Date(Date.now() - DAY),
    notAfter: new Date(Date.now() + (SERVER_DAYS - 1) * DAY),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: authority.key,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value })),
      ),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(authority.certificate),
    ],
  });
  await keep('server.pem', `${certificate.toString('pem')}\n${authority.certificate.toString('pem')}`, 0o644);
  await keepKey('server-key.pem', keys.privateKey);
}

async function keepKey(file: string, key: CryptoKey): Promise<void> {
  await keep(file, PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY'), 0o600);
}

async function keep(file: string, text: string, mode: number): Promise<void> {
  await writeFile(join(folder, file), `${text}\n`, { mode });
  await chmod(join(folder, file), mode);
}

function ownNames(): string[] {
  const addresses = Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .filter((entry) => !entry.address.startsWith('fe80'))
    .map((entry) => entry.address);
  return [...new Set(['localhost', hostname(), ...addresses])];
}
