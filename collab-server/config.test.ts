import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, readLogLevel } from './config.ts';
import { tempDataDir } from './testing/temp-storage.ts';

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
      beyondThisMachine: false,
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
    const pair = (name: string) =>
      execFileSync(
        'openssl',
        [
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:P-256',
          '-nodes',
          '-subj',
          '/CN=a',
          '-keyout',
          path(`${name}.key`),
          '-out',
          path(`${name}.pem`),
        ],
        { stdio: 'ignore' },
      );
    pair('a');
    pair('b');
    await writeFile(path('rubbish'), 'rubbish');
    const tls = (cert: string, key: string) =>
      fault({ BANTRON_TLS_CERT: path(cert), BANTRON_TLS_KEY: path(key) });
    expect(tls('a.pem', 'a.key')).toBe('accepted');
    expect(fault({ BANTRON_TLS_CERT: path('a.pem') })).toMatch(
      /BANTRON_TLS_CERT and BANTRON_TLS_KEY go together/,
    );
    expect(fault({ BANTRON_TLS_KEY: path('a.key') })).toMatch(
      /BANTRON_TLS_CERT and BANTRON_TLS_KEY go together/,
    );
    expect(tls('missing.pem', 'a.key')).toMatch(/^BANTRON_TLS_CERT is .*can't be read/);
    expect(tls('a.pem', 'missing.key')).toMatch(/^BANTRON_TLS_KEY is .*can't be read/);
    expect(tls('rubbish', 'a.key')).toMatch(/^BANTRON_TLS_CERT is not a certificate/);
    expect(tls('a.pem', 'rubbish')).toMatch(/^BANTRON_TLS_KEY is not the private key/);
    expect(tls('a.pem', 'b.key')).toMatch(/^BANTRON_TLS_KEY is not the private key/);
  });
});
