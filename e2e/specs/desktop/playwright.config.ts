import { defineConfig } from '@playwright/test';

/** The desktop shell alone. Each test starts a program of its own, so few run at once. */
export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: '../../../test-results/desktop',
  globalSetup: '../../fixtures/desktop-setup.ts',
  workers: 2,
  timeout: 60_000,
  reporter: 'list',
  forbidOnly: true,
});
