import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isContinued } from '#protocol/minutes/signing';
import { openCertificate, type Certificate } from './certificate-file.ts';
import { signPdf } from './pdf-signature.ts';

const run = promisify(execFile);
const PASSWORD = 'mật khẩu tệp';
const NOW = Date.now();

let folder: string;
const files: Record<string, Uint8Array> = {};

/** A certificate file that OpenSSL makes, as an office gets it from whoever issues certificates. */
async function made(name: string, holder: string, key: readonly string[], ...options: string[]) {
  const [pem, cert, p12] = ['pem', 'crt', 'p12'].map((ending) => join(folder, `${name}.${ending}`)) as [
    string,
    string,
    string,
  ];
  const subject = `/CN=${holder}/O=Bộ Thử nghiệm`;
  await run('openssl', [
    'req',
    '-x509',
    '-newkey',
    ...key,
    '-nodes',
    '-keyout',
    pem,
    '-out',
    cert,
    '-days',
    '30',
    '-utf8',
    '-subj',
    subject,
  ]);
  await run('openssl', [
    'pkcs12',
    '-export',
    '-inkey',
    pem,
    '-in',
    cert,
    '-out',
    p12,
    '-passout',
    `pass:${PASSWORD}`,
    ...options,
  ]);
  files[name] = await readFile(p12);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bantron-pades-'));
  await Promise.all([
    made('modern', 'Trần Minh Đức', ['rsa:2048']),
    made('legacy', 'Nguyễn Thị Thu Hương', ['rsa:2048'], '-legacy'),
    made('curve', 'Lê Quang Ánh', ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1']),
  ]);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const opened = (name: string): Certificate => {
  const certificate = openCertificate(files[name] ?? new Uint8Array(), PASSWORD, NOW);
  if (typeof certificate === 'string') throw new Error(certificate);
  return certificate;
};
const minutes = async (useObjectStreams: boolean) => {
  const document = await PDFDocument.create();
  for (const page of [1, 2]) document.addPage([595, 842]).drawText(`page ${page}`, { x: 50, y: 700 });
  return document.save({ useObjectStreams });
};
/** What poppler says of the signatures in a PDF. */
const verdict = async (pdf: Uint8Array): Promise<string> => {
  const path = join(folder, 'signed.pdf');
  await writeFile(path, pdf);
  const { stdout } = await run('pdfsig', ['-nocert', path]).catch((error: { stdout: string }) => error);
  return stdout;
};

describe('a signature in the PDF', () => {
  it.each([true, false])(
    '[MIN-67] is found valid by another program, after a second one too (object streams: %s)',
    async (useObjectStreams) => {
      const pdf = await minutes(useObjectStreams);
      const first = await signPdf(pdf, opened('modern'), NOW);
      expect(isContinued(pdf, first)).toBe(true);
      const one = await verdict(first);
      expect(one).toContain('Signature Validation: Signature is Valid.');
      expect(one).toContain('Signer Certificate Common Name: Trần Minh Đức');
      expect(one).toContain('ETSI.CAdES.detached');
      expect(one).toContain('Total document signed');
      const second = await signPdf(first, opened('legacy'), NOW);
      expect(isContinued(first, second)).toBe(true);
      const both = await verdict(second);
      expect(both.match(/Signature is Valid\./gu)).toHaveLength(2);
      expect(both).toContain('Nguyễn Thị Thu Hương');
      expect((await PDFDocument.load(second)).getPageCount()).toBe(2);
    },
    30_000,
  );

  it('[MIN-67] is invalid after a byte was changed', async () => {
    const pdf = await minutes(false);
    const signed = await signPdf(pdf, opened('modern'), NOW);
    const at = Math.floor(pdf.length / 3);
    const changed = signed.map((byte, n) => (n === at ? byte ^ 1 : byte));
    expect(await verdict(changed)).not.toContain('Signature is Valid.');
    expect(await verdict(changed)).toContain('Digest Mismatch');
  });

  it('[MIN-67] whatever can’t be signed with is told apart', () => {
    const { modern = new Uint8Array(), curve = new Uint8Array() } = files;
    expect(openCertificate(modern, 'sai', NOW)).toBe('certificatePassword');
    expect(openCertificate(new TextEncoder().encode('không phải'), PASSWORD, NOW)).toBe('notCertificate');
    expect(openCertificate(modern.subarray(0, 200), PASSWORD, NOW)).toBe('notCertificate');
    expect(openCertificate(curve, PASSWORD, NOW)).toBe('noKey');
    for (const away of [31 * 86_400_000, -600_000])
      expect(openCertificate(modern, PASSWORD, NOW + away)).toBe('notValidNow');
    expect(opened('modern').holder).toBe('Trần Minh Đức');
  });
});
