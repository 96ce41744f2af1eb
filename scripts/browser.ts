import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { bin, run, say } from './project.ts';

/** Debian's Chromium, which is used where it is installed. */
export const DEBIAN_CHROMIUM = '/usr/bin/chromium';

/** What the tests need from Debian: the browser, and a screen for real desktop windows. */
const PACKAGES = ['chromium', 'xvfb', 'xauth'];

/**
 * Makes sure that there is a browser for the tests: Debian's as root on Debian, otherwise the one that Playwright
 * downloads. Throws with what to do when neither can be had.
 */
export async function ensureBrowser(): Promise<void> {
  if (existsSync(DEBIAN_CHROMIUM) || existsSync(chromium.executablePath())) return;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    say(`installing ${PACKAGES.join(', ')} with apt-get…`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], { env });
    const code = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...PACKAGES], {
      env,
    });
    if (code === 0) return;
  }
  say('downloading a browser for the tests…');
  const code = await run(bin('playwright'), ['install', 'chromium'], { shell: process.platform === 'win32' });
  if (code !== 0 || !existsSync(chromium.executablePath())) {
    throw new Error(
      'no browser for the tests: install Chromium (Debian: apt-get install chromium) and try again',
    );
  }
}
