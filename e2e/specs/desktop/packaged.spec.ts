import { _electron } from '@playwright/test';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { electronBinary } from '../../fixtures/electron-binary.ts';
import { expect, test } from '../../fixtures/desktop.ts';
import './bridge.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const page = path.join(root, 'e2e/fixtures/desktop-page');

// In a process of its own: electron-builder changes process-wide settings.
const packing = `
  import { packageDesktop } from ${JSON.stringify(path.join(root, 'scripts/package-desktop.ts'))};
  const [electronDist, rendererDir, output] = process.argv.slice(1);
  console.log('PACKED ' + (await packageDesktop({ electronDist, rendererDir, output })));
`;

test('the packed app holds the bundles and nothing else, and runs', async () => {
  test.skip(process.platform !== 'linux', 'only the Linux folder is packed so far');
  test.setTimeout(300_000);
  const binary = electronBinary();
  const folder = await mkdtemp(path.join(tmpdir(), 'bantron-packed-'));
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '-e', packing, binary.folder, page, folder],
      { cwd: root, maxBuffer: 16 * 1024 * 1024 },
    );
    const program = /^PACKED (.+)$/m.exec(stdout)?.[1];
    if (program === undefined) throw new Error(stdout);

    const archive = await readFile(path.join(folder, 'linux-unpacked/resources/app.asar'));
    const header = archive.toString('utf8', 16, 16 + archive.readUInt32LE(12));
    expect(header).toContain('main.mjs');
    expect(header).toContain('index.html');
    expect(header).not.toContain('node_modules');
    expect(archive.length).toBeLessThan(5 * 1024 * 1024);
    expect(await readFile(path.join(folder, 'linux-unpacked/resources/LICENSE'), 'utf8')).toContain(
      'Bàn Tròn contributors',
    );

    // With its fuses turned, real Electron lets nobody debug it, and so can't be driven from here.
    if (binary.kind === 'electron') return;
    const app = await _electron.launch({
      executablePath: program,
      args: [`--user-data-dir=${path.join(folder, 'data')}`, '--no-sandbox'],
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: process.env['HOME'] ?? '',
        STAND_IN_NODE: process.execPath,
        // Must not be honoured by a packed app.
        BANTRON_RENDERER_DIR: '/nowhere',
      },
    });
    try {
      const shown = await app.firstWindow();
      await expect(shown.locator('#ready')).toHaveText('sẵn sàng');
      expect(await app.evaluate(({ app: running }) => running.isPackaged)).toBe(true);
      expect(await shown.evaluate(() => window.bantronDesktop.server.get())).toEqual({
        address: null,
        preset: false,
      });
    } finally {
      await app.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
