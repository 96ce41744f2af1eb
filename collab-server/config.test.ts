import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { get } from 'node:https';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, readLogLevel } from './config.ts';
import { runServer } from './testing/running-server.ts';
import { tempDataDir } from './testing/temp-storage.ts';

const MAKE_CERT = fileURLToPath(new URL('../scripts/make-cert.ts', import.meta.url));

const fault = (environment: Record<string, string>): string => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'accepted';
};

describe('settings', () => {
  it('[CONFIG-1] has a default for everything; what is empty counts as not set', () => {
    const expected = {
      host: '127.0.0.1',
      port: 4180,
      dataDir: resolve('data'),
      publicUrl: undefined,
      tls: undefined,
      mediaPort: 40_180,
      mediaAddress: undefined,
      mail: undefined,
      beyondThisMachine: false,
      tools: { soffice: undefined, tesseract: undefined, pdftoppm: undefined },
    };
    expect(readConfig({})).toEqual(expected);
    expect(
      readConfig({ BANTRON_PORT: '', BANTRON_HOST: '', BANTRON_DATA_DIR: '', BANTRON_PUBLIC_URL: '' }),
    ).toEqual(expected);
    expect(readLogLevel({})).toBe('info');
  });

  it('[CONFIG-1] refuses every bad value with its name', () => {
    const bad: Record<string, string[]> = {
      BANTRON_HOST: ['not a host', 'a/b', '127.0.0.1;', 'máy-chủ'],
      BANTRON_PORT: ['-1', '65536', '99999', 'http', '80 ', '4180.5', '0x50', '+80'],
      BANTRON_PUBLIC_URL: [
        'hop.example',
        'ftp://hop.example',
        'https://hop.example/path',
        'https://hop.example/?a',
        'https://hop.example/#a',
        'https://me:secret@hop.example',
        'javascript:alert(1)',
      ],
      BANTRON_MEDIA_PORT: ['0', '65001', 'rtp'],
      BANTRON_SOFFICE: ['soffice', './soffice', 'no'],
      BANTRON_MEDIA_ADDRESS: ['10.0.0.1:40', 'a b', '::zz'],
    };
    for (const [name, values] of Object.entries(bad)) {
      for (const value of values)
        expect(fault({ [name]: value }), value).toMatch(new RegExp(`^${name} is .*; it should be `));
    }
    expect(() => readLogLevel({ BANTRON_LOG: 'loud' })).toThrow(
      /^BANTRON_LOG is "loud"; it should be one of/,
    );
  });

  it('[CONFIG-1] programs of others are named by a whole path, or switched off', () => {
    const soffice = resolve('tools/soffice');
    expect(readConfig({ BANTRON_SOFFICE: soffice, BANTRON_TESSERACT: 'off' }).tools).toEqual({
      soffice,
      tesseract: 'off',
      pdftoppm: undefined,
    });
  });

  it('[CONFIG-2] knows whether other machines can come in, and the origin as browsers write it', () => {
    for (const host of ['127.0.0.1', '127.0.0.53', 'localhost', '::1'])
      expect(readConfig({ BANTRON_HOST: host }).beyondThisMachine, host).toBe(false);
    for (const host of ['0.0.0.0', '::', '10.1.2.3', 'hop.example'])
      expect(readConfig({ BANTRON_HOST: host }).beyondThisMachine, host).toBe(true);
    expect(readConfig({ BANTRON_PUBLIC_URL: 'HTTPS://Hop.Example:443/' }).publicUrl).toBe(
      'https://hop.example',
    );
    expect(readConfig({ BANTRON_PUBLIC_URL: 'http://hop.example:8080' }).publicUrl).toBe(
      'http://hop.example:8080',
    );
  });

  it('[CONFIG-3] takes a certificate with its key only, and says which of the two is wrong', async () => {
    await using folder = await tempDataDir();
    const path = (name: string) => join(folder.path, name);
    const pair = (name: string) => {
      const env = { ...process.env, BANTRON_DATA_DIR: path(name) };
      execFileSync(process.execPath, [MAKE_CERT, 'localhost', '127.0.0.1'], { env, stdio: 'ignore' });
    };
    pair('a');
    pair('b');
    await writeFile(path('rubbish'), 'rubbish');
    const tls = (cert: string, key: string) =>
      fault({ BANTRON_TLS_CERT: path(cert), BANTRON_TLS_KEY: path(key) });
    expect(tls('a/tls/server.pem', 'a/tls/server-key.pem')).toBe('accepted');
    expect(fault({ BANTRON_TLS_CERT: path('a/tls/server.pem') })).toMatch(
      /BANTRON_TLS_CERT and BANTRON_TLS_KEY go together/,
    );
    expect(fault({ BANTRON_TLS_KEY: path('a/tls/server-key.pem') })).toMatch(
      /BANTRON_TLS_CERT and BANTRON_TLS_KEY go together/,
    );
    expect(tls('missing.pem', 'a/tls/server-key.pem')).toMatch(/^BANTRON_TLS_CERT is .*can't be read/);
    expect(tls('a/tls/server.pem', 'missing.key')).toMatch(/^BANTRON_TLS_KEY is .*can't be read/);
    expect(tls('rubbish', 'a/tls/server-key.pem')).toMatch(/^BANTRON_TLS_CERT is not a certificate/);
    expect(tls('a/tls/server.pem', 'rubbish')).toMatch(/^BANTRON_TLS_KEY is not the private key/);
    expect(tls('a/tls/server.pem', 'b/tls/server-key.pem')).toMatch(
      /^BANTRON_TLS_KEY is not the private key/,
    );

    const { tls: used } = readConfig({
      BANTRON_TLS_CERT: path('a/tls/server.pem'),
      BANTRON_TLS_KEY: path('a/tls/server-key.pem'),
    });
    await using server = await runServer({ config: { tls: used } });
    expect(server.url).toMatch(/^https:/);
    const ca = await readFile(path('a/tls/root.pem'));
    const headers = await new Promise<IncomingHttpHeaders>((done, failed) => {
      get(`${server.url}/healthz`, { ca }, (response) => {
        response.resume();
        done(response.headers);
      }).on('error', failed);
    });
    expect(headers['strict-transport-security']).toMatch(/max-age=\d{7}/);
  });

  it('[CONFIG-4] mail needs a server, a sender and the public address, and no message repeats the password', () => {
    const BANTRON_PUBLIC_URL = 'https://hop.example.gov.vn';
    const BANTRON_MAIL_FROM = 'Văn phòng <hop@example.gov.vn>';
    const BANTRON_SMTP_URL = 'smtps://hop%40b%E1%BB%99:m%E1%BA%ADt%2Fkh%E1%BA%A9u@mail.example.gov.vn';
    const whole = { BANTRON_PUBLIC_URL, BANTRON_MAIL_FROM, BANTRON_SMTP_URL };
    expect(readConfig(whole).mail).toEqual({
      host: 'mail.example.gov.vn',
      port: 465,
      isSecure: true,
      user: 'hop@bộ',
      password: 'mật/khẩu',
      from: { name: 'Văn phòng', address: 'hop@example.gov.vn' },
    });
    const bare = { ...whole, BANTRON_SMTP_URL: 'smtp://[::1]:25', BANTRON_MAIL_FROM: 'hop@example.gov.vn' };
    expect(readConfig(bare).mail).toMatchObject({
      host: '::1',
      port: 25,
      isSecure: false,
      user: '',
      from: { name: '', address: 'hop@example.gov.vn' },
    });
    expect(fault({ BANTRON_PUBLIC_URL, BANTRON_SMTP_URL })).toContain('go together');
    expect(fault({ BANTRON_PUBLIC_URL, BANTRON_MAIL_FROM })).toContain('go together');
    expect(fault({ BANTRON_SMTP_URL, BANTRON_MAIL_FROM })).toContain('needs BANTRON_PUBLIC_URL');
    for (const url of [
      'mail.example.gov.vn',
      'http://a:bí-mật@b',
      'smtp://a:bí-mật@b/c',
      'smtp://a:%E1bí-mật@b',
    ]) {
      const message = fault({ ...whole, BANTRON_SMTP_URL: url });
      expect(message).toMatch(/^BANTRON_SMTP_URL is not one that can be used; it should be /);
      expect(message).not.toContain('mật');
    }
    for (const from of ['hop', 'Văn phòng', 'a@b, c@d.vn', 'x\r\nBcc: y@z.vn <hop@example.gov.vn>'])
      expect(fault({ ...whole, BANTRON_MAIL_FROM: from })).toMatch(/^BANTRON_MAIL_FROM is /);
  });
});
