import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { bin, run, say } from './project.ts';

/** Debian's Chromium, which is used where it is installed. */
const DEBIAN_CHROMIUM = '/usr/bin/chromium';

/**
 * What the tests take from Debian: the browser, a screen for real desktop windows, a look at system calls, and what reads
 * scanned papers. LibreOffice is too large for that: where it isn't, its tests are skipped.
 */
const PACKAGES = [
  'chromium',
  'xvfb',
  'xauth',
  'strace',
  'tesseract-ocr',
  'tesseract-ocr-vie',
  'poppler-utils',
];

/**
 * Makes sure that there is what the tests run on: on Debian as root its packages, otherwise the browser that Playwright
 * downloads. Throws with what to do when there is no browser in the end; other tools missing skip their tests visibly.
 */
export async function ensureTestTools(): Promise<void> {
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    const missing = PACKAGES.filter((name) => !isInstalled(name));
    if (missing.length > 0) {
      say(`installing ${missing.join(', ')} with apt-get…`);
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      await run('apt-get', ['update', '-qq'], { env });
      await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], { env });
    }
  }
  if (existsSync(DEBIAN_CHROMIUM) || existsSync(chromium.executablePath())) return;
  say('downloading a browser for the tests…');
  const code = await run(bin('playwright'), ['install', 'chromium'], { shell: process.platform === 'win32' });
  if (code !== 0 || !existsSync(chromium.executablePath())) {
    throw new Error(
      'no browser for the tests: install Chromium (Debian: apt-get install chromium) and try again',
    );
  }
}

function isInstalled(name: string): boolean {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], { encoding: 'utf8' });
  return stdout === 'installed';
}
