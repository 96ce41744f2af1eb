import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ensureTestTools } from './test-tools.ts';
import { ensureMediasoupWorker } from './mediasoup-worker/ensure.ts';
import { bin, ensureDesktop, ensureRenderer, ROOT, run, say } from './project.ts';

// `npm test`: everything that has to hold before a change lands. Each step runs even when an earlier one failed, so
// that one run tells all. The last line counts the tests.

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const failedSteps: string[] = [];
/** More journeys than this that fail are not the machine's fault. */
const MOST_ALONE = 5;
const RESULTS = join(ROOT, '.build/test-results');

await rm(RESULTS, { recursive: true, force: true });
await mkdir(RESULTS, { recursive: true });

await step('tools', async () => {
  await ensureTestTools();
  return 0;
});
await step('media worker', async () => {
  const worker = await ensureMediasoupWorker({ log: say });
  // Without it the tests of media say that they were skipped; on a machine that can build it that is a failure.
  if ('unavailable' in worker) say(`tests of sound and pictures will be skipped: ${worker.detail}`);
  return 0;
});
await step('types', () => tool('tsc', ['-b']));
await step('lint', () => tool('oxlint', ['--type-aware', '--deny-warnings']));
await step('format', () => tool('oxfmt', ['--check', '.']));
await step('unused code', () => tool('knip', ['--config', '.config/knip.json']));
await step('unit and server tests', async () => {
  const file = join(RESULTS, 'vitest.json');
  const code = await tool('vitest', [
    'run',
    '-c',
    '.config/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  add(await countsIn(file, vitestCounts));
  return code;
});
await step('client build', async () => {
  await ensureRenderer();
  await ensureDesktop();
  return 0;
});
await step('tests in browsers and desktop windows', async () => {
  const file = join(RESULTS, 'playwright.json');
  const browsers = (...args: readonly string[]) =>
    tool('playwright', ['test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json', ...args], {
      PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    });
  const code = await browsers();
  const first = await countsIn(file, playwrightCounts);
  if (code === 0 || first.failed === 0 || first.failed > MOST_ALONE) {
    add(first);
    return code;
  }
  // The third and last try: two journeys at a time can be more than a shared machine bears; what is broken fails alone too.
  say(`${first.failed} failed beside others and run again alone`);
  const codeAlone = await browsers('--last-failed', '--workers=1', '--retries=0');
  const alone = await countsIn(file, playwrightCounts);
  add({ ...first, passed: first.passed + alone.passed, failed: alone.failed });
  return codeAlone;
});

if (failedSteps.length > 0) say(`failed: ${failedSteps.join(', ')}`);
if (total.passed === 0) say('no test was executed');
const failed = Math.max(total.failed, failedSteps.length);
process.stdout.write(`${total.passed} passed, ${failed} failed, ${total.skipped} skipped\n`);
process.exitCode = failed > 0 || total.passed === 0 ? 1 : 0;

async function step(name: string, work: () => Promise<number>): Promise<void> {
  const started = performance.now();
  say(`${name}…`);
  const code = await work().catch((error: unknown) => {
    say(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  });
  const seconds = Math.round((performance.now() - started) / 1000);
  say(`${name}: ${code === 0 ? 'good' : 'FAILED'} (${seconds} s)`);
  if (code !== 0) failedSteps.push(name);
}

function tool(
  name: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<number> {
  return run(bin(name), args, {
    env: { ...process.env, ...environment },
    shell: process.platform === 'win32',
  });
}

async function countsIn(file: string, read: (report: unknown) => Counts): Promise<Counts> {
  return read(JSON.parse(await readFile(file, 'utf8')));
}

function add(counts: Counts): void {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
}

function vitestCounts(report: unknown): Counts {
  const schema = z.object({
    numPassedTests: z.number(),
    numFailedTests: z.number(),
    numPendingTests: z.number(),
  });
  const { numPassedTests, numFailedTests, numPendingTests } = schema.parse(report);
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests };
}

function playwrightCounts(report: unknown): Counts {
  const schema = z.object({
    stats: z.object({
      expected: z.number(),
      unexpected: z.number(),
      flaky: z.number(),
      skipped: z.number(),
    }),
  });
  const { expected, unexpected, flaky, skipped } = schema.parse(report).stats;
  return { passed: expected + flaky, failed: unexpected, skipped };
}
