import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['{collab-server,renderer,electron,scripts,e2e,.config}/**/*.test.{ts,tsx}'],
    exclude: ['node_modules/**', '.build/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two processors are the least that is promised; more workers than that only make the timing of real servers worse.
    maxWorkers: 2,
    passWithNoTests: false,
  },
});
