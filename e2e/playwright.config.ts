import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

const DEBIAN_CHROMIUM = '/usr/bin/chromium';
const asRoot = process.getuid?.() === 0;

/** Whole journeys: `web` in browsers against a real server, `desktop` in the shell. */
export default defineConfig({
  outputDir: '../test-results',
  // Each test has a server and several browsers of its own; two at a time are what two processors bear.
  workers: 2,
  fullyParallel: true,
  timeout: 300_000,
  expect: { timeout: 45_000 },
  // A test that needed a second try is told as flaky. Machines that build are shared and slow; people's time is too.
  // `npm test` gives the third one alone.
  retries: 1,
  forbidOnly: true,
  projects: [
    {
      name: 'web',
      testDir: './specs',
      testIgnore: '**/desktop/**',
      use: {
        browserName: 'chromium',
        trace: 'retain-on-failure',
        screenshot: 'only-on-failure',
        launchOptions: {
          ...(existsSync(DEBIAN_CHROMIUM) ? { executablePath: DEBIAN_CHROMIUM } : {}),
          args: [
            ...(asRoot ? ['--no-sandbox'] : []),
            '--use-fake-device-for-media-stream',
            '--use-fake-ui-for-media-stream',
            '--allow-loopback-in-peer-connection',
            '--autoplay-policy=no-user-gesture-required',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
          ],
        },
      },
    },
    { name: 'desktop', testDir: './specs/desktop' },
  ],
  globalSetup: './fixtures/desktop-setup.ts',
});
